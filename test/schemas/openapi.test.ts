import { beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../schemas/openapi.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';

type Json = { [name: string]: Json } & Json[] & string;
let document: Json;
beforeAll(() => {
  document = JSON.parse(JSON.stringify(openApiDocument())) as Json;
});

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const described = (): { path: string; method: string; operation: Json }[] =>
  Object.entries(document['paths'] ?? {}).flatMap(([path, item]) =>
    Object.entries(item as unknown as Record<string, Json>)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ path, method, operation })),
  );
/** Every node of the document with its place. */
const nodes = (node: unknown, at = '#'): [string, Record<string, unknown>][] => {
  if (typeof node !== 'object' || node === null) return [];
  const members = Object.entries(node).flatMap(([name, part]) =>
    nodes(part, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return Array.isArray(node) ? members : [[at, node as Record<string, unknown>], ...members];
};
/** RFC 6901. */
const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document);

describe('the OpenAPI document', () => {
  it('is one of OpenAPI 3.1, with everything that it must have', () => {
    expect(document['openapi']).toMatch(/^3\.1\.\d+$/);
    expect(document['info']).toMatchObject({ title: 'ism-link API', version: '1' });
    const permitted = [
      'openapi',
      'info',
      'jsonSchemaDialect',
      'servers',
      'paths',
      'webhooks',
      'components',
      'security',
      'tags',
      'externalDocs',
    ];
    expect(Object.keys(document).filter((name) => !permitted.includes(name))).toEqual([]);
  });

  it('describes every operation and nothing else', () => {
    const declared = OPERATIONS.map(({ method, path, id }) => `${method.toLowerCase()} ${path} ${id}`).sort();
    expect(
      described()
        .map(({ method, path, operation }) => `${method} ${path} ${operation['operationId']}`)
        .sort(),
    ).toEqual(declared);
  });

  it('has references that all lead somewhere', () => {
    const references = nodes(document).flatMap(([place, node]) =>
      typeof node['$ref'] === 'string' ? [{ place, to: node['$ref'] }] : [],
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter(({ to }) => !to.startsWith('#/') || at(to) === undefined)).toEqual([]);
  });

  it('has no component that nothing refers to', () => {
    const used = new Set(nodes(document).map(([, node]) => node['$ref']));
    const schemas = Object.keys(document['components']?.['schemas'] ?? {});
    expect(schemas.filter((name) => !used.has(`#/components/schemas/${name}`))).toEqual([]);
  });

  it('uses no word of OpenAPI 3.0 that 3.1 does not know', () => {
    expect(
      nodes(document)
        .filter(([, node]) => 'nullable' in node)
        .map(([place]) => place),
    ).toEqual([]);
    const numbers = nodes(document).filter(
      ([, node]) => typeof node['exclusiveMinimum'] === 'boolean' || typeof node['exclusiveMaximum'] === 'boolean',
    );
    expect(numbers).toEqual([]);
  });

  it('has patterns that a browser can read', () => {
    const patterns = nodes(document).flatMap(([, node]) =>
      typeof node['pattern'] === 'string' ? [node['pattern']] : [],
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
  });
});

describe('each operation', () => {
  it('gives every part of its path as a required parameter, and no parameter twice', () => {
    for (const { path, operation } of described()) {
      const parameters = ((operation['parameters'] ?? []) as unknown as Json[]).map((parameter) => resolved(parameter));
      const inPath = parameters.filter((parameter) => parameter['in'] === 'path');
      expect(inPath.map((parameter) => String(parameter['name'])).sort()).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      );
      expect(inPath.every((parameter) => parameter['required'] as unknown as boolean)).toBe(true);
      const names = parameters.map((parameter) => `${parameter['in']} ${parameter['name']}`);
      expect(new Set(names).size).toBe(names.length);
      for (const parameter of parameters) expect(parameter['schema'] ?? parameter['content']).toBeDefined();
    }
  });
  const resolved = (node: Json): Json => (typeof node['$ref'] === 'string' ? (at(node['$ref']) as Json) : node);

  it('has responses with a description and a schema, and problems as problem documents', () => {
    for (const { operation } of described()) {
      const responses = Object.entries(operation['responses'] ?? {});
      expect(responses.some(([status]) => status.startsWith('2'))).toBe(true);
      for (const [status, response] of responses) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(response['description']).toBeTruthy();
        const type = status.startsWith('2') ? 'application/json' : 'application/problem+json';
        expect(response['content']?.[type]?.['schema']).toBeDefined();
      }
      expect(responses.map(([status]) => status)).toEqual(expect.arrayContaining(['400', '401', '403', '404', '503']));
    }
  });

  it('names security schemes that are declared', () => {
    const schemes = Object.keys(document['components']?.['securitySchemes'] ?? {});
    for (const { operation } of described()) {
      const asked = ((operation['security'] ?? []) as unknown as Json[]).flatMap((one) => Object.keys(one));
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((name) => !schemes.includes(name))).toEqual([]);
    }
  });

  it('asks for the headers that its declaration asks for', () => {
    for (const { path, method, operation } of described()) {
      const declared = OPERATIONS.find((one) => one.path === path && one.method.toLowerCase() === method);
      const headers = ((operation['parameters'] ?? []) as unknown as Json[])
        .filter((parameter) => parameter['in'] === 'header')
        .map((parameter) => String(parameter['name']));
      expect(headers.includes('Idempotency-Key')).toBe(declared?.idempotency === 'required');
      expect(headers.includes('If-Match')).toBe(declared?.ifMatch === true);
    }
  });
});

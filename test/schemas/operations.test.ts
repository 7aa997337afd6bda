import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { concerns } from '../../layers/rules/rule.ts';
import { TABLE } from '../../layers/rules/table.ts';
import { ACTS } from '../../schemas/acts.ts';
import { COMMON_PROBLEMS, type Operation } from '../../schemas/operation.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';
import { PROBLEMS } from '../../schemas/problems.ts';

const FUNCTIONS = join(__dirname, '..', '..', 'functions');
const named = OPERATIONS.map((operation): [string, Operation] => [operation.id, operation]);
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const twice = (texts: string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);
const pathNames = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('all operations together', () => {
  it('have ids, routes and audit names of their own', () => {
    expect(OPERATIONS.length).toBeGreaterThan(25);
    expect(twice(OPERATIONS.map((operation) => operation.id))).toEqual([]);
    expect(twice(OPERATIONS.map((operation) => operation.audit))).toEqual([]);
    // Two paths that differ in the name of a part only are one route.
    expect(twice(OPERATIONS.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`))).toEqual([]);
  });

  it('use every act, or a rule does; and every act that is asked has a row that permits it to somebody', () => {
    const asked = new Set<string>(OPERATIONS.map((operation) => operation.act));
    const permits = TABLE.filter((rule) => rule.effect === 'permit');
    const permitted = new Set<string>(ACTS.filter((act) => permits.some((rule) => concerns(rule, act))));
    expect(ACTS.filter((act) => !asked.has(act) && !permitted.has(act))).toEqual([]);
    expect([...asked].filter((act) => !permitted.has(act))).toEqual([]);
    expect([...asked].filter((act) => !(ACTS as readonly string[]).includes(act))).toEqual([]);
  });

  it('are each done by one deed in their capability’s folder, and no deed is done that is not declared', () => {
    const capabilities = new Set(OPERATIONS.map((operation) => operation.capability));
    for (const capability of capabilities) {
      const folder = join(FUNCTIONS, capability);
      const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
      const done = sources.flatMap((source) =>
        [...source.matchAll(/import \{ (\w+) as operation \}/g)].map(([, id]) => id),
      );
      const declared = OPERATIONS.filter((operation) => operation.capability === capability).map(
        (operation) => operation.id,
      );
      expect(done.sort()).toEqual(declared.sort());
    }
  });
});

describe.each(named)('%s', (_, operation) => {
  const { method, path, params, effect, idempotency, response, problems } = operation;

  it('declares each part of its path, and no other', () => {
    expect(Object.keys(params?.shape ?? {}).sort()).toEqual(pathNames(path));
  });

  it('says what it is in both languages, and is named in the audit as it is in the code', () => {
    expect(operation.summary.ja).toMatch(JAPANESE);
    expect(operation.summary.en).not.toMatch(JAPANESE);
    expect(operation.audit).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(operation.id).toMatch(/^[a-z][A-Za-z]+$/);
  });

  it('asks for an Idempotency-Key where it is a POST that writes', () => {
    // A sign-in opens one session: its own id makes a repetition harmless.
    const byItself = operation.id === 'openSession';
    expect(idempotency).toBe(method === 'POST' && effect === 'write' && !byItself ? 'required' : 'natural');
    for (const code of ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT'] as const)
      expect(problems.includes(code)).toBe(idempotency === 'required');
  });

  it('writes by other methods than GET, and reads by GET without a body', () => {
    expect(effect).toBe(method === 'GET' ? 'read' : 'write');
    if (method === 'GET' || method === 'DELETE') expect(operation.body).toBeUndefined();
    else expect(operation.body).toBeDefined();
  });

  it('names problems that exist, each once, and none that all can meet anyway', () => {
    expect(problems.filter((code) => !(code in PROBLEMS))).toEqual([]);
    expect(twice(problems)).toEqual([]);
    expect(problems.filter((code) => (COMMON_PROBLEMS as readonly string[]).includes(code))).toEqual([]);
    expect(problems.includes('INVALID_CURSOR')).toBe(
      operation.query !== undefined && 'cursor' in operation.query.shape,
    );
    expect(problems.includes('IF_MATCH_REQUIRED')).toBe(operation.ifMatch === true);
  });

  it('answers success with a status of success', () => {
    for (const status of [response.status, ...(response.also ?? [])]) expect(Math.floor(status / 100)).toBe(2);
  });

  it('refuses fields that nobody declared, at every depth it can be asked', () => {
    for (const part of [params, operation.query, operation.body].filter((schema) => schema !== undefined))
      expect(looseParts(z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' }))).toEqual([]);
  });

  it('answers declared fields alone', () => {
    expect(looseParts(z.toJSONSchema(response.schema, { io: 'output', unrepresentable: 'any' }))).toEqual([]);
  });
});

/** Objects with named members that take others beside them. A record has no named members. */
const looseParts = (schema: unknown, at = ''): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((part, index) => looseParts(part, `${at}/${index}`));
  const { type, properties, additionalProperties } = schema as Record<string, unknown>;
  const loose = type === 'object' && properties !== undefined && additionalProperties !== false;
  return [
    ...(loose ? [at] : []),
    ...Object.entries(schema).flatMap(([name, part]) => looseParts(part, `${at}/${name}`)),
  ];
};

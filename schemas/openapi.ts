import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { COMMON_PROBLEMS, type Operation } from './operation.ts';
import { DuplicateCandidates, OPERATIONS } from './operations/index.ts';
import { PROBLEMS, Problem, type ProblemCode } from './problems.ts';

const sentences = (codes: ProblemCode[]): string =>
  codes.map((code) => `- \`${code}\`: ${PROBLEMS[code].title.ja} / ${PROBLEMS[code].title.en}`).join('\n');

const problemResponses = (operation: Operation): ZodOpenApiResponsesObject => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set<ProblemCode>([...COMMON_PROBLEMS, ...operation.problems])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const schema = codes.includes('DUPLICATE_CANDIDATES')
        ? Problem.extend(DuplicateCandidates.partial().shape)
        : Problem;
      return [String(status), { description: sentences(codes), content: { 'application/problem+json': { schema } } }];
    }),
  );
};

const headersOf = (operation: Operation) => {
  const shape: Record<string, z.ZodType> = {};
  if (operation.idempotency === 'required') {
    shape['Idempotency-Key'] = z
      .string()
      .min(8)
      .max(200)
      .meta({ description: 'the same key and body again give the same result; kept 24 h' });
  }
  if (operation.ifMatch)
    shape['If-Match'] = z
      .string()
      .regex(/^"\d+"$/)
      .meta({ description: 'the version last seen, quoted: "3"' });
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined;
};

const describe = (operation: Operation): ZodOpenApiOperationObject => {
  const { response } = operation;
  const header = headersOf(operation);
  const success = { description: operation.summary.en, content: { 'application/json': { schema: response.schema } } };
  return {
    operationId: operation.id,
    tags: [operation.capability],
    summary: `${operation.summary.ja} / ${operation.summary.en}`,
    description: `act \`${operation.act}\`, audited as \`${operation.audit}\``,
    security: operation.caller === 'staffOrSystem' ? [{ staff: [] }, { system: [] }] : [{ [operation.caller]: [] }],
    requestParams: {
      ...(operation.params && { path: operation.params }),
      ...(operation.query && { query: operation.query }),
      ...(header && { header }),
    },
    ...(operation.body && {
      requestBody: { required: true, content: { 'application/json': { schema: operation.body } } },
    }),
    responses: {
      ...Object.fromEntries([response.status, ...(response.also ?? [])].map((status) => [String(status), success])),
      ...problemResponses(operation),
    },
  };
};

/** The whole API as OpenAPI 3.1, made from the declared operations and nothing else. */
export const openApiDocument = (): Record<string, unknown> => {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  }
  const oauth = (flow: 'authorizationCode' | 'clientCredentials', scope: string) => ({
    type: 'oauth2' as const,
    flows: {
      [flow]: {
        ...(flow === 'authorizationCode' && { authorizationUrl: '/oauth2/authorize' }),
        tokenUrl: '/oauth2/token',
        scopes: { [scope]: scope },
      },
    },
  });
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'ism-link API',
      version: '1',
      description:
        '地域医療情報連携ネットワーク ism-link。エラーはRFC 9457 problem+json。 / Errors are RFC 9457 problem details with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        staff: oauth('authorizationCode', 'ism-link/staff'),
        system: oauth('clientCredentials', 'ism-link/ingest'),
      },
    },
  }) as unknown as Record<string, unknown>;
};

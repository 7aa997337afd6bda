import * as z from 'zod';
import { ProblemError } from '../../../layers/edge/problem.ts';
import { type ApiEvent, parseRequest } from '../../../layers/edge/request.ts';
import type { Operation } from '../../../schemas/operation.ts';

type Brought = {
  body?: string;
  isBase64Encoded?: boolean;
  query?: string;
  pathParameters?: Record<string, string>;
  headers?: Record<string, string>;
};

/** An event as API Gateway makes it (payload format 2.0), with a JSON body unless it says otherwise. */
export const apiEvent = ({ query = '', headers = {}, ...brought }: Brought = {}): ApiEvent =>
  ({
    version: '2.0',
    routeKey: 'POST /v1/things/{thingId}',
    rawPath: '/v1/things/abc',
    rawQueryString: query,
    headers: { 'content-type': 'application/json', 'idempotency-key': '0123456789', 'if-match': '"3"', ...headers },
    requestContext: {
      requestId: 'request 1',
      http: { sourceIp: '203.0.113.1' },
      authorizer: { jwt: { claims: {}, scopes: [] } },
    },
    isBase64Encoded: false,
    ...brought,
  }) as unknown as ApiEvent;

/** An operation with one part of every kind. */
export const operation: Operation = {
  id: 'makeThing',
  capability: 'registration',
  method: 'POST',
  path: '/v1/things/{thingId}',
  summary: { ja: '試験', en: 'Test' },
  params: z.strictObject({ thingId: z.string().regex(/^[a-z]+$/) }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(9).default(5), day: z.iso.date().optional() }),
  body: z.strictObject({
    name: z.string().min(2).max(5),
    inner: z.strictObject({ list: z.array(z.int()).optional() }).optional(),
  }),
  response: { status: 200, schema: z.strictObject({}) },
  problems: [],
  act: 'patient.register',
  audit: 'MakeThing',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
  ifMatch: true,
};

export const parsed = (brought: Brought = {}, change: Partial<Operation> = {}) =>
  parseRequest(
    { ...operation, ...change },
    apiEvent({ body: '{"name":"abc"}', pathParameters: { thingId: 'abc' }, ...brought }),
  );

/** The problem that parsing ends in. */
export const problemOf = (brought: Brought = {}, change: Partial<Operation> = {}): ProblemError => {
  try {
    parsed(brought, change);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('It was taken, where a problem was expected');
};

/** Each fault as `pointer code`. */
export const faultsOf = (brought: Brought, change: Partial<Operation> = {}): string[] =>
  (problemOf(brought, change).detail.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

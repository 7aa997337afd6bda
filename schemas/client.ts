import type { InputOf, Operation, OutputOf } from './operation.ts';
import type { Problem } from './problems.ts';

export type Outcome<O extends Operation> =
  | { ok: true; status: number; body: OutputOf<O>; etag?: string }
  | { ok: false; status: number; problem: Problem; retryAfterSeconds?: number };

export type ClientOptions = {
  /** Origin of the API, without a trailing slash. */
  origin: string;
  /** A live access token; asked for at every call. */
  token: () => Promise<string>;
  fetch?: typeof fetch;
};

export type CallExtras = { idempotencyKey?: string; ifMatch?: string; signal?: AbortSignal };

const pathOf = (operation: Operation, params: Record<string, unknown>): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));

const queryOf = (query: Record<string, unknown>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
};

/** What came is no problem document: a proxy's own page, or nothing. Said as INTERNAL or UNAVAILABLE by its status. */
const problemOf = (status: number, body: unknown): Problem => {
  if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem;
  const code =
    status === 401
      ? 'UNAUTHENTICATED'
      : status === 404
        ? 'NOT_FOUND'
        : status >= 500
          ? 'UNAVAILABLE'
          : 'INVALID_REQUEST';
  return { type: 'about:blank', status, code, title: `HTTP ${status}`, titleEn: `HTTP ${status}` };
};

/**
 * A client derived from the declared operations: `await call(readPatient, { params: { patientId } })`.
 * Answers problems as values; throws only where no answer came (network).
 */
export const createClient = (options: ClientOptions) => {
  const send = options.fetch ?? fetch;
  return async <O extends Operation>(operation: O, input: InputOf<O>, extras: CallExtras = {}): Promise<Outcome<O>> => {
    const {
      params = {},
      query = {},
      body,
    } = input as { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };
    const response = await send(`${options.origin}${pathOf(operation, params)}${queryOf(query)}`, {
      method: operation.method,
      headers: {
        authorization: `Bearer ${await options.token()}`,
        accept: 'application/json, application/problem+json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(operation.idempotency === 'required' && {
          'idempotency-key': extras.idempotencyKey ?? crypto.randomUUID(),
        }),
        ...(extras.ifMatch !== undefined && { 'if-match': extras.ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(extras.signal && { signal: extras.signal }),
    });
    const text = await response.text();
    let parsed: unknown;
    try {
      parsed = text === '' ? undefined : JSON.parse(text);
    } catch {
      parsed = undefined;
    }
    if (response.ok) {
      const etag = response.headers.get('etag');
      return {
        ok: true,
        status: response.status,
        body: operation.response.schema.parse(parsed) as OutputOf<O>,
        ...(etag !== null && { etag }),
      };
    }
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      ok: false,
      status: response.status,
      problem: problemOf(response.status, parsed),
      ...(Number.isFinite(retryAfter) && { retryAfterSeconds: retryAfter }),
    };
  };
};

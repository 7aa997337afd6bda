import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod';
import { fieldErrors, unknownFields } from '../../schemas/field-errors.ts';
import type { Operation } from '../../schemas/operation.ts';
import { ProblemError } from './problem.ts';

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
export type ParsedRequest = {
  params: unknown;
  query: unknown;
  body: unknown;
  idempotencyKey?: string;
  ifMatch?: number;
  /** The body as it came: what an Idempotency-Key is held against. */
  text: string;
};

/** Bodies of ordinary operations, and of those that carry records. Beyond the gateway's own limit nothing arrives at all. */
const BODY_BYTES = { plain: 256 * 1024, ingest: 5 * 1024 * 1024 };

/** Bytes that are no UTF-8 are refused: a name in another encoding would otherwise be kept as `����`. */
const bodyText = (event: ApiEvent): string => {
  if (!event.isBase64Encoded) return event.body ?? '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(Buffer.from(event.body ?? '', 'base64'));
  } catch {
    throw new ProblemError('MALFORMED_JSON');
  }
};

const bodyJson = (event: ApiEvent, text: string): unknown => {
  if (!/^application\/json\s*(;|$)/i.test(event.headers['content-type'] ?? ''))
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE');
  try {
    const parsed: unknown = JSON.parse(text);
    if (!hasLoneSurrogate(text, parsed)) return parsed;
  } catch {
    // Told below.
  }
  throw new ProblemError('MALFORMED_JSON');
};

/** Half a letter, which JSON can escape but UTF-8 cannot hold (RFC 7493, 2.1): the store takes no such text. */
const hasLoneSurrogate = (text: string, parsed: unknown): boolean =>
  /\\ud[89a-f]/i.test(text) && /(?<!\\)(?:\\\\)*\\ud[89a-f]/i.test(JSON.stringify(parsed));

/** A name given twice is a list, as the gateway itself writes it. */
const queryOf = (event: ApiEvent): Record<string, string> => {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(event.rawQueryString)) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(query);
};

const parse = (schema: z.ZodType | undefined, part: string, value: unknown): unknown => {
  if (!schema) return {};
  // With its input an issue tells an absent field from one of another type; the input itself is never answered.
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  // A path that cannot name anything names nothing: no hint about what would.
  if (part === 'path') throw new ProblemError('NOT_FOUND');
  throw new ProblemError('INVALID_REQUEST', { errors: fieldErrors(part, parsed.error) });
};

const refuseUnknownQuery = (operation: Operation, query: Record<string, string>): void => {
  const unknown = operation.query ? [] : Object.keys(query);
  if (unknown.length > 0) throw new ProblemError('INVALID_REQUEST', { errors: unknownFields('query', [], unknown) });
};

const headersOf = (operation: Operation, event: ApiEvent): Pick<ParsedRequest, 'idempotencyKey' | 'ifMatch'> => {
  const key = event.headers['idempotency-key'];
  if (operation.idempotency === 'required' && !(key && /^[\x21-\x7e]{8,200}$/.test(key)))
    throw new ProblemError('IDEMPOTENCY_KEY_REQUIRED');
  const version = /^"(\d{1,9})"$/.exec(event.headers['if-match'] ?? '')?.[1];
  if (operation.ifMatch && version === undefined) throw new ProblemError('IF_MATCH_REQUIRED');
  return {
    ...(operation.idempotency === 'required' && key && { idempotencyKey: key }),
    ...(operation.ifMatch && { ifMatch: Number(version) }),
  };
};

/** The request as the operation declares it; throws the problem that names each field at fault. */
export const parseRequest = (operation: Operation, event: ApiEvent): ParsedRequest => {
  const text = operation.body ? bodyText(event) : '';
  const limit = operation.capability === 'ingest' ? BODY_BYTES.ingest : BODY_BYTES.plain;
  if (Buffer.byteLength(text) > limit) throw new ProblemError('BODY_TOO_LARGE');
  const params = parse(operation.params, 'path', event.pathParameters ?? {});
  const query = queryOf(event);
  refuseUnknownQuery(operation, query);
  return {
    ...headersOf(operation, event),
    params,
    query: parse(operation.query, 'query', query),
    body: operation.body ? parse(operation.body, 'body', bodyJson(event, text)) : {},
    text,
  };
};

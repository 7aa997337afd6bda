import type * as z from 'zod';
import type { Act } from './acts.ts';
import type { Sentence } from './primitives.ts';
import type { ProblemCode } from './problems.ts';

/** One Lambda function each; also a folder in `functions/`. */
export type Capability =
  | 'registration'
  | 'consent'
  | 'documents'
  | 'timeline'
  | 'ems'
  | 'obligations'
  | 'disaster'
  | 'directory'
  | 'audit'
  | 'ingest';

type Shape = z.ZodObject;

/**
 * One API operation, declared once. Gateway routes, validation both ways, OpenAPI, the typed client and the name in the audit log all
 * derive from it.
 */
export type Operation = {
  /** Operation id, also the deed's export: `registerPatient`. */
  id: string;
  capability: Capability;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v1/patients/{patientId}` */
  path: `/v1/${string}`;
  summary: Sentence;
  params?: Shape;
  query?: Shape;
  /** An object, or a union of objects told apart by one member. */
  body?: z.ZodObject | z.ZodDiscriminatedUnion;
  /** The body of success; `status` is answered unless the deed names another of `also`. */
  response: { status: number; schema: Shape; also?: number[] };
  /** Problems beside those every operation can meet (see `COMMON_PROBLEMS`). */
  problems: ProblemCode[];
  /** What the rules are asked. */
  act: Act;
  /** `eventName` in the audit log. Never reused for another deed. */
  audit: string;
  /** Staff by personal ID, a facility's system by client credentials, or both. */
  caller: 'staff' | 'system' | 'staffOrSystem';
  effect: 'read' | 'write';
  /** `required`: the Idempotency-Key header must be sent (every POST that writes); `natural`: repeating it changes nothing by itself. */
  idempotency: 'required' | 'natural';
  /** Whether `If-Match` with the version last seen must be sent. */
  ifMatch?: boolean;
};

/** Problems every operation can meet; listed once in OpenAPI. */
export const COMMON_PROBLEMS = [
  'INVALID_REQUEST',
  'MALFORMED_JSON',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNAUTHENTICATED',
  'SESSION_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
  'UNAVAILABLE',
  'AUDIT_UNAVAILABLE',
  'INTERNAL',
] as const satisfies ProblemCode[];

/** Keeps the literal types of a declaration, so that deeds and the client are typed by it. */
export const defineOperation = <const O extends Operation>(operation: O): O => operation;

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<never, never>;
type Given<S> = S extends z.ZodType ? z.input<S> : Record<never, never>;

/** What a deed receives, after validation. */
export type RequestOf<O extends Operation> = {
  params: Parsed<O['params']>;
  query: Parsed<O['query']>;
  body: Parsed<O['body']>;
};
/** What a client sends. */
export type InputOf<O extends Operation> = (O['params'] extends z.ZodType
  ? { params: Given<O['params']> }
  : { params?: never }) &
  (O['query'] extends z.ZodType ? { query?: Given<O['query']> } : { query?: never }) &
  (O['body'] extends z.ZodType ? { body: Given<O['body']> } : { body?: never });
/** What a deed answers, before it is checked by the schema. */
export type AnswerOf<O extends Operation> = z.input<O['response']['schema']>;
/** What a client receives. */
export type OutputOf<O extends Operation> = z.output<O['response']['schema']>;

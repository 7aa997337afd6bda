import middy from '@middy/core';
import { ForwardedFor } from '../../events/audit-event.ts';
import type { Operation } from '../../schemas/operation.ts';
import {
  type ApiEvent,
  type Claims,
  type DisasterFlag,
  type HttpAnswer,
  log,
  ProblemError,
  parseRequest,
  problemAnswer,
  readClaims,
  readDisasterFlag,
  readEnvironment,
  readSecret,
} from '../edge/index.ts';
import type { Objects } from '../objects/index.ts';
import { AuditUnavailableError, ConflictError, openStore, type Store, StoreUnavailableError } from '../store/index.ts';
import type { AnyDeed } from './deed.ts';
import { Desk, FACTS_BEFORE_PRIOR, type Incoming } from './desk.ts';

export type Runtime = {
  store: Store;
  objects?: Objects;
  /** The disaster flag as the extension has it: no call of AWS. */
  flag: () => Promise<DisasterFlag>;
};

const ATTEMPTS = 4;
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** What a function needs of its environment; built once per instance. */
export const openRuntime = async (makeObjects?: (bucket: string) => Objects): Promise<Runtime> => {
  const environment = readEnvironment(process.env);
  const store = openStore({
    tables: {
      records: environment.RECORDS_TABLE,
      directory: environment.DIRECTORY_TABLE,
      audit: environment.AUDIT_TABLE,
    },
    secret: await readSecret(environment),
  });
  const bucket = environment.DOCUMENT_BUCKET;
  return {
    store,
    ...(makeObjects && bucket && { objects: makeObjects(bucket) }),
    flag: () => readDisasterFlag(environment),
  };
};

const asProblem = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof AuditUnavailableError) return new ProblemError('AUDIT_UNAVAILABLE');
  if (error instanceof StoreUnavailableError) return new ProblemError(error.refused ? 'INTERNAL' : 'UNAVAILABLE');
  if (error instanceof ConflictError) return new ProblemError('CONFLICT', { retryAfterSeconds: 1 });
  return new ProblemError(isOfAws(error) ? 'UNAVAILABLE' : 'INTERNAL');
};

/** What the store does not name itself: S3, throttled or out of reach. The SDK marks answers and lost connections alike. */
const isOfAws = (error: unknown): boolean => error instanceof Error && '$metadata' in error;

/** Names of errors and of their causes: messages might quote content. */
const namesOf = (error: unknown): string => {
  const names: string[] = [];
  for (let at = error; at instanceof Error && names.length < 4; at = at.cause)
    names.push(at instanceof ConflictError ? `${at.name}:${at.condition}` : at.name);
  return names.join(' < ');
};

/** Conflicts that say: this very request was carried out already. */
const CARRIED_OUT = new Set(['idempotency', FACTS_BEFORE_PRIOR]);

/** A deed is done again from its start when somebody else was faster: it wrote nothing, and its facts are stale. */
const performed = async (
  runtime: Runtime,
  call: { deed: AnyDeed; claims: Claims; incoming: Incoming; request: unknown },
) => {
  const { deed, request, claims, incoming } = call;
  let repeats = false;
  for (let attempt = 1; ; attempt += 1) {
    const desk = new Desk({ ...runtime, claims, operation: deed.operation, incoming, repeats });
    try {
      return await deed.perform(request as never, desk);
    } catch (error) {
      if (error instanceof ProblemError) await desk.admit();
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
      repeats ||= CARRIED_OUT.has(error.condition);
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
};

const claimsFor = (operation: Operation, event: ApiEvent): Claims => {
  const claims = readClaims(event.requestContext.authorizer?.jwt?.claims);
  if (!claims) throw new ProblemError('UNAUTHENTICATED');
  if (operation.caller !== 'staffOrSystem' && operation.caller !== claims.kind) throw new ProblemError('FORBIDDEN');
  return claims;
};

/**
 * Who called, as far as it is known. `sourceIp` is the gateway's own word: behind CloudFront an address of CloudFront's. `forwardedFor` is the
 * last entry but one of `X-Forwarded-For`: the viewer, where CloudFront and the gateway each appended what they saw. Nothing vouches for it while
 * the gateway's own address can be called past CloudFront; it becomes trustworthy when the origin accepts CloudFront alone (mutual TLS).
 */
const addressesOf = (event: ApiEvent): Pick<Incoming, 'sourceIp' | 'forwardedFor'> => {
  // What does not look like an address is somebody's own text, which has no place in the audit.
  const forwarded = ForwardedFor.safeParse((event.headers['x-forwarded-for'] ?? '').split(',').at(-2)?.trim());
  return {
    sourceIp: event.requestContext.http.sourceIp,
    ...(forwarded.success && { forwardedFor: forwarded.data }),
  };
};

const answered = async (runtime: Runtime, deed: AnyDeed, event: ApiEvent): Promise<HttpAnswer> => {
  const { operation } = deed;
  const claims = claimsFor(operation, event);
  const { params, query, body, ...headers } = parseRequest(operation, event);
  const { requestId } = event.requestContext;
  const incoming: Incoming = {
    requestId,
    ...addressesOf(event),
    ...headers,
    text: `${event.rawPath}\n${headers.text}`,
  };
  const reply = await performed(runtime, { deed, claims, incoming, request: { params, query, body } });
  // What leaves is what was declared: an unknown or missing member is our defect, and nothing leaves.
  const checked = operation.response.schema.parse(reply.body);
  return {
    statusCode: reply.status ?? operation.response.status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...(reply.version !== undefined && { etag: `"${reply.version}"` }),
    },
    body: JSON.stringify(checked),
  };
};

/** The Lambda entry of a capability: routes to its deeds, and answers every failure as a problem. */
export const apiHandler = (deeds: AnyDeed[], options: { objects?: (bucket: string) => Objects } = {}) => {
  const routes = new Map(deeds.map((deed) => [`${deed.operation.method} ${deed.operation.path}`, deed]));
  let opening: Promise<Runtime> | undefined = openRuntime(options.objects);
  opening.catch(() => undefined);

  const opened = async (): Promise<Runtime> => {
    try {
      return await (opening ??= openRuntime(options.objects));
    } catch (error) {
      opening = undefined;
      throw new StoreUnavailableError(error, true);
    }
  };

  return middy<ApiEvent, HttpAnswer>().handler(async (event) => {
    const startedAt = performance.now();
    const { requestId } = event.requestContext;
    const deed = routes.get(event.routeKey);
    const said = (level: 'info' | 'warn' | 'error', statusCode: number, error?: string) =>
      log(level, 'answered', {
        operation: deed?.operation.id,
        requestId,
        statusCode,
        ms: Math.round(performance.now() - startedAt),
        error,
      });
    try {
      if (!deed) throw new ProblemError('NOT_FOUND');
      const answer = await answered(await opened(), deed, event);
      said('info', answer.statusCode);
      return answer;
    } catch (error) {
      const problem = asProblem(error);
      const answer = problemAnswer(problem, requestId);
      said(
        answer.statusCode >= 500 ? 'error' : 'warn',
        answer.statusCode,
        error instanceof ProblemError ? problem.code : namesOf(error),
      );
      return answer;
    }
  });
};

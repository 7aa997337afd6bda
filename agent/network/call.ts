import * as z from 'zod';
import { type CallExtras, createClient, type Outcome } from '../../schemas/client.ts';
import type { InputOf, Operation } from '../../schemas/operation.ts';
import type { Connection } from './connection.ts';
import { IngestFailure } from './failure.ts';
import { createTokens } from './token.ts';

/** What changes from run to run or would make tests slow: given from outside. */
export type Surroundings = {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** 0 ≤ x < 1 */
  random: () => number;
};

export type Call = <O extends Operation>(operation: O, input: InputOf<O>, extras?: CallExtras) => Promise<Outcome<O>>;

const MOST_ATTEMPTS = 8;
/** An internal error may be this one document's doing: it is answered to the caller, who goes on with the others. */
const MOST_ATTEMPTS_AT_FAULTS = 3;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 20_000;
const LONGEST_RETRY_AFTER_S = 60;
const TIMEOUT_MS = 60_000;
const RETRIED = new Set([429, 500, 502, 503, 504]);

/**
 * The API with patience: throttling, concurrent changes and a network that is away are tried again, with growing and scattered delays,
 * a bounded number of times. Answers what is final; throws an IngestFailure when patience ends or the sign-in is refused.
 */
export function createCall(connection: Connection, surroundings: Surroundings, signal?: AbortSignal): Call {
  const tokens = createTokens({ connection, ...surroundings });
  const client = createClient({ origin: connection.origin, token: tokens.current, fetch: surroundings.fetch });

  return async (operation, input, extras = {}) => {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const last = await once(() => client(operation, input, { ...extras, signal: eitherSignal(signal) }));
      if ('outcome' in last && last.outcome.ok) return last.outcome;
      if (signal?.aborted) throw new IngestFailure('STOPPED');
      if ('outcome' in last && !last.outcome.ok && last.outcome.status === 401) {
        if (renewed) throw new IngestFailure('SIGN_IN_REFUSED', last.outcome.problem.code);
        renewed = true;
        tokens.forget();
        continue;
      }
      if ('outcome' in last && !isRetried(last.outcome, attempt)) return last.outcome;
      if (attempt === MOST_ATTEMPTS) throw new IngestFailure('UNREACHABLE', whyOf(last, connection));
      await surroundings.sleep(delayMs({ attempt, last, random: surroundings.random }), signal);
    }
  };
}

type Attempt = { outcome: Outcome<Operation> } | { unreachable: string };

async function once<O extends Operation>(
  send: () => Promise<Outcome<O>>,
): Promise<{ outcome: Outcome<O> } | { unreachable: string }> {
  try {
    return { outcome: await send() };
  } catch (error) {
    if (error instanceof IngestFailure) throw error;
    if (error instanceof z.ZodError) throw new IngestFailure('UNEXPECTED_ANSWER', error.issues[0]?.path.join('.'));
    return { unreachable: codeOf(error) };
  }
}

/** fetch wraps the socket's error; only its code is told. */
function codeOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? name;
}

function eitherSignal(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

function isRetried(outcome: Outcome<Operation>, attempt: number): boolean {
  if (outcome.ok || (outcome.status === 500 && attempt >= MOST_ATTEMPTS_AT_FAULTS)) return false;
  return RETRIED.has(outcome.status) || (outcome.status === 409 && outcome.problem.code === 'CONFLICT');
}

function whyOf(last: Attempt, { origin }: Connection): string {
  if ('unreachable' in last) return `${origin} ${last.unreachable}`;
  return last.outcome.ok ? origin : `${origin} ${last.outcome.status} ${last.outcome.problem.code}`;
}

/** Full half jitter: many hospitals that were refused together must not come back together. */
function delayMs({ attempt, last, random }: { attempt: number; last: Attempt; random: () => number }): number {
  const grown = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  const scattered = grown * (0.5 + random() / 2);
  const said = 'outcome' in last && !last.outcome.ok ? (last.outcome.retryAfterSeconds ?? 0) : 0;
  return Math.min(said, LONGEST_RETRY_AFTER_S) * 1000 + scattered;
}

import { type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InputOf, Operation, OutputOf } from '../../schemas/operation.ts';
import { call, expire, signInCount } from '../session/session.ts';
import { ProblemError } from './problem-error.ts';

/** One call; a problem is thrown. An ended session keeps the screen and asks for the sign-in. */
export const ask = async <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  extras: { idempotencyKey?: string; ifMatch?: string; signal?: AbortSignal } = {},
): Promise<{ body: OutputOf<O>; etag?: string; status: number }> => {
  const signIn = signInCount();
  const outcome = await call(operation, input, extras);
  if (outcome.ok) return outcome;
  if (outcome.status === 401) {
    // Asked before the person signed in anew, and refused for the sign-in that this ended.
    if (signInCount() !== signIn) return ask(operation, input, extras);
    expire();
  }
  throw new ProblemError(outcome.problem, outcome.retryAfterSeconds);
};

/** The key of an operation's answers; `[operation.id]` alone names all of them, to invalidate. */
export const keyOf = <O extends Operation>(operation: O, input: InputOf<O>): readonly [string, InputOf<O>] => [
  operation.id,
  input,
];

type AskOptions = {
  /** false: not yet (nothing was typed, nothing was opened). */
  enabled?: boolean;
  /** Asked again by itself every so many milliseconds. Each time is audited. */
  everyMs?: number;
};

/** Reads: `const { data, error, isPending, refetch } = useAsk(readPatient, { params: { patientId } })`. */
export const useAsk = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  { enabled = true, everyMs }: AskOptions = {},
): UseQueryResult<OutputOf<O>> =>
  useQuery({
    queryKey: keyOf(operation, input),
    queryFn: async ({ signal }) => (await ask(operation, input, { signal })).body,
    enabled,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  }) as UseQueryResult<OutputOf<O>>;

/** As `useAsk`, with the ETag that a change has to send (`If-Match`). */
export const useAskWithEtag = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
): UseQueryResult<{ body: OutputOf<O>; etag?: string }> =>
  useQuery({
    queryKey: [...keyOf(operation, input), 'etag'],
    queryFn: ({ signal }) => ask(operation, input, { signal }),
  }) as UseQueryResult<{ body: OutputOf<O>; etag?: string }>;

type Pages<O extends Operation> = UseInfiniteQueryResult<OutputOf<O>[]>;

/** A list that goes on: `data` is the pages so far, `fetchNextPage` brings the next by its cursor. */
export const useAskPages = <O extends Operation>(
  operation: O,
  input: InputOf<O>,
  { enabled = true }: AskOptions = {},
): Pages<O> => {
  const asked: unknown = useInfiniteQuery({
    queryKey: [...keyOf(operation, input), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { query = {} } = input as { query?: Record<string, unknown> };
      const paged = { ...input, query: { ...query, ...(pageParam !== undefined && { cursor: pageParam }) } };
      return (await ask(operation, paged as InputOf<O>, { signal })).body;
    },
    getNextPageParam: (last) => (last as { cursor?: string }).cursor,
    select: ({ pages }) => pages,
    enabled,
  });
  return asked as Pages<O>;
};

import { QueryClient } from '@tanstack/react-query';
import { SignInEnded } from '../session/session.ts';
import { ProblemError } from './problem-error.ts';

const MOMENT_MS = 30_000;

/** Worth asking again by itself: no answer came, or the network said so. A refusal is never retried, and an ended sign-in waits for the next. */
const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError
    ? error.problem.status >= 500 && error.problem.code !== 'AUDIT_UNAVAILABLE'
    : !(error instanceof SignInEnded);

/** Answers live in this page's memory alone, and go with it; a record that is not looked at is forgotten within a minute. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Never kept back while the browser believes that it is offline: what was pressed fails at once and says so, instead of being sent at some later moment
    // that nobody expects.
    queries: {
      networkMode: 'always',
      // Every look is audited: nothing is asked anew only because a window came to the front.
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      staleTime: MOMENT_MS,
      gcTime: 2 * MOMENT_MS,
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

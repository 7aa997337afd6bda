import { useEffect } from 'react';
import type { EmsGrantView } from '../../../schemas/ems.ts';
import { readEmsGrant } from '../../../schemas/operations/ems.ts';
import { queryClient } from '../../api/query-client.ts';

/** Longer than a timer can wait (24.8 days): an evacuee's access may last for months. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** The API compares instants; so that it is over there, too. */
const GRACE_MS = 500;

const names = (queryKey: readonly unknown[], grantId: string): boolean =>
  JSON.stringify(queryKey).includes(`"${grantId}"`);

/** Asks anew where the access stands when its time is over. */
export const useTimeOver = (grant: EmsGrantView | undefined, askAnew: () => unknown): void => {
  const until = grant?.standing === 'live' ? grant.effectiveUntil : undefined;
  useEffect(() => {
    if (until === undefined) return undefined;
    const leftMs = Math.max(0, Date.parse(until) - Date.now()) + GRACE_MS;
    const timer = setTimeout(askAnew, Math.min(leftMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  }, [until, askAnew]);
};

/** The chart, when a refusal has closed it, forgets all that names the access; that is how this screen learns of it. */
export const useChartClosed = (grantId: string, onClosed: () => void): void => {
  useEffect(
    () =>
      queryClient.getQueryCache().subscribe(({ type, query }) => {
        if (type === 'removed' && query.queryKey[0] === readEmsGrant.id && names(query.queryKey, grantId)) onClosed();
      }),
    [grantId, onClosed],
  );
};

/** What was shown through an access leaves the memory with it. */
export const forgetRecord = (grantId: string): void =>
  queryClient.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== readEmsGrant.id && names(queryKey, grantId),
  });

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TimelineEntry } from '../../../schemas/document.ts';
import type { OutputOf } from '../../../schemas/operation.ts';
import { readEmsTimeline } from '../../../schemas/operations/timeline.ts';
import { ask, keyOf } from '../../api/ask.ts';
import type { ChartRecord, MonthCounts } from './chart-record.ts';
import { monthOf } from './months.ts';
import { showPart, wholeIsFresh } from './timeline-queries.ts';
import { isAwaited } from './use-patient-record.ts';

type EmsTimeline = Omit<OutputOf<typeof readEmsTimeline>, 'days' | 'cursor'> & { isComplete: boolean };

const PAGE = 1000;
const ASK_AGAIN_MS = 15_000;

/** All that a grant opens: notes, what still matters from before, and the window's entries page by page. */
const grantQuery = (grantId: string) => {
  const query = { limit: PAGE };
  const queryKey = [...keyOf(readEmsTimeline, { params: { grantId }, query }), 'all'] as const;
  return queryOptions({
    queryKey,
    staleTime: wholeIsFresh,
    queryFn: async ({ client, signal }): Promise<EmsTimeline> => {
      let loaded: EmsTimeline | undefined;
      let cursor: string | undefined;
      do {
        const page = { params: { grantId }, query: { ...query, ...(cursor !== undefined && { cursor }) } };
        const { body } = await ask(readEmsTimeline, page, { signal });
        const { days: _days, cursor: next, ...rest } = body;
        // Later pages bring further entries alone.
        loaded = { ...(loaded ?? rest), entries: [...(loaded?.entries ?? []), ...rest.entries], isComplete: !next };
        cursor = next;
        if (cursor !== undefined) showPart(client, queryKey, loaded);
      } while (cursor !== undefined);
      return loaded;
    },
    // The look-up asked the facility for its latest data; what is stored is shown meanwhile.
    refetchInterval: ({ state }) => (state.data && isAwaited(state.data.data, Date.now()) ? ASK_AGAIN_MS : false),
  });
};

const countsOf = (entries: readonly TimelineEntry[]): MonthCounts[] => {
  const months = new Map<string, MonthCounts>();
  for (const { day, facilityId, row } of entries) {
    const month = months.get(monthOf(day)) ?? { month: monthOf(day), facilityId, counts: {} };
    month.counts[row] = (month.counts[row] ?? 0) + 1;
    months.set(month.month, month);
  }
  return [...months.values()];
};

export type GrantRecord = { timeline: EmsTimeline; record: ChartRecord };

export const useGrantRecord = (grantId: string) => {
  const asked = useQuery(grantQuery(grantId));
  const { data: timeline, error, isPending, refetch } = asked;
  const data = useMemo((): GrantRecord | undefined => {
    if (!timeline) return undefined;
    const { from, to, facility, notes, entries, earlier, isComplete } = timeline;
    const all = [...notes, ...entries, ...earlier];
    const byMonth = Map.groupBy(all, ({ day }) => monthOf(day));
    const first = earlier.reduce((day, entry) => (entry.day < day ? entry.day : day), from);
    const last = entries.reduce((day, entry) => (entry.day > day ? entry.day : day), to);
    return {
      timeline,
      record: {
        facilities: [facility],
        months: countsOf(all),
        known: { from: first, to: last },
        window: { from, to: last },
        entriesOf: (month) => ({ entries: byMonth.get(month) ?? [], isComplete }),
        want: () => undefined,
        loadMonth: (month) => Promise.resolve(byMonth.get(month) ?? []),
        retry: () => void refetch(),
      },
    };
  }, [timeline, refetch]);
  return { data, error, isPending, refetch };
};

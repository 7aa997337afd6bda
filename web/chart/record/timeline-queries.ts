import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { TimelineEntry } from '../../../schemas/document.ts';
import { readTimeline } from '../../../schemas/operations/timeline.ts';
import { ask, keyOf } from '../../api/ask.ts';
import type { TimelineFacility } from '../timeline-facility.ts';
import type { MonthCounts } from './chart-record.ts';
import { firstDayOf, lastDayOf } from './months.ts';

/** Entries of a month as they come, page after page; `facilities` as they stood then. */
export type LoadedMonth = {
  facilities: readonly TimelineFacility[];
  entries: readonly TimelineEntry[];
  isComplete: boolean;
};
export type LoadedCounts = {
  from: string;
  to: string;
  facilities: readonly TimelineFacility[];
  months: readonly MonthCounts[];
};

const PAGE = 1000;
export const countsQuery = (patientId: string, months: { from: string; to: string }) => {
  const query = { view: 'months' as const, from: firstDayOf(months.from), to: lastDayOf(months.to) };
  const input = { params: { patientId }, query };
  return queryOptions({
    queryKey: keyOf(readTimeline, input),
    queryFn: async ({ signal }): Promise<LoadedCounts> => {
      const { body } = await ask(readTimeline, input, { signal });
      return { from: body.from, to: body.to, facilities: body.facilities, months: body.months ?? [] };
    },
  });
};

/** All entries of a month. What has come is shown while the rest is on its way; a reading anew replaces what was there only when it is whole. */
export const monthQuery = (patientId: string, month: string) => {
  const query = { from: firstDayOf(month), to: lastDayOf(month), limit: PAGE };
  const queryKey = [...keyOf(readTimeline, { params: { patientId }, query }), 'all'] as const;
  return queryOptions({
    queryKey,
    // Asked anew when a facility has sent something, and not by the clock: each time is audited.
    staleTime: wholeIsFresh,
    queryFn: async ({ client, signal }): Promise<LoadedMonth> => {
      let loaded: LoadedMonth = { facilities: [], entries: [], isComplete: false };
      for (let cursor: string | undefined; !loaded.isComplete; ) {
        const page = { params: { patientId }, query: { ...query, ...(cursor !== undefined && { cursor }) } };
        const { body } = await ask(readTimeline, page, { signal });
        cursor = body.cursor;
        loaded = {
          facilities: body.facilities,
          entries: [...loaded.entries, ...body.entries],
          isComplete: cursor === undefined,
        };
        if (!loaded.isComplete) showPart(client, queryKey, loaded);
      }
      return loaded;
    },
  });
};

type Partial = { state: { data?: { isComplete: boolean } | undefined } };
/** A part is stale: whoever asks for the whole waits for the rest. */
export const wholeIsFresh = ({ state }: Partial): number => (state.data?.isComplete ? Number.POSITIVE_INFINITY : 0);

/** Whether a query asks for something of a patient, or through a grant, whoever asks it. */
export const namesPatient = (queryKey: readonly unknown[], id: string): boolean =>
  JSON.stringify(queryKey).includes(`"${id}"`);

export const showPart = <T extends { isComplete: boolean }>(
  client: QueryClient,
  queryKey: readonly unknown[],
  part: T,
): void => {
  if (!client.getQueryData<T>(queryKey)?.isComplete) client.setQueryData(queryKey, part);
};

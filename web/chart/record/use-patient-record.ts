import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { addDays } from '../../../layers/names/index.ts';
import { todayJst } from '../../text/dates.ts';
import type { TimelineFacility } from '../timeline-facility.ts';
import type { ChartRecord, MonthEntries } from './chart-record.ts';
import { monthOf, monthsWithin } from './months.ts';
import { spanMonths, spansDownTo, unbroken } from './spans.ts';
import { countsQuery, monthQuery, namesPatient } from './timeline-queries.ts';

/** While a facility has been asked and has not answered, the network is asked whether it has; not for ever. */
const ASK_AGAIN_MS = 10_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/** Asked for the latest data a moment ago, and nothing came since. */
export const isAwaited = (
  { requestedAt, fetchedAt }: Pick<TimelineFacility, 'requestedAt' | 'fetchedAt'>,
  nowMs: number,
): boolean =>
  requestedAt !== undefined &&
  (fetchedAt === undefined || fetchedAt < requestedAt) &&
  nowMs - Date.parse(requestedAt) < LONGEST_WAIT_MS;

export type AskedRecord = { data: ChartRecord | undefined; error: unknown; isPending: boolean; refetch: () => unknown };

/** The same array as long as its members are the same: what is derived from it is then not derived anew. */
const useSame = <T>(values: readonly T[]): readonly T[] => {
  const kept = useRef(values);
  if (values.length !== kept.current.length || values.some((value, index) => value !== kept.current[index]))
    kept.current = values;
  return kept.current;
};

/** The calendar opens with two weeks. */
const likelyMonths = (today: string): string[] =>
  monthsWithin({ from: monthOf(addDays(today, -13)), to: monthOf(today) });

/**
 * A patient's record across facilities: counts by month of the last five years, and the entries of whichever months were looked at. The months
 * that are most likely in view are asked together with the counts.
 */
export const usePatientRecord = (patientId: string): AskedRecord => {
  const queries = useQueryClient();
  const [today] = useState(todayJst);
  const [spans, setSpans] = useState(1);
  const [wanted, setWanted] = useState<readonly string[]>(() => likelyMonths(today));

  const counts = useQueries({
    queries: Array.from({ length: spans }, (_, index) => ({
      ...countsQuery(patientId, spanMonths(today, index)),
      refetchInterval: (query: { state: { data?: { facilities: readonly TimelineFacility[] } | undefined } }) =>
        index === 0 && query.state.data?.facilities.some((one) => isAwaited(one, Date.now())) ? ASK_AGAIN_MS : false,
    })),
  });
  const loaded = useQueries({ queries: wanted.map((month) => monthQuery(patientId, month)) });
  const spanData = useSame(counts.map(({ data }) => data));
  const monthData = useSame(loaded.map(({ data }) => data));
  const monthErrors = useSame(loaded.map(({ error }) => error));
  const newest = counts[0];

  useArrivals(patientId, spanData[0]?.facilities);

  const want = useCallback((months: readonly string[]) => {
    setWanted((before) => {
      const added = months.filter((month) => !before.includes(month));
      return added.length > 0 ? [...before, ...added] : before;
    });
  }, []);
  const loadMonth = useCallback(
    async (month: string) => {
      want([month]);
      return (await queries.query(monthQuery(patientId, month))).entries;
    },
    [queries, patientId, want],
  );
  const retry = useCallback(
    () =>
      void queries.refetchQueries({
        predicate: ({ queryKey, state }) => state.status === 'error' && namesPatient(queryKey, patientId),
      }),
    [queries, patientId],
  );
  const askEarlier = useCallback(
    (downTo?: string) =>
      setSpans((before) => (downTo === undefined ? before + 1 : Math.max(before, spansDownTo(today, downTo)))),
    [today],
  );

  const data = useMemo((): ChartRecord | undefined => {
    const [first] = spanData;
    if (!first) return undefined;
    const read = unbroken(spanData);
    const byMonth = new Map(
      wanted.map((month, index): [string, MonthEntries | undefined] => {
        const [part, error] = [monthData[index], monthErrors[index]];
        if (!part && !error) return [month, undefined];
        return [
          month,
          { entries: part?.entries ?? [], isComplete: part?.isComplete ?? false, ...(error && { error }) },
        ];
      }),
    );
    return {
      facilities: first.facilities,
      months: read.flatMap(({ months }) => months),
      known: { from: read.at(-1)?.from ?? first.from, to: first.to },
      entriesOf: (month) => byMonth.get(month),
      want,
      loadMonth,
      retry,
      askEarlier,
    };
  }, [spanData, monthData, monthErrors, wanted, want, loadMonth, retry, askEarlier]);

  return {
    data,
    error: counts.find(({ error }) => error)?.error,
    isPending: newest?.isPending ?? true,
    refetch: () => Promise.all(counts.filter(({ error }) => error).map(({ refetch }) => refetch())),
  };
};

/** Something came from a facility since the months were read: they are read anew. The first answer is no arrival. */
const useArrivals = (patientId: string, facilities: readonly TimelineFacility[] | undefined): void => {
  const queries = useQueryClient();
  const said = facilities?.map(({ facilityId, fetchedAt }) => `${facilityId} ${fetchedAt}`).join();
  const before = useRef(said);
  useEffect(() => {
    const isFirst = before.current === undefined;
    if (said === undefined || said === before.current) return;
    before.current = said;
    if (isFirst) return;
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey.at(-1) === 'all' && namesPatient(queryKey, patientId),
    });
  }, [said, queries, patientId]);
};

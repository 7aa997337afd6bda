import { useEffect } from 'react';
import { addDays } from '../../../layers/names/index.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import { monthOf } from '../record/months.ts';
import { NO_FILTER } from './cells.ts';
import { nearestDay } from './seek.ts';

/** The calendar opens where something is: today if something came within this many days, else the last day with contents. */
const RECENT_DAYS = 13;

/** The month in which the last contents lie; those that are planned count only where there are no others. */
export const lastMonth = (months: readonly { month: string }[], today: string): string | undefined => {
  const sorted = months.map(({ month }) => month).toSorted();
  return sorted.findLast((month) => month <= monthOf(today)) ?? sorted[0];
};

/** The day that stands at the right edge when the calendar opens. */
export const openingDay = (
  record: Pick<ChartRecord, 'months' | 'entriesOf'>,
  today: string,
): { day: string } | { needs: string } => {
  const month = lastMonth(record.months, today);
  if (month === undefined) return { day: today };
  const loaded = record.entriesOf(month);
  // Newest first: with the first page the last day has come.
  if (!loaded) return { needs: month };
  const after = { day: addDays(today, 1), direction: 'earlier', filter: NO_FILTER } as const;
  const past = nearestDay(loaded.entries, after);
  const last = past ?? nearestDay(loaded.entries, { ...after, day: '0000-00-00', direction: 'later' });
  if (last === undefined) return { day: today };
  return { day: last >= addDays(today, -RECENT_DAYS) && last <= today ? today : last };
};

/** Undefined until it is known; the month it depends on is asked for. */
export const useOpeningDay = (record: ChartRecord, today: string): string | undefined => {
  const found = openingDay(record, today);
  const needs = 'needs' in found ? found.needs : undefined;
  const { want } = record;
  useEffect(() => {
    if (needs !== undefined) want([needs]);
  }, [needs, want]);
  return 'day' in found ? found.day : undefined;
};

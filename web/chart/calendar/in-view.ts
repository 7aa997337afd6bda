import type { TimelineEntry } from '../../../schemas/document.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import { monthOf, monthsWithin } from '../record/months.ts';
import { type Filter, isShown, NO_FILTER } from './cells.ts';
import { shownCount } from './seek.ts';

/** Entries in view, as far as they have come. */
export const entriesInView = (
  record: Pick<ChartRecord, 'entriesOf'>,
  months: readonly string[],
  { from, to }: { from: string; to: string },
): TimelineEntry[] =>
  months.flatMap((month) => record.entriesOf(month)?.entries ?? []).filter(({ day }) => from <= day && day <= to);

type Asked = { shown: { from: string; to: string }; filter: Filter; isDays: boolean };

/** Whether what is in view is empty, and how much of it the filter hides; undefined while that is not known. */
export const viewOf = (
  record: Pick<ChartRecord, 'entriesOf' | 'months'>,
  { shown, filter, isDays }: Asked,
): { isEmpty: boolean; hidden: number } | undefined => {
  const months = monthsWithin({ from: monthOf(shown.from), to: monthOf(shown.to) });
  if (!isDays) {
    const counts = record.months.filter(({ month }) => months.includes(month));
    const of = (by: Filter): number => counts.reduce((sum, month) => sum + shownCount(month, by), 0);
    return { isEmpty: of(filter) === 0, hidden: of(NO_FILTER) - of(filter) };
  }
  if (!months.every((month) => record.entriesOf(month)?.isComplete)) return undefined;
  const entries = entriesInView(record, months, shown);
  const visible = entries.filter((entry) => isShown(filter, entry)).length;
  return { isEmpty: visible === 0, hidden: entries.length - visible };
};

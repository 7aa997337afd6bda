import type { TimelineEntry } from '../../../schemas/document.ts';
import type { ChartRecord, MonthCounts } from '../record/chart-record.ts';
import { monthOf } from '../record/months.ts';
import { type Filter, isShown } from './cells.ts';

export type Direction = 'earlier' | 'later';

/** How many contents of a month are shown under a filter. */
export const shownCount = ({ facilityId, counts }: MonthCounts, filter: Filter): number =>
  Object.entries(counts).reduce((sum, [row, count]) => {
    const name = row as keyof MonthCounts['counts'];
    return sum + (isShown(filter, { facilityId, row: name }) ? (count ?? 0) : 0);
  }, 0);

/** Months with something to show, each once, oldest first. */
export const monthsWithContents = (months: readonly MonthCounts[], filter: Filter): string[] =>
  [...new Set(months.filter((month) => shownCount(month, filter) > 0).map(({ month }) => month))].toSorted();

/** The nearest day before or after a day that has something to show among these entries. */
export const nearestDay = (
  entries: readonly TimelineEntry[],
  from: { day: string; direction: Direction; filter: Filter },
): string | undefined => {
  const { day, direction, filter } = from;
  const days = entries.filter((entry) => isShown(filter, entry)).map((entry) => entry.day);
  if (direction === 'earlier')
    return days
      .filter((other) => other < day)
      .toSorted()
      .at(-1);
  return days.filter((other) => other > day).toSorted()[0];
};

/**
 * The next day with contents, in months that have not been loaded, too: the month counts say where to look. `own`: months that are loaded, whose
 * days may have contents that the counts leave out (a publication delay).
 */
export const seekDay = async (
  record: Pick<ChartRecord, 'months' | 'entriesOf' | 'loadMonth'>,
  from: { day: string; direction: Direction; filter: Filter },
): Promise<string | undefined> => {
  const here = monthOf(from.day);
  const counted = monthsWithContents(record.months, from.filter);
  const ahead =
    from.direction === 'later' ? counted.filter((m) => m > here) : counted.filter((m) => m < here).reverse();
  for (const month of [here, ...ahead]) {
    const loaded = record.entriesOf(month);
    const entries = loaded?.isComplete ? loaded.entries : await record.loadMonth(month);
    const found = nearestDay(entries, from);
    if (found !== undefined) return found;
  }
  return undefined;
};

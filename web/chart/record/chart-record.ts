import type { CalendarRow } from '../../../schemas/content-types.ts';
import type { TimelineEntry } from '../../../schemas/document.ts';
import type { TimelineFacility } from '../timeline-facility.ts';

/** How many contents one facility has in a month, by row. */
export type MonthCounts = { month: string; facilityId: string; counts: Partial<Record<CalendarRow, number>> };

/** The entries of one month as far as they have come. */
export type MonthEntries = {
  entries: readonly TimelineEntry[];
  /** false: more pages are on their way, or one of them failed. */
  isComplete: boolean;
  error?: unknown;
};

/** A patient's record as the calendar needs it, whatever the right that opened it. */
export type ChartRecord = {
  facilities: readonly TimelineFacility[];
  /** Every month with contents, also those whose entries have not been asked for. */
  months: readonly MonthCounts[];
  /** The days that are known about, both included: before and after, nobody has asked. */
  known: { from: string; to: string };
  /** Days outside are not opened by this look (an emergency access); absent where all are. */
  window?: { from: string; to: string };
  /** What has come of a month; undefined where it was not asked for or nothing of it has come. */
  entriesOf: (month: string) => MonthEntries | undefined;
  /** Asks for these months, too. */
  want: (months: readonly string[]) => void;
  /** A month in full, asked for where it is not here yet. Throws ProblemError. */
  loadMonth: (month: string) => Promise<readonly TimelineEntry[]>;
  retry: () => void;
  /** Asks what there is before `known.from`, down to a month; absent where nothing earlier can be asked. */
  askEarlier?: (downTo?: string) => void;
};

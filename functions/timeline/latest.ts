import type { Desk } from '../../layers/deed/index.ts';
import type { DocumentRow, MonthCounts } from '../../layers/store/index.ts';
import { type ContentType, calendarRowOf } from '../../schemas/content-types.ts';
import { lastDayOf } from './calendar.ts';
import { mayShow, type Viewed } from './viewing.ts';
import { allVisibleRows } from './visible-rows.ts';

/** Of these the latest is opened where the window has none: a discharge summary, an ECG, a laboratory set. */
export const LATEST_TYPES = ['dischargeSummary', 'waveform', 'laboratory'] as const satisfies ContentType[];
export type LatestType = (typeof LATEST_TYPES)[number];

/** What belongs to the latest of a type: infections come with the laboratory set of their day. */
const BELONGS: Record<LatestType, readonly ContentType[]> = {
  dischargeSummary: ['dischargeSummary'],
  waveform: ['waveform'],
  laboratory: ['laboratory', 'infection'],
};
/** With the latest of which type a content may come. */
export const latestTypeOf = (type: ContentType): LatestType | undefined =>
  LATEST_TYPES.find((latest) => BELONGS[latest].includes(type));

/** The months' rows as a look has read them: several questions about one month are one read. */
export type MonthReader = (month: string) => Promise<DocumentRow[]>;

/** Reads what this viewer may see of a month, up to a day. */
export const monthReader = (desk: Desk, viewed: Viewed, upTo: string): MonthReader => {
  const read = new Map<string, Promise<DocumentRow[]>>();
  return (month) => {
    const last = lastDayOf(month);
    const days = { from: `${month}-01`, to: last < upTo ? last : upTo };
    const rows = read.get(month) ?? allVisibleRows(desk, viewed, days);
    read.set(month, rows);
    return rows;
  };
};

/** Whether a month may have something of a type that is open to this viewer, as far as its counts tell. */
export const mayHave = (desk: Desk, viewed: Viewed, ask: { month: MonthCounts; type: ContentType }): boolean =>
  ask.month.counts.some(
    ({ contentType, stage, department }) =>
      contentType === ask.type &&
      calendarRowOf(contentType, stage) !== undefined &&
      // Its first day: where a delay still covers that, it covers the whole month.
      mayShow(desk, viewed, { contentType, department: department || undefined, day: `${ask.month.month}-01` }),
  );

/** The month of the last day may have it only after that day, so that the one before is read beside it. */
const MONTHS_AT_ONCE = 2;

/**
 * The rows of the latest day up to `upTo` that has a document of this type which the viewer may see; what is closed does not count. None where
 * there is none. Months without any are not read; a second round only where a delay or departments hide the first months' documents.
 */
export const latestOf = async (
  desk: Desk,
  viewed: Viewed,
  ask: { type: LatestType; upTo: string; months: MonthCounts[]; rowsOf: MonthReader },
): Promise<DocumentRow[]> => {
  const { type, upTo, rowsOf } = ask;
  const months = ask.months
    .filter((month) => month.month <= upTo.slice(0, 7) && mayHave(desk, viewed, { month, type }))
    .map(({ month }) => month)
    .sort()
    .reverse();
  for (let at = 0; at < months.length; at += MONTHS_AT_ONCE) {
    const rows = (await Promise.all(months.slice(at, at + MONTHS_AT_ONCE).map(rowsOf))).flat();
    const days = rows.filter((row) => row.t === type).map((row) => row.name.day);
    const latest = days.sort().at(-1);
    if (latest) return rows.filter((row) => row.name.day === latest && BELONGS[type].includes(row.t));
  }
  return [];
};

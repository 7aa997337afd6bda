import type * as z from 'zod';
import type { Desk } from '../../layers/deed/index.ts';
import { type DocumentRow, documentIdOfRow, type MonthCounts } from '../../layers/store/index.ts';
import { type CalendarRow, type ContentType, calendarRowOf } from '../../schemas/content-types.ts';
import type { TimelineEntry } from '../../schemas/document.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { mayShow, type Viewed } from './viewing.ts';

/** A place between two entries: newest day first, then facility, then thing from the last to the first. */
export type Place = { day: string; facilityId: string; thing: string };

export const placeOf = (row: DocumentRow): Place => ({
  day: row.name.day,
  facilityId: row.name.facilityId,
  thing: row.name.thing,
});

/** Negative where `a` comes before `b` in the calendar. */
export const order = (a: Place, b: Place): number => {
  if (a.day !== b.day) return a.day > b.day ? -1 : 1;
  if (a.facilityId !== b.facilityId) return a.facilityId < b.facilityId ? -1 : 1;
  if (a.thing === b.thing) return 0;
  return a.thing > b.thing ? -1 : 1;
};

/** Whether a row comes after a place in the calendar. */
export const isAfter = (row: DocumentRow, place: Place): boolean => order(placeOf(row), place) > 0;

/** Rows as the calendar orders them. */
export const inOrder = (rows: readonly DocumentRow[]): DocumentRow[] =>
  [...rows].sort((a, b) => order(placeOf(a), placeOf(b)));

/** Where one facility's rows go on after a place: everything after it in the calendar's order. */
export const resumeAt = (place: Place, facilityId: FacilityId): { day: string; thing: string } => {
  if (facilityId === place.facilityId) return { day: place.day, thing: place.thing };
  return { day: place.day, thing: facilityId > place.facilityId ? '\uffff' : '' };
};

export type Page = { entries: z.input<typeof TimelineEntry>[]; next: Place | undefined };

/**
 * The facilities' rows as one calendar, `limit` entries at most. Each facility gives only what this viewer may see, and more than a page of it
 * or all there is: so the page is exact, and whether it goes on says nothing of what is closed.
 */
export const mergedPage = (
  desk: Desk,
  visible: DocumentRow[],
  wanted: { limit: number; after: Place | undefined },
): Page => {
  const { limit, after } = wanted;
  const shown = inOrder(visible.filter((row) => !after || isAfter(row, after)));
  const page = shown.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map((row) => entryOf(desk, row)),
    next: shown.length > limit && last ? placeOf(last) : undefined,
  };
};

/** A row as the calendar shows it. */
export const entryOf = (desk: Desk, row: DocumentRow): z.input<typeof TimelineEntry> => ({
  documentId: documentIdOfRow(desk.store, row),
  facilityId: row.name.facilityId,
  contentType: row.t,
  stage: row.s,
  title: row.n,
  state: row.x,
  day: row.name.day,
  row: calendarRowOf(row.t, row.s) as CalendarRow,
  ...(row.d !== undefined && { department: row.d }),
  ...(row.m !== undefined && { mediaType: row.m }),
  ...(row.b !== undefined && { byteLength: row.b }),
});

type Counts = Partial<Record<CalendarRow, number>>;
const count = (counts: Counts, row: CalendarRow, by = 1): void => void (counts[row] = (counts[row] ?? 0) + by);

/** Days with contents on this page, newest first. */
export const daysOf = (entries: Page['entries']): { day: string; counts: Counts }[] => {
  const days = new Map<string, Counts>();
  for (const { day, row } of entries) {
    const counts = days.get(day) ?? {};
    count(counts, row);
    days.set(day, counts);
  }
  return [...days].map(([day, counts]) => ({ day, counts })).sort((a, b) => (a.day < b.day ? 1 : -1));
};

export const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** Counts by month and row, of what is open to this viewer; a month that a delay still reaches into is left out. */
export const monthCounts = (
  desk: Desk,
  facility: { viewed: Viewed; months: MonthCounts[] },
  types: ReadonlySet<ContentType> | undefined,
) =>
  facility.months.flatMap(({ month, counts: kinds }) => {
    const counts: Counts = {};
    for (const { contentType, stage, department, count: by } of kinds) {
      const row = calendarRowOf(contentType, stage);
      const document = { contentType, department: department === '' ? undefined : department, day: lastDayOf(month) };
      if (row && (types === undefined || types.has(contentType)) && mayShow(desk, facility.viewed, document))
        count(counts, row, by);
    }
    return Object.keys(counts).length === 0 ? [] : [{ month, facilityId: facility.viewed.name.facilityId, counts }];
  });

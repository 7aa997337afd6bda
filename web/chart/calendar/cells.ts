import type { CalendarRow } from '../../../schemas/content-types.ts';
import type { TimelineEntry } from '../../../schemas/document.ts';

/** Which facilities and rows are hidden; nothing hidden is the beginning. */
export type Filter = { facilities: ReadonlySet<string>; rows: ReadonlySet<CalendarRow> };
export const NO_FILTER: Filter = { facilities: new Set(), rows: new Set() };

export const isShown = (filter: Filter, { facilityId, row }: { facilityId: string; row: CalendarRow }): boolean =>
  !filter.facilities.has(facilityId) && !filter.rows.has(row);

/** Entries of one facility in a cell. */
export type Pile = { facilityId: string; entries: readonly TimelineEntry[] };
/** What stands in one day and row, by facility in the order of the legend. */
export type Cell = { count: number; piles: readonly Pile[] };
export type CellIndex = ReadonlyMap<string, ReadonlyMap<CalendarRow, Cell>>;

/** Cells by day and row. `order`: facility ids as the legend has them; others come last. */
export const cellsOf = (
  entries: readonly TimelineEntry[],
  { filter, order }: { filter: Filter; order: readonly string[] },
): CellIndex => {
  const days = new Map<string, Map<CalendarRow, Map<string, TimelineEntry[]>>>();
  for (const entry of entries) {
    if (!isShown(filter, entry)) continue;
    const rows = days.get(entry.day) ?? new Map<CalendarRow, Map<string, TimelineEntry[]>>();
    const piles = rows.get(entry.row) ?? new Map<string, TimelineEntry[]>();
    piles.set(entry.facilityId, [...(piles.get(entry.facilityId) ?? []), entry]);
    days.set(entry.day, rows.set(entry.row, piles));
  }
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return new Map(
    [...days].map(([day, rows]) => [
      day,
      new Map(
        [...rows].map(([row, piles]) => {
          const sorted = [...piles].toSorted(([a], [b]) => place(a) - place(b));
          const cell: Cell = {
            count: sorted.reduce((sum, [, items]) => sum + items.length, 0),
            piles: sorted.map(([facilityId, items]) => ({ facilityId, entries: items })),
          };
          return [row, cell];
        }),
      ),
    ]),
  );
};

/** Entries that say the same of the same thing (the pictures of one series): shown as one, with how many. */
export const groupsOf = (entries: readonly TimelineEntry[]): TimelineEntry[][] => {
  const groups = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const { day, facilityId, contentType, stage, title, mediaType } = entry;
    const isPicture = mediaType === 'application/dicom';
    const key = JSON.stringify([day, facilityId, contentType, stage, title, isPicture || entry.documentId]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
};

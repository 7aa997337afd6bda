import type { Desk } from '../../layers/deed/index.ts';
import { type DocumentRow, rowsOfDays } from '../../layers/store/index.ts';
import { calendarRowOf } from '../../schemas/content-types.ts';
import { mayShow, publishedOf, type Viewed } from './viewing.ts';

/** Rows of one facility as they were read first, and whether it has more. */
export type FirstRows = { rows: DocumentRow[]; more: boolean };
type Wanted = { from: string; to: string; limit: number; wants: (row: DocumentRow) => boolean };

/** Rows read at once: a look seldom has more in its period, and what is closed among them costs no further call. */
export const ROWS_AT_ONCE = 1000;

const isWanted = (row: DocumentRow, { wants }: Wanted): boolean =>
  row.x === 'available' && calendarRowOf(row.t, row.s) !== undefined && wants(row);

/**
 * What this viewer may see of one facility's rows: more than `limit` of them, or all there are in the period. Closed rows are read past, so that
 * neither a page's length nor its cursor tells of them.
 */
export const visibleRows = async (
  desk: Desk,
  facility: { viewed: Viewed; first: FirstRows },
  wanted: Wanted,
): Promise<DocumentRow[]> => {
  const { viewed } = facility;
  if (viewed.opened.size === 0) return [];
  const visible: DocumentRow[] = [];
  for (let read = facility.first; ; ) {
    visible.push(...read.rows.filter((row) => isWanted(row, wanted) && mayShow(desk, viewed, publishedOf(row))));
    const last = read.rows.at(-1);
    if (!read.more || !last || visible.length > wanted.limit + 1) return visible;
    const place = { day: last.name.day, thing: last.name.thing };
    const next = await rowsOfDays(desk.store, viewed.name, { ...wanted, limit: ROWS_AT_ONCE, place });
    // The place itself comes again.
    read = {
      rows: next.rows.filter((row) => row.name.thing !== place.thing || row.name.day !== place.day),
      more: next.more,
    };
  }
};

/** All of some days that this viewer may see, newest first. */
export const allVisibleRows = async (
  desk: Desk,
  viewed: Viewed,
  days: { from: string; to: string },
): Promise<DocumentRow[]> => {
  const first = await rowsOfDays(desk.store, viewed.name, { ...days, limit: ROWS_AT_ONCE });
  return visibleRows(desk, { viewed, first }, { ...days, limit: Number.POSITIVE_INFINITY, wants: () => true });
};

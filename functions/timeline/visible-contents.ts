import type { Desk } from '../../layers/deed/index.ts';
import { contentsOfDays, type StoredContent, type StoredContents } from '../../layers/store/index.ts';
import type { DailyType } from '../../schemas/content-types.ts';
import { isAfter, type Place, resumeAt } from './calendar.ts';
import { PAGE_BYTES, TOO_LARGE_BYTES } from './contents-page.ts';
import { mayShow, publishedOf, type Viewed } from './viewing.ts';

export type WantedContents = {
  contentType: DailyType;
  from: string;
  to: string;
  limit: number;
  after?: Place | undefined;
};

/** More than a page can carry, so that what one facility sent fills no function's memory. */
const ENOUGH_BYTES = PAGE_BYTES + 2 * TOO_LARGE_BYTES;

/** The place itself comes again, and one more tells whether there is a next page. */
const asked = ({ after: _after, ...wanted }: WantedContents) => ({ ...wanted, limit: wanted.limit + 2 });

/** The first of one facility's contents that a page may need; whether they are open is not asked yet. */
export const firstContents = async (
  desk: Desk,
  name: Viewed['name'],
  wanted: WantedContents,
): Promise<StoredContents> => {
  const place = wanted.after && resumeAt(wanted.after, name.facilityId);
  // What is older than these days comes last, and days may end at another today than a page ago.
  if (place && place.day < wanted.from) return { contents: [] };
  return contentsOfDays(desk.store, name, { ...asked(wanted), ...(place && { place }) });
};

/**
 * What this viewer may see of one facility's contents of a type: more than a page, or all there are. Closed ones are read past, so that neither
 * a page's length nor its cursor tells of them.
 */
export const visibleContents = async (
  desk: Desk,
  viewed: Viewed,
  ask: { first: StoredContents; wanted: WantedContents },
): Promise<StoredContent[]> => {
  const { wanted, first } = ask;
  const { after, contentType, limit } = wanted;
  if (!viewed.opened.has(contentType)) return [];
  const visible = new Map<string, StoredContent>();
  let bytes = 0;
  for (let read = first; ; ) {
    for (const one of read.contents) {
      const { row } = one;
      const isNew = !visible.has(row.name.thing) && (after === undefined || isAfter(row, after));
      if (!isNew || !isOpen(desk, viewed, row)) continue;
      visible.set(row.name.thing, one);
      bytes += one.packed?.byteLength ?? 0;
    }
    if (!read.next || visible.size > limit || bytes > ENOUGH_BYTES) return [...visible.values()];
    read = await contentsOfDays(desk.store, viewed.name, { ...asked(wanted), place: read.next });
  }
};

/** Whether one document is in force and open to this viewer. */
export const isOpen = (desk: Desk, viewed: Viewed, row: StoredContent['row']): boolean =>
  row.x === 'available' && mayShow(desk, viewed, publishedOf(row));

import type * as z from 'zod';
import type { Desk } from '../../layers/deed/index.ts';
import { contentWithin, documentIdOfRow, type StoredContent } from '../../layers/store/index.ts';
import type { DocumentContents } from '../../schemas/operations/timeline.ts';
import { order, type Place, placeOf } from './calendar.ts';

/** A content of more JSON than this is read by itself. */
export const TOO_LARGE_BYTES = 200 * 1024;
/** JSON of contents in one page: as text within Lambda's own JSON it is at most doubled, which stays below its 6 MB. */
export const PAGE_BYTES = 2 * 1024 * 1024;

type Item = z.input<typeof DocumentContents>;
export type ContentsPage = { items: Item[]; next: Place | undefined };

/**
 * One page of what is visible, newest day first. `visible`: of each facility and type more than a page, or all there is. A page ends at `limit`
 * documents or where its contents are many bytes; one too large to be shown counts like the largest that is, so that it ends there too.
 */
export const contentsPage = (desk: Desk, visible: readonly StoredContent[], limit: number): ContentsPage => {
  const all = [...visible].sort((a, b) => order(placeOf(a.row), placeOf(b.row)));
  const items: Item[] = [];
  let bytes = 0;
  for (const one of all) {
    const { item, weight } = itemOf(desk, one);
    bytes += weight;
    if (items.length === limit || (items.length > 0 && bytes > PAGE_BYTES)) break;
    items.push(item);
  }
  const last = all[items.length - 1];
  return { items, next: items.length < all.length && last ? placeOf(last.row) : undefined };
};

const itemOf = (desk: Desk, { row, packed }: StoredContent): { item: Item; weight: number } => {
  const found = packed && contentWithin(packed, TOO_LARGE_BYTES);
  const item: Item = {
    documentId: documentIdOfRow(desk.store, row),
    facilityId: row.name.facilityId,
    contentType: row.t,
    stage: row.s,
    day: row.name.day,
    title: row.n,
    state: row.x,
    ...(row.d !== undefined && { department: row.d }),
    ...(found && { content: found.content }),
    ...(packed && !found && { contentTooLarge: true }),
  };
  return { item, weight: found?.bytes ?? Math.max(packed ? TOO_LARGE_BYTES : 0, packed?.byteLength ?? 0) };
};

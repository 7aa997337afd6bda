import * as z from 'zod';
import { ContentType, Stage } from '../../schemas/content-types.ts';
import { DocumentState, MediaType } from '../../schemas/document.ts';
import type { Item } from './db.ts';
import { fromItem } from './items.ts';
import { type DocumentName, dayAndThingOf, type FacilityPatientName } from './keys.ts';

/**
 * The current version of a thing as the calendar reads it: at most 400 bytes. Short attribute names, since every look pays for them.
 * v version tag, t content type, s stage, n title, d department, x state, w source version, m media type, b bytes
 */
export const Row = z.strictObject({
  v: z.string(),
  t: ContentType,
  s: Stage,
  n: z.string(),
  d: z.string().optional(),
  x: DocumentState,
  w: z.string().optional(),
  m: MediaType.optional(),
  b: z.number().optional(),
});
export type DocumentRow = z.infer<typeof Row> & { name: DocumentName };

export const rowAt = (
  { facilityId, localId }: FacilityPatientName,
  place: { row: z.infer<typeof Row>; day: string; thing: string },
): DocumentRow => {
  const { row, day, thing } = place;
  return { ...row, name: { facilityId, localId, contentType: row.t, day, thing, versionTag: row.v } };
};

/** A line of the calendar by its own item. */
export const rowOf = (name: FacilityPatientName, item: Item): DocumentRow =>
  rowAt(name, { row: fromItem(Row, item), ...dayAndThingOf(String(item['sk'])) });

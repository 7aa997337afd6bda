import * as z from 'zod';
import { Allergy, Contraindication, Diagnosis, Infection } from '../content.ts';
import { CalendarRow, ContentType } from '../content-types.ts';
import { TimelineEntry } from '../document.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, Day, DocumentId, FacilityId, Instant, LocalId, PatientId } from '../primitives.ts';

/**
 * Several ids in one query parameter, separated by commas. Bounded so that the longest query, cursor and encoding included, stays within the 2,048
 * bytes that the firewall's common rules let pass (AWS WAF, `SizeRestrictions_QUERYSTRING`).
 */
const listOf = <T extends z.ZodType<string, string>>(ids: T, letters: number) =>
  z
    .string()
    .max(letters)
    .transform((text) => text.split(','))
    .pipe(z.array(ids).min(1).max(60));

/**
 * Where a header section stands for one facility (domain.md 3b): an empty list alone is never "none".
 * listed 登録あり · none 登録なし · notDisclosed 非公開 · notFetched 未取得 · delayed 遅延
 */
const sectionState = z.enum(['listed', 'none', 'notDisclosed', 'notFetched', 'delayed']).meta({ id: 'HeaderState' });
const section = <T extends z.ZodType>(items: T) =>
  z.strictObject({
    state: sectionState,
    /** false where something of this section is not shown: not disclosed, delayed, or more than a look carries. */
    complete: z.boolean(),
    asOf: Instant.optional(),
    documentIds: z.array(DocumentId),
    items: z.array(items),
  });

export const TimelineFacility = z
  .strictObject({
    facilityId: FacilityId,
    name: z.string(),
    localId: LocalId,
    own: z.boolean(),
    /** open: something may be read; closed: linked, but nothing is disclosed to the caller (非公開, or left out of the consent). */
    access: z.enum(['open', 'closed']),
    fetchedAt: Instant.optional(),
    requestedAt: Instant.optional(),
    opened: z.array(ContentType),
    header: z
      .strictObject({
        allergies: section(Allergy.shape.items.element),
        contraindications: section(Contraindication.shape.items.element),
        infections: section(Infection.shape.items.element),
        diagnoses: section(Diagnosis.shape.items.element),
      })
      .optional(),
  })
  .meta({ id: 'TimelineFacility' });

export const readTimeline = defineOperation({
  id: 'readTimeline',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/patients/{patientId}/timeline',
  summary: {
    ja: 'カレンダー: 紐づく全施設の診療情報を日×行で',
    en: 'The calendar: days × rows across linked facilities',
  },
  params: z.strictObject({ patientId: PatientId }),
  query: z.strictObject({
    /** Default: 14 days up to `to`. At most 31 days of entries; months of counts up to 5 years. */
    from: Day.optional(),
    to: Day.optional(),
    types: listOf(ContentType, 300).optional(),
    facilities: listOf(FacilityId, 800).optional(),
    /** entries: each document; months: counts only, for quarter and year. */
    view: z.enum(['entries', 'months']).default('entries'),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
    cursor: Cursor.optional(),
  }),
  response: {
    status: 200,
    schema: z.strictObject({
      from: Day,
      to: Day,
      facilities: z.array(TimelineFacility),
      /** Days with contents, newest first: how many per row among the entries of this page. */
      days: z.array(z.strictObject({ day: Day, counts: z.partialRecord(CalendarRow, z.int().positive()) })),
      entries: z.array(TimelineEntry),
      months: z
        .array(
          z.strictObject({
            month: z.string().regex(/^\d{4}-\d{2}$/),
            facilityId: FacilityId,
            counts: z.partialRecord(CalendarRow, z.int().positive()),
          }),
        )
        .optional(),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR'],
  act: 'look.timeline',
  audit: 'ReadTimeline',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

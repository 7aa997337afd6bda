import * as z from 'zod';
import { Allergy, Content, Contraindication, Diagnosis, Infection } from '../content.ts';
import { CalendarRow, ContentType, DAILY_TYPES, DailyType } from '../content-types.ts';
import { Document, DocumentView, TimelineEntry } from '../document.ts';
import { DataAge, EmsGrantView } from '../ems.ts';
import { defineOperation } from '../operation.ts';
import {
  AuditEventId,
  Cursor,
  Day,
  DocumentId,
  EmsGrantId,
  FacilityId,
  Instant,
  LocalId,
  PatientId,
  StaffId,
} from '../primitives.ts';
import { readDocumentContent } from './documents.ts';

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
 * Where a header section stands for one facility: an empty list alone is never "none".
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
    /** EMSマーク, at the facility whose record it is: an EMS use of it still has an unfulfilled obligation. */
    emsMark: z.literal(true).optional(),
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

/** What one document says, among many. */
export const DocumentContents = Document.pick({
  documentId: true,
  facilityId: true,
  contentType: true,
  stage: true,
  title: true,
  department: true,
  state: true,
})
  .extend({
    day: Day,
    /** Absent where the document is a plain file, or its content too large to stand among many. */
    content: Content.optional(),
    /** More than 200 KB of JSON: read it by itself. */
    contentTooLarge: z.literal(true).optional(),
  })
  .meta({ id: 'DocumentContents' });
export type DocumentContents = z.infer<typeof DocumentContents>;

const dailyTypes = z
  .string()
  .max(120)
  .transform((text) => text.split(','))
  .pipe(z.array(DailyType).min(1).max(DAILY_TYPES.length));
/** A page ends early where its contents are many bytes: the cursor alone says whether there is more. */
const contentsLimit = z.coerce.number().int().min(1).max(100).default(100);
const contentsResponse = {
  status: 200,
  schema: z.strictObject({
    from: Day,
    to: Day,
    /** Newest day first, facilities and types mixed. Which facilities are closed or late, the calendar says. */
    items: z.array(DocumentContents),
    cursor: Cursor.optional(),
  }),
} as const;

export const readContents = defineOperation({
  id: 'readContents',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/patients/{patientId}/contents',
  summary: {
    ja: '検査結果・処方などの内容を、紐づく全施設からまとめて',
    en: 'What many documents say, at once, across linked facilities',
  },
  params: z.strictObject({ patientId: PatientId }),
  query: z.strictObject({
    types: dailyTypes,
    /** Default: 92 days up to `to`. At most 366 days. */
    from: Day.optional(),
    to: Day.optional(),
    facilities: listOf(FacilityId, 800).optional(),
    limit: contentsLimit,
    cursor: Cursor.optional(),
  }),
  response: contentsResponse,
  problems: ['INVALID_CURSOR'],
  act: 'look.timeline',
  audit: 'ReadContents',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const readEmsContents = defineOperation({
  id: 'readEmsContents',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/ems/grants/{grantId}/contents',
  summary: {
    ja: 'EMS参照で検査結果・処方などの内容をまとめて',
    en: 'What many documents say, at once, through an EMS access',
  },
  params: z.strictObject({ grantId: EmsGrantId }),
  query: z.strictObject({ types: dailyTypes, limit: contentsLimit, cursor: Cursor.optional() }),
  response: contentsResponse,
  problems: ['INVALID_CURSOR', 'EMS_GRANT_OVER'],
  act: 'ems.timeline',
  audit: 'ReadEmsContents',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

const grantDocumentPath = z.strictObject({ grantId: EmsGrantId, documentId: DocumentId });

export const readEmsTimeline = defineOperation({
  id: 'readEmsTimeline',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/ems/grants/{grantId}/timeline',
  summary: {
    ja: 'EMS参照の診療情報: 医師記録・看護記録を先に、直近の記録と、期間に届く処方・最新のサマリ・心電図・検査',
    en: 'What an EMS access opens: notes first, then the window of records, prescriptions that reach into it, the latest summary, ECG and laboratory set',
  },
  params: z.strictObject({ grantId: EmsGrantId }),
  query: z.strictObject({
    types: listOf(ContentType, 300).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
    cursor: Cursor.optional(),
  }),
  response: {
    status: 200,
    schema: z.strictObject({
      grant: EmsGrantView,
      from: Day,
      to: Day,
      facility: TimelineFacility,
      data: DataAge,
      /** Physicians' and nurses' notes, newest first: what is opened most in a disaster. First page only. */
      notes: z.array(TimelineEntry),
      /** Everything else within the window, newest first. */
      entries: z.array(TimelineEntry),
      /** From before the window, because they still matter: prescriptions whose supply reaches into it, the latest summary, ECG, laboratory set. First page only. */
      earlier: z.array(TimelineEntry),
      days: z.array(z.strictObject({ day: Day, counts: z.partialRecord(CalendarRow, z.int().positive()) })),
      /** There are older records that this person could see with the patient's consent and a link. */
      olderExist: z.boolean(),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR', 'EMS_GRANT_OVER'],
  act: 'ems.timeline',
  audit: 'ReadEmsTimeline',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const readEmsDocument = defineOperation({
  id: 'readEmsDocument',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/ems/grants/{grantId}/documents/{documentId}',
  summary: { ja: 'EMS参照で文書を見る', en: 'A document through an EMS access' },
  params: grantDocumentPath,
  response: { status: 200, schema: z.strictObject({ document: DocumentView }) },
  problems: ['EMS_GRANT_OVER'],
  act: 'ems.document',
  audit: 'ReadEmsDocument',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const readEmsDocumentContent = defineOperation({
  id: 'readEmsDocumentContent',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/ems/grants/{grantId}/documents/{documentId}/content',
  summary: { ja: 'EMS参照で文書のファイルを見る', en: "A document's file through an EMS access" },
  params: grantDocumentPath,
  query: readDocumentContent.query,
  response: readDocumentContent.response,
  problems: ['DOCUMENT_STATE', 'EMS_GRANT_OVER'],
  act: 'ems.content',
  audit: 'ReadEmsDocumentContent',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

/** So many contents stand on a summary at most. */
const PRINTED_DOCUMENTS = 200;

const printBody = z.strictObject({
  /** What the sheet will show, by document. */
  documentIds: z.array(DocumentId).max(PRINTED_DOCUMENTS),
});
const printResponse = {
  status: 201,
  schema: z.strictObject({
    /** The sheet's line in the audit log: it stands on the paper. */
    printId: AuditEventId,
    printedAt: Instant,
    printedBy: z.strictObject({
      staffId: StaffId,
      name: z.string(),
      facilityId: FacilityId,
      facilityName: z.string(),
    }),
  }),
};

export const printSummary = defineOperation({
  id: 'printSummary',
  capability: 'timeline',
  method: 'POST',
  path: '/v1/patients/{patientId}/summary-prints',
  summary: {
    ja: 'サマリの印刷（印刷の前に記録する）',
    en: 'A printed summary, recorded before it is printed',
  },
  params: z.strictObject({ patientId: PatientId }),
  body: printBody,
  response: printResponse,
  problems: ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT'],
  act: 'look.timeline',
  audit: 'PrintSummary',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const printEmsSummary = defineOperation({
  id: 'printEmsSummary',
  capability: 'timeline',
  method: 'POST',
  path: '/v1/ems/grants/{grantId}/summary-prints',
  summary: {
    ja: 'EMS参照のサマリの印刷（印刷の前に記録する）',
    en: 'A printed summary of an EMS access, recorded before it is printed',
  },
  params: z.strictObject({ grantId: EmsGrantId }),
  body: printBody,
  response: printResponse,
  problems: ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'EMS_GRANT_OVER'],
  act: 'ems.timeline',
  audit: 'PrintEmsSummary',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

import * as z from 'zod';
import { Content } from './content.ts';
import { CalendarRow, ContentType, Stage } from './content-types.ts';
import { Day, DocumentId, FacilityId, Instant, LocalId, line, Sha256 } from './primitives.ts';

/** announced → received → scanned → available | quarantined | inError | erased; superseded and removed by the source stay in history. */
export const DocumentState = z
  .enum(['announced', 'received', 'available', 'quarantined', 'superseded', 'removed', 'inError', 'erased'])
  .meta({ id: 'DocumentState' });
export type DocumentState = z.infer<typeof DocumentState>;

/** What a browser may be given; never HTML or SVG, which could run script. */
export const MediaType = z
  .enum([
    'application/dicom',
    'application/pdf',
    'image/jpeg',
    'image/png',
    'text/plain',
    'application/json',
    'application/xml',
    'application/octet-stream',
  ])
  .meta({ id: 'MediaType' });

/** One content item of a FacilityPatient: metadata. Bytes are in S3, typed contents beside it. */
export const Document = z
  .strictObject({
    documentId: DocumentId,
    facilityId: FacilityId,
    localId: LocalId,
    contentType: ContentType,
    stage: Stage,
    /** Absent for what has no day: allergies, diagnoses. */
    day: Day.optional(),
    title: line(200),
    department: line(60).optional(),
    state: DocumentState,
    /**
     * Names the thing at its source, together with content type and day: a later document with the same three takes its place (SS-MIX2: date,
     * type, order number; DICOM: SOP instance). So a day that was corrected is another thing: the source takes the one of the former day back.
     */
    sourceKey: line(200).optional(),
    /** When the source wrote it: decides which of two with one key is later. Compared as text. */
    sourceVersion: line(40).optional(),
    mediaType: MediaType.optional(),
    byteLength: z.int().positive().optional(),
    sha256: Sha256.optional(),
    objectVersionId: line(200).optional(),
    hasContent: z.boolean(),
    hasRaw: z.boolean(),
    createdAt: Instant,
    replacedBy: DocumentId.optional(),
    error: z.strictObject({ reason: line(500), at: Instant }).optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'Document' });
export type Document = z.infer<typeof Document>;

/** A line of the calendar: small (≤ 400 bytes stored), enough to draw. */
export const TimelineEntry = Document.pick({
  documentId: true,
  facilityId: true,
  contentType: true,
  stage: true,
  title: true,
  department: true,
  state: true,
  mediaType: true,
  byteLength: true,
})
  .extend({ day: Day, row: CalendarRow })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** A document as answered to a reader. */
export const DocumentView = z
  .strictObject({
    ...Document.omit({ objectVersionId: true, sourceKey: true, sourceVersion: true, replacedBy: true, version: true })
      .shape,
    content: Content.optional(),
    /** Other versions of the same thing at its source, newest first. */
    history: z.array(
      z.strictObject({
        documentId: DocumentId,
        state: DocumentState,
        createdAt: Instant,
        sourceVersion: line(40).optional(),
      }),
    ),
  })
  .meta({ id: 'DocumentView' });
export type DocumentView = z.infer<typeof DocumentView>;

/** Where the bytes go: a presigned PUT; every header must be sent as given. */
export const Upload = z
  .strictObject({
    method: z.literal('PUT'),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    expiresAt: Instant,
  })
  .meta({ id: 'Upload' });

export const DocumentAnnouncement = z
  .strictObject({
    /** The caller's own patient. */
    localId: z.string().trim().min(1).max(40),
    contentType: ContentType,
    stage: Stage.default('done'),
    day: Day,
    title: line(200),
    department: line(60).optional(),
    mediaType: MediaType,
    byteLength: z
      .int()
      .positive()
      .max(5 * 1024 ** 3),
    sha256: Sha256,
    sourceKey: line(200).optional(),
    sourceVersion: line(40).optional(),
    content: Content.optional(),
  })
  .meta({ id: 'DocumentAnnouncement' });
export type DocumentAnnouncement = z.infer<typeof DocumentAnnouncement>;

/** One typed content in a batch. `flag` as in SS-MIX2: 1 current, 2 superseded, 0 deleted. */
export const BatchDocument = z
  .strictObject({
    sourceKey: line(200),
    sourceVersion: line(40),
    flag: z.enum(['current', 'superseded', 'deleted']),
    contentType: ContentType,
    stage: Stage.default('done'),
    day: Day.optional(),
    title: line(200),
    department: line(60).optional(),
    content: Content.optional(),
    /** The message as it came: gzip, base64. */
    rawGzip: z.base64().max(1_400_000).optional(),
    /** SHA-256 of the message before gzip: the same message again changes nothing. */
    rawSha256: Sha256,
  })
  .meta({ id: 'BatchDocument' });
export type BatchDocument = z.infer<typeof BatchDocument>;

export const BatchOutcome = z
  .strictObject({
    sourceKey: z.string(),
    outcome: z.enum(['stored', 'unchanged', 'superseded', 'removed', 'older']),
    documentId: DocumentId.optional(),
  })
  .meta({ id: 'BatchOutcome' });
export type BatchOutcome = z.infer<typeof BatchOutcome>;

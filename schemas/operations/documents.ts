import * as z from 'zod';
import { DocumentAnnouncement, DocumentState, DocumentView, MediaType, Upload } from '../document.ts';
import { defineOperation } from '../operation.ts';
import { DocumentId, Instant, line, PatientId, Sha256 } from '../primitives.ts';

const documentPath = z.strictObject({ documentId: DocumentId });
const lookPath = z.strictObject({ patientId: PatientId, documentId: DocumentId });

export const announceDocument = defineOperation({
  id: 'announceDocument',
  capability: 'documents',
  method: 'POST',
  path: '/v1/documents',
  summary: {
    ja: '自施設の文書を予告し、アップロード先を得る',
    en: "Announce a document of the caller's own patient and get a presigned upload",
  },
  body: DocumentAnnouncement,
  response: {
    status: 201,
    also: [200],
    schema: z.strictObject({
      documentId: DocumentId,
      state: DocumentState,
      /** Absent where the same bytes are already stored (200). */
      upload: Upload.optional(),
    }),
  },
  problems: [
    'INVALID_LOCAL_ID',
    'ENTRUSTMENT_REQUIRED',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
  ],
  act: 'document.announce',
  audit: 'AnnounceDocument',
  caller: 'staffOrSystem',
  effect: 'write',
  idempotency: 'required',
});

export const completeDocument = defineOperation({
  id: 'completeDocument',
  capability: 'documents',
  method: 'POST',
  path: '/v1/documents/{documentId}/completion',
  summary: { ja: '届いたファイルを検証して受領する', en: 'Verify what arrived and receive it' },
  params: documentPath,
  body: z.strictObject({}),
  response: { status: 200, schema: z.strictObject({ documentId: DocumentId, state: DocumentState, sha256: Sha256 }) },
  problems: [
    'UPLOAD_MISSING',
    'UPLOAD_MISMATCH',
    'DOCUMENT_STATE',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
  ],
  act: 'document.complete',
  audit: 'CompleteDocument',
  caller: 'staffOrSystem',
  effect: 'write',
  idempotency: 'required',
});

export const readDocument = defineOperation({
  id: 'readDocument',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/patients/{patientId}/documents/{documentId}',
  summary: { ja: '文書の内容を見る', en: 'Read a document: metadata and typed content' },
  params: lookPath,
  response: { status: 200, schema: z.strictObject({ document: DocumentView }) },
  problems: [],
  act: 'look.document',
  audit: 'ReadDocument',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const readDocumentContent = defineOperation({
  id: 'readDocumentContent',
  capability: 'timeline',
  method: 'GET',
  path: '/v1/patients/{patientId}/documents/{documentId}/content',
  summary: {
    ja: 'ファイル、または元の電文を取り出す',
    en: 'The file by a presigned URL (60 s), or the raw message as it came',
  },
  params: lookPath,
  query: z.strictObject({ form: z.enum(['file', 'raw']).default('file') }),
  response: {
    status: 200,
    schema: z.discriminatedUnion('form', [
      z.strictObject({
        form: z.literal('file'),
        url: z.url(),
        expiresAt: Instant,
        mediaType: MediaType,
        byteLength: z.int(),
        sha256: Sha256,
      }),
      z.strictObject({ form: z.literal('raw'), rawGzip: z.base64(), sha256: Sha256 }),
    ]) as unknown as z.ZodObject,
  },
  problems: ['DOCUMENT_STATE'],
  act: 'look.content',
  audit: 'ReadDocumentContent',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const markDocumentInError = defineOperation({
  id: 'markDocumentInError',
  capability: 'documents',
  method: 'POST',
  path: '/v1/documents/{documentId}/error',
  summary: { ja: '誤登録として取り下げる（履歴は残る）', en: 'Mark as entered in error; history keeps it' },
  params: documentPath,
  body: z.strictObject({ reason: line(500) }),
  response: { status: 200, schema: z.strictObject({ documentId: DocumentId, state: DocumentState }) },
  problems: ['DOCUMENT_STATE', 'IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'],
  act: 'document.markInError',
  audit: 'MarkDocumentInError',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

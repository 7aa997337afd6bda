import { type Desk, objectKeyOf } from '../../layers/deed/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { AnswerOf } from '../../schemas/operation.ts';
import type { readDocumentContent } from '../../schemas/operations/documents.ts';
import type { DocumentLook } from './document-look.ts';

const SUFFIX: Record<string, string> = {
  'application/dicom': 'dcm',
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain': 'txt',
};

/** One message may hold these contents together: whoever may not open all of them may not have the message as it came. */
const COME_TOGETHER: readonly ContentType[][] = [
  ['laboratory', 'infection'],
  ['allergy', 'contraindication'],
];

/**
 * A URL of one minute for exactly the version that was received and scanned, or the message as it came; audited. What was entered in error is for
 * its own facility alone. Throws DOCUMENT_STATE, NOT_FOUND.
 */
export const contentShown = async (
  desk: Desk,
  look: DocumentLook,
  form: 'file' | 'raw',
): Promise<AnswerOf<typeof readDocumentContent>> => {
  const { verdict, version, state, own, opensToo } = look;
  if (state === 'inError' && !own) return desk.fail(verdict, 'DOCUMENT_STATE', { extra: { state } });
  const { meta, rawGzip, rawSha256 } = version;
  if (form === 'raw') {
    const together = COME_TOGETHER.find((types) => types.includes(meta.contentType)) ?? [];
    if (!rawGzip || !rawSha256 || !together.every(opensToo)) return desk.fail(verdict, 'NOT_FOUND');
    await desk.record(verdict, { request: { form: 'raw' } });
    return { form: 'raw', rawGzip: Buffer.from(rawGzip).toString('base64'), sha256: rawSha256 };
  }
  const { objectVersionId, mediaType, byteLength, sha256, documentId } = meta;
  if (!objectVersionId || !mediaType || !byteLength || !sha256) return desk.fail(verdict, 'NOT_FOUND');
  // Marked in error, a quarantined or unscanned file is part of the history; its bytes are for nobody.
  const isClean = version.scan?.result === 'clean' && version.scan.objectVersionId === objectVersionId;
  if (!isClean) return desk.fail(verdict, 'NOT_FOUND');
  const fileName = `${meta.contentType}-${meta.day ?? 'undated'}.${SUFFIX[mediaType] ?? 'bin'}`;
  const { url, expiresAt } = await desk.objects.presignDownload({
    key: objectKeyOf(documentId),
    versionId: objectVersionId,
    mediaType,
    fileName,
  });
  await desk.record(verdict, { request: { form: 'file' } });
  return { form: 'file', url, expiresAt, mediaType, byteLength, sha256 };
};

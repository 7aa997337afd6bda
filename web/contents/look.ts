import type { UseQueryResult } from '@tanstack/react-query';
import type { DocumentView } from '../../schemas/document.ts';
import { readDocument, readDocumentContent } from '../../schemas/operations/documents.ts';
import { readEmsDocument, readEmsDocumentContent } from '../../schemas/operations/timeline.ts';
import { ask, useAsk } from '../api/ask.ts';

/** By which right a record is looked at: a consent and a link (patient), or an emergency access (grant). Every look names it in its path. */
export type Look = { by: 'patient'; patientId: string } | { by: 'grant'; grantId: string };

/** One document: metadata and typed content. Audited each time it is asked. */
export const useDocument = (look: Look, documentId: string): UseQueryResult<{ document: DocumentView }> => {
  const byPatient = useAsk(
    readDocument,
    { params: { patientId: look.by === 'patient' ? look.patientId : '', documentId } },
    { enabled: look.by === 'patient' },
  );
  const byGrant = useAsk(
    readEmsDocument,
    { params: { grantId: look.by === 'grant' ? look.grantId : '', documentId } },
    { enabled: look.by === 'grant' },
  );
  return look.by === 'patient' ? byPatient : byGrant;
};

export type FileAddress = {
  form: 'file';
  url: string;
  expiresAt: string;
  mediaType: string;
  byteLength: number;
  sha256: string;
};
export type RawMessage = { form: 'raw'; rawGzip: string; sha256: string };

/** An address of the file, good for a minute and for nobody's log; asked for right before the bytes are fetched. Throws ProblemError. */
export const askFile = async (look: Look, documentId: string): Promise<FileAddress> =>
  (await askContent(look, documentId, 'file')) as FileAddress;

/** The message as its source sent it: gzip, base64. */
export const askRaw = async (look: Look, documentId: string): Promise<RawMessage> =>
  (await askContent(look, documentId, 'raw')) as RawMessage;

const askContent = async (look: Look, documentId: string, form: 'file' | 'raw'): Promise<unknown> => {
  const query = { form };
  const answer =
    look.by === 'patient'
      ? await ask(readDocumentContent, { params: { patientId: look.patientId, documentId }, query })
      : await ask(readEmsDocumentContent, { params: { grantId: look.grantId, documentId }, query });
  return answer.body;
};

/** The file's bytes, with how far it is (0 to 1). Compared with the length that was declared, so that half a picture is never shown as whole. */
export const fetchFile = async (
  look: Look,
  documentId: string,
  { onProgress, signal }: { onProgress?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }> => {
  const { url, byteLength, mediaType } = await askFile(look, documentId);
  const answer = await fetch(url, { ...(signal && { signal }), credentials: 'omit' });
  if (!answer.ok || !answer.body) throw new Error(`The file answered ${answer.status}`);
  const bytes = new Uint8Array(byteLength);
  let length = 0;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    if (length + chunk.length > byteLength) throw new Error('The file is longer than declared');
    bytes.set(chunk, length);
    length += chunk.length;
    onProgress?.(length / byteLength);
  }
  if (length !== byteLength) throw new Error('The file is shorter than declared');
  return { bytes, mediaType };
};

import { CONTENT_TYPES } from '../../schemas/content-types.ts';
import type { OutputOf } from '../../schemas/operation.ts';
import type { announceDocument as Announce } from '../../schemas/operations/documents.ts';
import { announceDocument, completeDocument } from '../../schemas/operations/documents.ts';
import type { DocumentId } from '../../schemas/primitives.ts';
import { ask } from '../api/ask.ts';
import { hex, type Refusal, refusalOf, typeOf } from './picture.ts';

/** As it stands in the record, whatever language the screen is in. */
const TITLE = CONTENT_TYPES.consentForm.label.ja;

type Upload = NonNullable<OutputOf<typeof Announce>['upload']>;

export class SendingFailed extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.name = 'SendingFailed';
    this.refusal = refusal;
  }
}

export type Sending = {
  file: File;
  /** The own facility's patient ID, and the day of the consent (YYYY-MM-DD). */
  localId: string;
  day: string;
  /** One key for one file: sending again after a failure goes on with the same document. */
  key: string;
  signal: AbortSignal;
  onPhase: (phase: { at: 'checking' } | { at: 'sending'; done: number } | { at: 'completing' }) => void;
};

/**
 * A form's picture into the record of the own patient: hashed here, announced, put where the answer says with exactly the headers it gives,
 * completed. Answers the document's id. Throws SendingFailed, ProblemError, or AbortError.
 */
export const sendForm = async ({ file, localId, day, key, signal, onPhase }: Sending): Promise<DocumentId> => {
  onPhase({ at: 'checking' });
  const bytes = await bytesOf(file);
  const refusal = refusalOf(bytes.byteLength, new Uint8Array(bytes, 0, Math.min(8, bytes.byteLength)));
  const mediaType = typeOf(new Uint8Array(bytes));
  if (refusal || !mediaType) throw new SendingFailed(refusal ?? { reason: 'type' });
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  const { body } = await ask(
    announceDocument,
    {
      body: { localId, contentType: 'consentForm', day, title: TITLE, mediaType, byteLength: bytes.byteLength, sha256 },
    },
    { idempotencyKey: key, signal },
  );
  const { documentId, upload } = body;
  if (upload) {
    onPhase({ at: 'sending', done: 0 });
    await put(upload, bytes, { signal, onProgress: (done) => onPhase({ at: 'sending', done }) });
  }
  onPhase({ at: 'completing' });
  await ask(completeDocument, { params: { documentId }, body: {} }, { idempotencyKey: `${key}-complete`, signal });
  return documentId;
};

const bytesOf = async (file: File): Promise<ArrayBuffer> => {
  // The length first: a film of many gigabytes is not read into memory to be refused.
  const refusal = refusalOf(file.size, new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d]));
  if (refusal) throw new SendingFailed(refusal);
  try {
    return await file.arrayBuffer();
  } catch {
    throw new SendingFailed({ reason: 'unreadable' });
  }
};

/** What a browser sets by itself and lets no page set. */
const BY_ITSELF = new Set(['content-length', 'host']);
/** `If-None-Match: *`: the bytes are there already, from a try whose answer was lost. */
const THERE_ALREADY = 412;

type PutOptions = { signal: AbortSignal; onProgress: (done: number) => void };

/** XMLHttpRequest, because `fetch` tells nothing of how far a sending is. */
const put = ({ method, url, headers }: Upload, bytes: ArrayBuffer, { signal, onProgress }: PutOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const lost = (): void => reject(new SendingFailed({ reason: 'network' }));
    request.open(method, url);
    for (const [name, value] of Object.entries(headers))
      if (!BY_ITSELF.has(name.toLowerCase())) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () =>
      request.status < 300 || request.status === THERE_ALREADY
        ? resolve()
        : reject(new SendingFailed({ reason: 'refused', status: request.status })),
    );
    request.addEventListener('error', lost);
    request.addEventListener('timeout', lost);
    request.addEventListener('abort', () => reject(new DOMException('Stopped by the person', 'AbortError')));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    signal.addEventListener('abort', abort);
    request.send(bytes);
  });

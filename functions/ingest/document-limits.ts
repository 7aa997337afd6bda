import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { packedBytesOf, type Write } from '../../layers/store/index.ts';
import type { Content } from '../../schemas/content.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import type { FieldError } from '../../schemas/problems.ts';

/** One item of the table has room for 400 KB, and holds a content and a message, both packed. A message of more than this is no order or result. */
const CONTENT_GZIP_BYTES = 100 * 1024;
const RAW_GZIP_BYTES = 120 * 1024;
/** As much as a message may be when it is unpacked. */
const RAW_BYTES = 4 * 1024 * 1024;
/** A transaction has room for 4 MB and 100 items; beside the packed parts stand metadata, keys, rows and counts. */
const BATCH_BYTES = 3_500_000;
const TRANSACTION_ITEMS = 100;
/** What every commit adds: the idempotency item and the audit event. */
const ITEMS_OF_A_COMMIT = 2;

/** The field of one document of the batch: `/body/documents/3/rawGzip`. */
type Place = { index: number; field: 'content' | 'rawGzip' | 'rawSha256' };

const faultOf = ({ index, field }: Place, code: string, says: Sentence): FieldError =>
  faultAt(`/body/documents/${index}/${field}`, code, says);

export const refuseField = (place: Place, says: Sentence): never => {
  throw new ProblemError('INVALID_REQUEST', { errors: [faultOf(place, 'value', says)] });
};
const refuseSize = (place: Place, says: Sentence): never => {
  throw new ProblemError('BODY_TOO_LARGE', { errors: [faultOf(place, 'too_big', says)] });
};

/** The message must be what its hash says, and no bomb. Throws BODY_TOO_LARGE or INVALID_REQUEST. */
export const checkedRaw = (gzip: Buffer, sha256: string, index: number): Buffer => {
  const place: Place = { index, field: 'rawGzip' };
  const tooLarge = { ja: '元の電文が大きすぎます。', en: 'The raw message is too large.' };
  if (gzip.length > RAW_GZIP_BYTES) refuseSize(place, tooLarge);
  let plain: Buffer;
  try {
    plain = gunzipSync(gzip, { maxOutputLength: RAW_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return refuseSize(place, tooLarge);
    return refuseField(place, { ja: 'gzipとして読めません。', en: 'Not readable as gzip.' });
  }
  if (createHash('sha256').update(plain).digest('hex') !== sha256) {
    refuseField(
      { index, field: 'rawSha256' },
      { ja: '元の電文とハッシュが一致しません。', en: 'The hash is not that of the raw message.' },
    );
  }
  return gzip;
};

/** A content must leave its item room for the message. Throws BODY_TOO_LARGE. */
export const checkContentSize = (content: Content, index: number): void => {
  if (packedBytesOf(content) > CONTENT_GZIP_BYTES)
    refuseSize({ index, field: 'content' }, { ja: '内容が大きすぎます。', en: 'The content is too large.' });
};

const packedPartsOf = (write: Write): Uint8Array[] =>
  'put' in write ? Object.values(write.put).filter((value) => value instanceof Uint8Array) : [];

/** What is wrong with a batch that no transaction would take; undefined where it fits. */
export const batchFault = (writes: Write[]): FieldError | undefined => {
  const bytes = writes.flatMap(packedPartsOf).reduce((sum, part) => sum + part.byteLength, 0);
  if (bytes <= BATCH_BYTES && writes.length + ITEMS_OF_A_COMMIT <= TRANSACTION_ITEMS) return undefined;
  return faultAt('/body/documents', 'too_many', {
    ja: '一度に送る文書が多すぎます。分けて送ってください。',
    en: 'Too many documents at once; send fewer.',
  });
};

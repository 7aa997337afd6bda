import { randomBytes } from 'node:crypto';
import { expectBody, receiveBody } from '../body.ts';
import { type ChecksumType, checksumAlgorithmNamed, checksumHeader } from '../checksums.ts';
import { S3Error } from '../errors.ts';
import { type Exchange, placeOf, type Reply, readText, requireAllowed } from '../exchange.ts';
import { encryptionOf } from '../object-headers.ts';
import { queryValue } from '../request.ts';
import type { Part, Upload, UploadPlan } from '../uploads.ts';
import { s3Namespace, writeXml } from '../xml.ts';
import { describeWritten } from './put-object.ts';

export const maxParts = 10_000;

/** The upload of the request; one that was completed counts only for a repeated completion. */
export function findUpload(exchange: Exchange, options: { completed: boolean }): Upload {
  const uploadId = queryValue(exchange.request, 'uploadId') ?? '';
  const upload = exchange.store.uploads.find(placeOf(exchange), uploadId);
  if (!upload || (upload.completedVersionId !== undefined && !options.completed)) {
    throw new S3Error('NoSuchUpload', { details: { UploadId: uploadId } });
  }
  return upload;
}

/** SHA sums exist only of parts, CRC-64/NVME only of the whole ("Checking object integrity", multipart uploads). */
function plannedChecksum(headers: ReadonlyMap<string, string>): Pick<UploadPlan, 'checksum'> {
  const name = headers.get('x-amz-checksum-algorithm');
  const asked = headers.get('x-amz-checksum-type');
  if (name === undefined) {
    if (asked !== undefined) throw new S3Error('InvalidRequest', { message: 'A checksum type needs an algorithm' });
    return {};
  }
  const algorithm = checksumAlgorithmNamed(name);
  const possible: ChecksumType[] = algorithm.startsWith('sha') ? ['COMPOSITE'] : ['COMPOSITE', 'FULL_OBJECT'];
  if (algorithm === 'crc64nvme') possible.shift();
  const type = asked === undefined ? possible[0] : possible.find((candidate) => candidate === asked);
  if (!type) {
    throw new S3Error('InvalidRequest', {
      message: `The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    });
  }
  return { checksum: { algorithm, type } };
}

/** CreateMultipartUpload fixes headers, tags, lock and checksum of the object to come. */
export async function createUpload(exchange: Exchange): Promise<Reply> {
  const { store, request } = exchange;
  const place = placeOf(exchange);
  const plan: UploadPlan = { ...describeWritten(exchange), ...plannedChecksum(request.headers) };
  await readText(exchange, { maxBytes: 0, checksums: false });
  const uploadId = randomBytes(32).toString('base64url');
  store.transaction(() => store.uploads.create({ ...place, ...plan, uploadId }));
  const { checksum } = plan;
  const shown = checksum && {
    'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
    'x-amz-checksum-type': checksum.type,
  };
  const body = writeXml(
    [
      'InitiateMultipartUploadResult',
      [
        ['Bucket', place.bucket],
        ['Key', place.key],
        ['UploadId', uploadId],
      ],
    ],
    s3Namespace,
  );
  return { status: 200, headers: { 'content-type': 'application/xml', ...encryptionOf(plan), ...shown }, body };
}

function partNumberOf(exchange: Exchange): number {
  const text = queryValue(exchange.request, 'partNumber') ?? '';
  const partNumber = Number(text);
  if (/^\d{1,5}$/.test(text) && partNumber >= 1 && partNumber <= maxParts) return partNumber;
  throw new S3Error('InvalidArgument', {
    message: 'Part number must be an integer between 1 and 10000, inclusive',
    details: { ArgumentName: 'partNumber', ArgumentValue: text },
  });
}

/** UploadPart: durable when acknowledged, and the last one sent under a number counts. */
export async function uploadPart(exchange: Exchange): Promise<Reply> {
  const { store, request, payload } = exchange;
  requireAllowed(exchange, 's3:PutObject');
  const partNumber = partNumberOf(exchange);
  const upload = findUpload(exchange, { completed: false });
  const expected = expectBody(request, payload);
  const [wanted, sent] = [upload.checksum?.algorithm, expected.checksum?.algorithm];
  if (wanted !== undefined && wanted !== sent) {
    throw new S3Error('InvalidRequest', {
      message: `Checksum Type mismatch occurred, expected checksum Type: ${wanted}, actual checksum Type: ${sent ?? 'null'}`,
    });
  }
  const part = await store.receive(receiveBody(exchange.body(), expected), ({ blobId, size, result }): Part => {
    const value = result.checksum?.value;
    const md5 = result.md5.toString('hex');
    const received = { partNumber, blobId, size, md5, ...(value === undefined ? {} : { checksum: value }) };
    return store.transaction(() => {
      findUpload(exchange, { completed: false });
      store.uploads.putPart(upload.uploadId, received);
      return received;
    });
  });
  store.reclaim();
  const checksum = sent && part.checksum !== undefined ? { [checksumHeader(sent)]: part.checksum } : {};
  return { status: 200, headers: { ETag: `"${part.md5}"`, ...encryptionOf(upload), ...checksum } };
}

/** AbortMultipartUpload: the parts go. */
export async function abortUpload(exchange: Exchange): Promise<Reply> {
  const { store } = exchange;
  requireAllowed(exchange, 's3:AbortMultipartUpload');
  await readText(exchange);
  store.transaction(() => store.uploads.abort(findUpload(exchange, { completed: false }).uploadId));
  store.reclaim();
  return { status: 204 };
}

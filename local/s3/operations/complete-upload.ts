import { createHash } from 'node:crypto';
import {
  type Checksum,
  type ChecksumAlgorithm,
  checksumElement,
  checksumInHeaders,
  startChecksum,
} from '../checksums.ts';
import { S3Error } from '../errors.ts';
import { type Exchange, placeOf, type Reply, readText, requireAllowed } from '../exchange.ts';
import { testWrite, type WriteConditions, writeConditions } from '../preconditions.ts';
import type { Part, Upload } from '../uploads.ts';
import type { ObjectVersion, Segment } from '../versions.ts';
import { childrenNamed, type ReadElement, readXml, s3Namespace, textOf, writeXml } from '../xml.ts';
import { findUpload, maxParts } from './multipart-upload.ts';
import { writtenHeaders } from './put-object.ts';

/** 10,000 parts with their checksums. */
const maxDocumentBytes = 4 * 1024 * 1024;
/** S3's least size of every part but the last. */
const minPartBytes = 5 * 1024 * 1024;

function listedParts(source: string): ReadElement[] {
  const root = readXml(source);
  const parts = childrenNamed(root, 'Part');
  if (root.name !== 'CompleteMultipartUpload' || parts.length === 0 || parts.length > maxParts) {
    throw new S3Error('MalformedXML');
  }
  return parts;
}

/** A part of the list must be the one that was uploaded: number, ETag and checksum. */
function findPart(listed: ReadElement, upload: Upload, uploaded: ReadonlyMap<number, Part>): Part {
  const partNumber = Number(textOf(listed, 'PartNumber'));
  const part = uploaded.get(partNumber);
  const etag = (textOf(listed, 'ETag') ?? '').replaceAll('"', '');
  const { checksum } = upload;
  const sent = checksum && textOf(listed, checksumElement(checksum.algorithm));
  if (checksum?.type === 'COMPOSITE' && sent === undefined) {
    throw new S3Error('InvalidRequest', {
      message: `The upload was created using a ${checksum.algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${partNumber} in the request.`,
    });
  }
  if (!part || part.md5 !== etag || (sent !== undefined && sent !== part.checksum)) {
    throw new S3Error('InvalidPart', { details: { UploadId: upload.uploadId, PartNumber: String(partNumber) } });
  }
  return part;
}

function chooseParts(source: string, upload: Upload, uploaded: readonly Part[]): Part[] {
  const byNumber = new Map(uploaded.map((part) => [part.partNumber, part]));
  const parts = listedParts(source).map((listed) => findPart(listed, upload, byNumber));
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (!next) break;
    if (next.partNumber <= part.partNumber) throw new S3Error('InvalidPartOrder');
    if (part.size < minPartBytes) {
      const details = { ProposedSize: String(part.size), MinSizeAllowed: String(minPartBytes) };
      throw new S3Error('EntityTooSmall', { details: { ...details, PartNumber: String(part.partNumber) } });
    }
  }
  return parts;
}

function compositeOf(parts: readonly Part[], algorithm: ChecksumAlgorithm): string {
  const running = startChecksum(algorithm);
  for (const part of parts) running.update(Buffer.from(part.checksum ?? '', 'base64'));
  return `${running.digest().toString('base64')}-${parts.length}`;
}

async function wholeOf(exchange: Exchange, segments: Segment[], algorithm: ChecksumAlgorithm): Promise<string> {
  const running = startChecksum(algorithm);
  const range = { first: 0, last: Number.MAX_SAFE_INTEGER };
  for await (const bytes of exchange.store.files.read(segments, range)) running.update(bytes);
  return running.digest().toString('base64');
}

/** The object's checksum from its parts', or from all its bytes; compared with what the sender knows. */
async function checksumOf(exchange: Exchange, upload: Upload, parts: Part[]): Promise<{ checksum?: Checksum }> {
  if (!upload.checksum) return {};
  const { algorithm, type } = upload.checksum;
  const value = type === 'COMPOSITE' ? compositeOf(parts, algorithm) : await wholeOf(exchange, parts, algorithm);
  const promised = type === 'FULL_OBJECT' ? checksumInHeaders(exchange.request.headers) : undefined;
  if (promised && (promised.algorithm !== algorithm || promised.value !== value)) throw new S3Error('BadDigest');
  return { checksum: { algorithm, type, value } };
}

function etagOf(parts: readonly Part[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.md5, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

function refuseOtherSize(exchange: Exchange, size: number): void {
  const promised = exchange.request.headers.get('x-amz-mp-object-size');
  if (promised !== undefined && promised !== String(size)) {
    throw new S3Error('InvalidRequest', { message: 'The object size of x-amz-mp-object-size does not match' });
  }
}

type Completion = { upload: Upload; parts: Part[]; checksum?: Checksum; conditions: WriteConditions };

/** Version, parts and upload change in one transaction; the parts' files become the object's without being copied. */
function commit(exchange: Exchange, { upload, parts, checksum, conditions }: Completion): ObjectVersion {
  const { store, bucket, now } = exchange;
  return store.transaction(() => {
    findUpload(exchange, { completed: false });
    const current = new Set(store.uploads.parts(upload.uploadId).map((part) => part.blobId));
    if (parts.some((part) => !current.has(part.blobId))) throw new S3Error('InvalidPart');
    testWrite(store.versions.latest(upload), conditions);
    const { key, description, tags } = upload;
    const version = store.add(bucket, {
      key,
      description,
      tags,
      etag: etagOf(parts),
      size: parts.reduce((sum, part) => sum + part.size, 0),
      segments: parts.map(({ blobId, size }) => ({ blobId, size })),
      ...(checksum ? { checksum } : {}),
    });
    const usedBlobIds = new Set(parts.map((part) => part.blobId));
    store.uploads.complete(upload.uploadId, { versionId: version.versionId, at: now(), usedBlobIds });
    return version;
  });
}

function answer(exchange: Exchange, version: ObjectVersion): Reply {
  const { checksum } = version;
  const checked = checksum
    ? [[checksumElement(checksum.algorithm), checksum.value] as const, ['ChecksumType', checksum.type] as const]
    : [];
  const location = `http://${exchange.request.headers.get('host')}${exchange.request.canonicalPath}`;
  const named = [['Location', location] as const, ['Bucket', version.bucket] as const, ['Key', version.key] as const];
  const body = writeXml(
    ['CompleteMultipartUploadResult', [...named, ['ETag', `"${version.etag}"`], ...checked]],
    s3Namespace,
  );
  return { status: 200, headers: { 'content-type': 'application/xml', ...writtenHeaders(exchange, version) }, body };
}

/** CompleteMultipartUpload. Repeated after its answer was lost, it answers again and creates nothing. */
export async function completeUpload(exchange: Exchange): Promise<Reply> {
  const { store, request } = exchange;
  requireAllowed(exchange, 's3:PutObject');
  if (request.headers.has('if-match')) requireAllowed(exchange, 's3:GetObject');
  const source = await readText(exchange, { maxBytes: maxDocumentBytes, checksums: false });
  const upload = findUpload(exchange, { completed: true });
  if (upload.completedVersionId !== undefined) {
    const done = store.versions.find(placeOf(exchange), upload.completedVersionId);
    if (!done) throw new S3Error('NoSuchUpload');
    return answer(exchange, done);
  }
  const parts = chooseParts(source, upload, store.uploads.parts(upload.uploadId));
  refuseOtherSize(
    exchange,
    parts.reduce((sum, part) => sum + part.size, 0),
  );
  const conditions = writeConditions(request.headers);
  testWrite(store.versions.latest(upload), conditions);
  const version = commit(exchange, { upload, parts, conditions, ...(await checksumOf(exchange, upload, parts)) });
  store.announce();
  return answer(exchange, version);
}

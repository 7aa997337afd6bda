import { maxPutBytes, type ReceivedBody, receiveBody } from '../body.ts';
import { type ChecksumAlgorithm, checksumAlgorithmNamed, checksumElement } from '../checksums.ts';
import { S3Error } from '../errors.ts';
import {
  type Exchange,
  findReadable,
  objectArn,
  placeOf,
  type Reply,
  readText,
  requireAllowed,
  versionHeader,
} from '../exchange.ts';
import { testRead, testWrite, writeConditions } from '../preconditions.ts';
import type { ObjectVersion, Place, VersionDraft } from '../versions.ts';
import { s3Namespace, writeXml } from '../xml.ts';
import { describeWritten, writtenHeaders } from './put-object.ts';

type Source = { place: Place; versionId?: string };

/** `x-amz-copy-source`: `bucket/key[?versionId=ID]`, URL-encoded, with or without a slash before it. */
function parseCopySource(header: string): Source {
  const at = header.lastIndexOf('?versionId=');
  const path = (at < 0 ? header : header.slice(0, at)).replace(/^\//, '');
  const slash = path.indexOf('/');
  try {
    if (slash < 1 || slash === path.length - 1) throw new Error('No key');
    const place = { bucket: decodeURIComponent(path.slice(0, slash)), key: decodeURIComponent(path.slice(slash + 1)) };
    return at < 0 ? { place } : { place, versionId: decodeURIComponent(header.slice(at + '?versionId='.length)) };
  } catch (cause) {
    throw new S3Error('InvalidArgument', {
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      cause,
    });
  }
}

function directive(exchange: Exchange, name: string): 'COPY' | 'REPLACE' {
  const value = exchange.request.headers.get(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', { message: `Unknown ${name}: it must be COPY or REPLACE.` });
}

function findSource(exchange: Exchange, { place, versionId }: Source): ObjectVersion {
  requireAllowed(exchange, versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', objectArn(place));
  const version = findReadable(exchange, place, versionId);
  if (version.size > maxPutBytes) {
    throw new S3Error('InvalidRequest', { message: 'The specified copy source is larger than 5368709120 bytes' });
  }
  if (testRead(version, exchange.request.headers, 'x-amz-copy-source-') === 'notModified') {
    throw new S3Error('PreconditionFailed');
  }
  return version;
}

/** How an object lies there is never copied, only what it is. */
const isOfStorage = (name: string): boolean =>
  name === 'x-amz-storage-class' || name.startsWith('x-amz-server-side-encryption');

/** What the copy keeps of the source and what the request replaces. */
function describeCopy(exchange: Exchange, source: ObjectVersion): Pick<VersionDraft, 'description' | 'tags'> {
  const written = describeWritten(exchange);
  const keepsTags = directive(exchange, 'x-amz-tagging-directive') === 'COPY';
  if (keepsTags && source.tags.length > 0) {
    requireAllowed(exchange, 's3:GetObjectTagging', objectArn(source));
    requireAllowed(exchange, 's3:PutObjectTagging');
  }
  const tags = keepsTags ? source.tags : written.tags;
  if (directive(exchange, 'x-amz-metadata-directive') === 'REPLACE') return { description: written.description, tags };
  const target = placeOf(exchange);
  const isSame = source.bucket === target.bucket && source.key === target.key;
  if (isSame && source.isLatest && keepsTags) {
    throw new S3Error('InvalidRequest', {
      message: 'This copy request is illegal because it is trying to copy an object to itself without changing it.',
    });
  }
  const described = Object.entries(source.description.headers).filter(([name]) => !isOfStorage(name));
  const stored = Object.entries(written.description.headers).filter(([name]) => isOfStorage(name));
  const headers = Object.fromEntries([...described, ...stored]);
  return { description: { ...written.description, headers }, tags };
}

function wantedAlgorithm(exchange: Exchange, source: ObjectVersion): ChecksumAlgorithm | undefined {
  const named = exchange.request.headers.get('x-amz-checksum-algorithm');
  return named === undefined ? source.checksum?.algorithm : checksumAlgorithmNamed(named);
}

function copiedBody(exchange: Exchange, source: ObjectVersion): AsyncGenerator<Buffer, ReceivedBody> {
  const algorithm = wantedAlgorithm(exchange, source);
  const bytes = exchange.store.files.read(source.segments, { first: 0, last: source.size - 1 });
  return receiveBody(bytes, {
    payload: { kind: 'unsigned' },
    size: source.size,
    ...(algorithm ? { checksum: { algorithm } } : {}),
  });
}

/** CopyObject within this endpoint: reading rights on the source, writing rights on the target. */
export async function copyObject(exchange: Exchange): Promise<Reply> {
  const { store, bucket, request } = exchange;
  const place = placeOf(exchange);
  requireAllowed(exchange, 's3:PutObject');
  const conditions = writeConditions(request.headers);
  const origin = parseCopySource(request.headers.get('x-amz-copy-source') ?? '');
  await readText(exchange);
  const source = findSource(exchange, origin);
  const copied = describeCopy(exchange, source);
  testWrite(store.versions.latest(place), conditions);
  const version = await store.receive(copiedBody(exchange, source), ({ blobId, size, result }) =>
    store.transaction(() => {
      testWrite(store.versions.latest(place), conditions);
      store.keep(blobId);
      const checksum = result.checksum && { ...result.checksum, type: 'FULL_OBJECT' as const };
      const [etag, sha256] = [result.md5.toString('hex'), result.sha256.toString('base64')];
      const content = { size, etag, sha256, segments: [{ blobId, size }], ...(checksum ? { checksum } : {}) };
      return store.add(bucket, { key: place.key, ...copied, ...content });
    }),
  );
  store.announce();
  const sourceHeader: Record<string, string> = bucket.versioning
    ? { 'x-amz-copy-source-version-id': source.versionId }
    : {};
  const headers = { 'content-type': 'application/xml', ...writtenHeaders(exchange, version), ...sourceHeader };
  return { status: 200, headers: { ...headers, ...versionHeader(bucket, version) }, body: resultXml(version) };
}

function resultXml({ createdAt, etag, checksum }: ObjectVersion): string {
  const lines = [['LastModified', new Date(createdAt).toISOString()] as const, ['ETag', `"${etag}"`] as const];
  const checked = checksum ? [[checksumElement(checksum.algorithm), checksum.value] as const] : [];
  return writeXml(['CopyObjectResult', [...lines, ...checked]], s3Namespace);
}

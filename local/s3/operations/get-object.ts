import type { ByteRange } from '../blob-files.ts';
import {
  type Exchange,
  findReadable,
  isAllowed,
  placeOf,
  type Reply,
  readText,
  requestedVersionId,
  requireAllowed,
  versionHeader,
} from '../exchange.ts';
import { checksumHeaders, httpDate, overridesInQuery } from '../object-headers.ts';
import { lockHeaders } from '../object-lock.ts';
import { matchesEtag, testRead } from '../preconditions.ts';
import { parseRange } from '../ranges.ts';
import type { ObjectVersion } from '../versions.ts';

/** RFC 9110 section 13.1.5: the range counts only while the object is the one that the reader knows. */
function requestedRange({ request }: Exchange, version: ObjectVersion): ByteRange | undefined {
  const ifRange = request.headers.get('if-range');
  if (ifRange !== undefined && ifRange !== httpDate(version.createdAt) && !matchesEtag(ifRange, version.etag)) {
    return undefined;
  }
  return parseRange(request.headers.get('range'), version.size);
}

function headersOf(exchange: Exchange, version: ObjectVersion, isWhole: boolean): Record<string, string> {
  const showsChecksum = isWhole && exchange.request.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  const showsTagCount = version.tags.length > 0 && isAllowed(exchange, 's3:GetObjectTagging');
  return {
    ...version.description.headers,
    ...overridesInQuery(exchange.request),
    'accept-ranges': 'bytes',
    ETag: `"${version.etag}"`,
    'Last-Modified': httpDate(version.createdAt),
    ...versionHeader(exchange.bucket, version),
    ...lockHeaders(exchange, version),
    ...(showsChecksum ? checksumHeaders(version) : {}),
    ...(showsTagCount ? { 'x-amz-tagging-count': String(version.tags.length) } : {}),
  };
}

/**
 * GetObject and HeadObject (the sender leaves a HEAD's body out). Who reads the latest needs s3:GetObject, who reads a
 * named version s3:GetObjectVersion.
 */
export async function getObject(exchange: Exchange): Promise<Reply> {
  const versionId = requestedVersionId(exchange);
  requireAllowed(exchange, versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion');
  await readText(exchange);
  const version = findReadable(exchange, placeOf(exchange), versionId);
  if (testRead(version, exchange.request.headers) === 'notModified') {
    return { status: 304, headers: headersOf(exchange, version, false) };
  }
  const range = requestedRange(exchange, version);
  const { first, last } = range ?? { first: 0, last: version.size - 1 };
  const headers = {
    ...headersOf(exchange, version, range === undefined),
    'Content-Length': String(last - first + 1),
    ...(range ? { 'Content-Range': `bytes ${first}-${last}/${version.size}` } : {}),
  };
  const status = range ? 206 : 200;
  if (exchange.request.method === 'HEAD') return { status, headers };
  return { status, headers, body: exchange.store.files.read(version.segments, { first, last }) };
}

/** HeadBucket. */
export async function headBucket(exchange: Exchange): Promise<Reply> {
  requireAllowed(exchange, 's3:ListBucket', `arn:aws:s3:::${exchange.bucket.name}`);
  await readText(exchange);
  return { status: 200 };
}

import { expectBody, receiveBody } from '../body.ts';
import { type Exchange, placeOf, type Reply, requireAllowed, versionHeader } from '../exchange.ts';
import { checksumHeaders, describeObject, encryptionOf } from '../object-headers.ts';
import { settleLock } from '../object-lock.ts';
import { testWrite, writeConditions } from '../preconditions.ts';
import { tagsInHeader } from '../tags.ts';
import type { ObjectDescription, ObjectVersion, Tag } from '../versions.ts';

/** Who may write: s3:PutObject, and one more action for each thing that the headers ask for beside the bytes. */
export function describeWritten(exchange: Exchange): { description: ObjectDescription; tags: Tag[] } {
  const { headers } = exchange.request;
  requireAllowed(exchange, 's3:PutObject');
  if (headers.has('x-amz-tagging')) requireAllowed(exchange, 's3:PutObjectTagging');
  // An If-Match write tells what is there ("Conditional writes", permissions).
  if (headers.has('if-match')) requireAllowed(exchange, 's3:GetObject');
  const description = settleLock(exchange, describeObject(exchange.request));
  return { description, tags: tagsInHeader(headers.get('x-amz-tagging')) };
}

export function writtenHeaders(exchange: Exchange, version: ObjectVersion): Record<string, string> {
  return { ...versionHeader(exchange.bucket, version), ...encryptionOf(version) };
}

/** PutObject: the version exists, whole and verified, or nothing does. */
export async function putObject(exchange: Exchange): Promise<Reply> {
  const { store, bucket, request } = exchange;
  const place = placeOf(exchange);
  const { description, tags } = describeWritten(exchange);
  const conditions = writeConditions(request.headers);
  testWrite(store.versions.latest(place), conditions);
  const body = receiveBody(exchange.body(), expectBody(request, exchange.payload));
  const version = await store.receive(body, ({ blobId, size, result }) =>
    store.transaction(() => {
      testWrite(store.versions.latest(place), conditions);
      store.keep(blobId);
      const checksum = result.checksum && { ...result.checksum, type: 'FULL_OBJECT' as const };
      return store.add(bucket, {
        key: place.key,
        size,
        etag: result.md5.toString('hex'),
        sha256: result.sha256.toString('base64'),
        segments: [{ blobId, size }],
        description,
        tags,
        ...(checksum ? { checksum } : {}),
      });
    }),
  );
  store.announce();
  const headers = { ETag: `"${version.etag}"`, ...writtenHeaders(exchange, version), ...checksumHeaders(version) };
  return { status: 200, headers };
}

import { expectBody, receiveBody } from './body.ts';
import type { BucketSpec, S3Principal } from './contract.ts';
import { S3Error } from './errors.ts';
import { queryValue, type S3Request } from './request.ts';
import type { PayloadMode } from './sigv4.ts';
import type { Store } from './store.ts';
import type { ObjectVersion, Place } from './versions.ts';

/** An authenticated request with what its operation needs. */
export type Exchange = {
  readonly request: S3Request;
  readonly bucket: BucketSpec;
  readonly principal: S3Principal;
  readonly payload: PayloadMode;
  readonly store: Store;
  readonly now: () => number;
  /** The raw body. Its first use sends `100 Continue`: call it only once the request may be accepted. */
  readonly body: () => AsyncIterable<Buffer>;
};

/** `body`: text, or bytes that are `content-length` long. */
export type Reply = {
  status: number;
  headers?: Record<string, string>;
  body?: string | AsyncGenerator<Buffer, void>;
};

export type Operation = (exchange: Exchange) => Reply | Promise<Reply>;

export const objectArn = ({ bucket, key }: Place): string => `arn:aws:s3:::${bucket}/${key}`;
export const placeOf = ({ request, bucket }: Exchange): Place => ({ bucket: bucket.name, key: request.key });

/** Judges an action on the request's object, or on another ARN. */
export const isAllowed = (exchange: Exchange, action: string, arn?: string): boolean =>
  exchange.principal.allows(action, arn ?? objectArn(placeOf(exchange)));

export function requireAllowed(exchange: Exchange, action: string, arn?: string): void {
  if (isAllowed(exchange, action, arn)) return;
  const resource = arn ?? objectArn(placeOf(exchange));
  throw new S3Error('AccessDenied', {
    message: `User: ${exchange.principal.principal} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
  });
}

/** Only who may list a bucket learns that a key does not exist (GetObject, "Permissions"). */
function refuseMissing(exchange: Exchange, missing: S3Error, place: Place): never {
  if (!isAllowed(exchange, 's3:ListBucket', `arn:aws:s3:::${place.bucket}`)) throw new S3Error('AccessDenied');
  throw missing;
}

/** The version id of the request; an empty one is refused instead of meaning "the latest". */
export function requestedVersionId({ request }: Exchange): string | undefined {
  const versionId = queryValue(request, 'versionId');
  if (versionId === '') throw new S3Error('InvalidArgument', { message: 'Version id cannot be the empty string' });
  return versionId;
}

/** Finds what a reader asks for: the latest object, or one version. Delete markers answer as S3 does. */
export function findReadable(exchange: Exchange, place: Place, versionId: string | undefined): ObjectVersion {
  const { versions } = exchange.store;
  const found = versionId === undefined ? versions.latest(place) : versions.find(place, versionId);
  if (!found) {
    const missing = versionId === undefined ? 'NoSuchKey' : 'NoSuchVersion';
    return refuseMissing(exchange, new S3Error(missing, { details: { Key: place.key } }), place);
  }
  if (!found.deleteMarker) return found;
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId };
  if (versionId === undefined) {
    return refuseMissing(exchange, new S3Error('NoSuchKey', { details: { Key: place.key }, headers }), place);
  }
  throw new S3Error('MethodNotAllowed', { headers: { ...headers, Allow: 'DELETE' } });
}

/** `x-amz-version-id`, which only versioned buckets show. */
export const versionHeader = (bucket: BucketSpec, version: Pick<ObjectVersion, 'versionId'>): Record<string, string> =>
  bucket.versioning ? { 'x-amz-version-id': version.versionId } : {};

/** Reads a small body whole and verified. An absent one is empty. `checksums: false`: they describe something else. */
export async function readText(
  exchange: Exchange,
  limits: { maxBytes: number; checksums?: boolean } = { maxBytes: 0 },
): Promise<string> {
  const headers = new Map(exchange.request.headers);
  if (!headers.has('content-length') && !headers.has('transfer-encoding')) headers.set('content-length', '0');
  if (limits.checksums === false) {
    for (const name of headers.keys()) if (name.startsWith('x-amz-checksum-')) headers.delete(name);
  }
  const expected = expectBody({ ...exchange.request, headers }, exchange.payload);
  if (expected.size > limits.maxBytes) throw new S3Error('MaxMessageLengthExceeded');
  const pieces: Buffer[] = [];
  for await (const piece of receiveBody(exchange.body(), expected)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

import {
  type Exchange,
  placeOf,
  type Reply,
  readText,
  requestedVersionId,
  requireAllowed,
  versionHeader,
} from '../exchange.ts';
import { refuseLocked } from '../object-lock.ts';
import { testWrite, writeConditions } from '../preconditions.ts';

/** Deletes one version for good, unless Object Lock keeps it. A version that is not there was deleted already: 204. */
function deleteVersion(exchange: Exchange, versionId: string): Reply {
  const { store } = exchange;
  const removed = store.transaction(() => {
    const version = store.versions.find(placeOf(exchange), versionId);
    if (!version) return undefined;
    refuseLocked(exchange, version);
    store.versions.remove(version);
    return version;
  });
  store.announce();
  const marker: Record<string, string> = removed?.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: { 'x-amz-version-id': versionId, ...marker } };
}

/** In a versioned bucket a delete marker hides what stays; else the object goes. */
function deleteLatest(exchange: Exchange): Reply {
  const { store, bucket, request } = exchange;
  const place = placeOf(exchange);
  const conditions = writeConditions(request.headers);
  const marker = store.transaction(() => {
    const latest = store.versions.latest(place);
    testWrite(latest, conditions);
    if (bucket.versioning || store.versions.hasHistory(place)) return store.addDeleteMarker(bucket, place.key);
    if (latest) store.versions.remove(latest);
    return undefined;
  });
  store.announce();
  if (!marker) return { status: 204 };
  return { status: 204, headers: { 'x-amz-delete-marker': 'true', ...versionHeader(bucket, marker) } };
}

/** DeleteObject: s3:DeleteObject hides or removes the latest, s3:DeleteObjectVersion destroys a version. */
export async function deleteObject(exchange: Exchange): Promise<Reply> {
  const versionId = requestedVersionId(exchange);
  requireAllowed(exchange, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  await readText(exchange);
  return versionId === undefined ? deleteLatest(exchange) : deleteVersion(exchange, versionId);
}

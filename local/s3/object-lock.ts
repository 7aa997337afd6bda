import type { BucketSpec } from './contract.ts';
import { S3Error } from './errors.ts';
import { type Exchange, isAllowed, requireAllowed } from './exchange.ts';
import type { Lock, ObjectDescription, ObjectVersion } from './versions.ts';

const prefix = 'x-amz-object-lock-';

/** Reads `x-amz-object-lock-mode`, `-retain-until-date` and `-legal-hold`. */
export function lockInHeaders(headers: ReadonlyMap<string, string>): Lock | undefined {
  const [mode, until, hold] = ['mode', 'retain-until-date', 'legal-hold'].map((name) => headers.get(prefix + name));
  if ((mode === undefined) !== (until === undefined)) {
    throw new S3Error('InvalidArgument', {
      message: 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    });
  }
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF') {
    throw new S3Error('InvalidArgument', { message: 'Legal Hold must be either of ON or OFF' });
  }
  const retainUntil = until === undefined ? undefined : Date.parse(until);
  if (retainUntil !== undefined && Number.isNaN(retainUntil)) {
    throw new S3Error('InvalidArgument', { message: 'The retain until date must be provided in ISO 8601 format' });
  }
  if (mode !== undefined && mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') {
    throw new S3Error('InvalidArgument', { message: 'Unknown wormMode directive.' });
  }
  if (retainUntil === undefined || mode === undefined) return hold === 'ON' ? { legalHold: true } : undefined;
  return { retention: { mode, retainUntil }, ...(hold === 'ON' ? { legalHold: true } : {}) };
}

const dayMs = 86_400_000;

/** Applies the bucket's default retention, and refuses a lock that the bucket cannot keep or the caller may not set. */
export function settleLock(exchange: Exchange, description: ObjectDescription): ObjectDescription {
  const { bucket, request } = exchange;
  const { lock, ...rest } = description;
  if (lock && !bucket.objectLock) {
    throw new S3Error('InvalidRequest', { message: 'Bucket is missing Object Lock Configuration' });
  }
  if (lock?.retention) {
    requireAllowed(exchange, 's3:PutObjectRetention');
    if (lock.retention.retainUntil <= exchange.now()) {
      throw new S3Error('InvalidArgument', { message: 'The retain until date must be in the future!' });
    }
  }
  if (lock?.legalHold) requireAllowed(exchange, 's3:PutObjectLegalHold');
  const isVouchedFor = [...request.headers.keys()].some((name) =>
    /^(content-md5|x-amz-(checksum-.*|trailer))$/.test(name),
  );
  if (lock && request.method === 'PUT' && !isVouchedFor && !request.headers.has('x-amz-copy-source')) {
    throw new S3Error('InvalidRequest', {
      message:
        'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    });
  }
  const settled = withDefaultRetention(exchange, lock);
  return settled ? { ...rest, lock: settled } : rest;
}

function withDefaultRetention(
  { bucket, now }: { bucket: BucketSpec; now: () => number },
  lock?: Lock,
): Lock | undefined {
  if (lock?.retention || typeof bucket.objectLock !== 'object') return lock;
  const { mode, days } = bucket.objectLock;
  return { ...lock, retention: { mode, retainUntil: now() + days * dayMs } };
}

/** A version under retention or hold cannot be deleted; GOVERNANCE yields to who may bypass it and says so. */
export function refuseLocked(exchange: Exchange, { description: { lock } }: ObjectVersion): void {
  const { retention, legalHold } = lock ?? {};
  const isRetained = retention !== undefined && retention.retainUntil > exchange.now();
  const bypasses =
    retention?.mode === 'GOVERNANCE' &&
    exchange.request.headers.get('x-amz-bypass-governance-retention')?.toLowerCase() === 'true' &&
    isAllowed(exchange, 's3:BypassGovernanceRetention');
  if (legalHold || (isRetained && !bypasses)) {
    throw new S3Error('AccessDenied', { message: 'Access Denied because object protected by object lock.' });
  }
}

/** The lock's headers, for who may read them. */
export function lockHeaders(exchange: Exchange, { description: { lock } }: ObjectVersion): Record<string, string> {
  const headers: Record<string, string> = {};
  if (lock?.retention && isAllowed(exchange, 's3:GetObjectRetention')) {
    headers[`${prefix}mode`] = lock.retention.mode;
    headers[`${prefix}retain-until-date`] = new Date(lock.retention.retainUntil).toISOString();
  }
  if (lock?.legalHold && isAllowed(exchange, 's3:GetObjectLegalHold')) headers[`${prefix}legal-hold`] = 'ON';
  return headers;
}

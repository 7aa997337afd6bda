import {
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucket, type Endpoint, owner, type Person, refusalOf, startEndpoint } from './endpoint.ts';

const dayMs = 86_400_000;

describe('Object Lock', () => {
  let endpoint: Endpoint;
  let passedMs = 0;
  const archivist: Person = { ...owner, accessKeyId: 'AKIDARCHIVE', allows: (action) => !action.includes('Bypass') };
  beforeAll(async () => {
    const buckets = [
      { name: bucket, versioning: true, objectLock: { mode: 'GOVERNANCE', days: 2 } as const },
      { name: 'unlocked', versioning: true },
    ];
    // Signatures are dated by the clients' clock: a moved clock of the endpoint stays within their 15 minutes.
    endpoint = await startEndpoint({ buckets, people: [owner, archivist], now: () => Date.now() + passedMs });
  });
  afterAll(() => endpoint.close());

  const put = async (Key: string, more: Partial<PutObjectCommandInput> = {}): Promise<string> =>
    (await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x', ...more }))).VersionId ?? '';
  const destroy = (Key: string, VersionId: string, more: { person?: Person; bypass?: boolean } = {}) =>
    refusalOf(
      endpoint
        .client(more.person)
        .send(
          new DeleteObjectCommand({ Bucket: bucket, Key, VersionId, BypassGovernanceRetention: more.bypass ?? false }),
        ),
    );

  it('keeps a version by the default retention of its bucket, also over a restart', async () => {
    const versionId = await put('governed');
    const head = await endpoint.client().send(new HeadObjectCommand({ Bucket: bucket, Key: 'governed' }));
    expect(head.ObjectLockMode).toBe('GOVERNANCE');
    expect(Math.abs(Number(head.ObjectLockRetainUntilDate) - Date.now() - 2 * dayMs)).toBeLessThan(60_000);
    await endpoint.restart();
    expect(await destroy('governed', versionId)).toBe('403 AccessDenied');
    expect(await destroy('governed', versionId, { person: archivist, bypass: true })).toBe('403 AccessDenied');
    const hidden = new DeleteObjectCommand({ Bucket: bucket, Key: 'governed' });
    expect((await endpoint.client().send(hidden)).DeleteMarker).toBe(true);
    expect(await destroy('governed', versionId, { bypass: true })).toBe('accepted');
  });

  it('COMPLIANCE and a legal hold yield to nobody, retention only to time', async () => {
    const until = new Date(Date.now() + 60_000);
    const retained = await put('strict', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: until });
    const held = await put('held', { ObjectLockLegalHoldStatus: 'ON' });
    expect(await destroy('strict', retained, { bypass: true })).toBe('403 AccessDenied');
    expect(await destroy('held', held, { bypass: true })).toBe('403 AccessDenied');
    passedMs = 120_000;
    expect(await destroy('strict', retained)).toBe('accepted');
    passedMs = 0;
  });

  it('refuses locks that mean nothing', async () => {
    const past = new Date(Date.now() - dayMs);
    const until = new Date(Date.now() + dayMs);
    expect(await refusalOf(put('x', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: past }))).toBe(
      '400 InvalidArgument',
    );
    expect(await refusalOf(put('x', { ObjectLockMode: 'COMPLIANCE' }))).toBe('400 InvalidArgument');
    const lock = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: until } as const;
    expect(await refusalOf(put('x', { Bucket: 'unlocked', ...lock }))).toBe('400 InvalidRequest');
  });
});

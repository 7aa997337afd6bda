import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucket, type Endpoint, refusalOf, sendRaw, sendSigned, sha256, signRaw, startEndpoint } from './endpoint.ts';

const plain = 'plain';

describe('objects', () => {
  let endpoint: Endpoint;
  let s3: S3Client;
  beforeAll(async () => {
    const buckets = [
      { name: bucket, versioning: true },
      { name: plain, versioning: false },
    ];
    endpoint = await startEndpoint({ buckets });
    s3 = endpoint.client();
  });
  afterAll(() => endpoint.close());

  const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
  const read = async (Key: string, more: { VersionId?: string; Range?: string; Bucket?: string } = {}) => {
    const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }));
    return await found.Body?.transformToString();
  };

  it('come back with what was said about them', async () => {
    const stored = await put('described', '本文', {
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentLanguage: 'ja',
      Metadata: { 'source-system': 'EHR-1' },
      Tagging: 'state=new&who=a%20b',
      ChecksumSHA256: sha256('本文').toString('base64'),
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'described', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentLanguage: 'ja',
      ContentLength: 6,
      Metadata: { 'source-system': 'EHR-1' },
      VersionId: stored.VersionId,
      ETag: stored.ETag,
      ChecksumSHA256: sha256('本文').toString('base64'),
      TagCount: 2,
      ServerSideEncryption: 'AES256',
    });
    expect((await put('bare', 'x')).VersionId).toMatch(/^[\w-]{32}$/);
    expect((await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'bare' }))).ContentType).toBe(
      'application/octet-stream',
    );
    expect(await s3.send(new HeadBucketCommand({ Bucket: bucket }))).toBeDefined();
    expect(await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' })))).toBe('404 NotFound');
    expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'a' })))).toBe('404 NoSuchBucket');
  });

  it('keep every version; deleting hides, deleting a version destroys', async () => {
    const first = await put('versioned', 'one');
    const second = await put('versioned', 'two');
    expect(await read('versioned')).toBe('two');
    expect(await read('versioned', { VersionId: first.VersionId ?? '' })).toBe('one');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'versioned' }));
    expect(marker.DeleteMarker).toBe(true);
    const hidden = await sendSigned(endpoint.url, { method: 'GET', path: `/${bucket}/versioned` });
    expect([hidden.status, hidden.code, hidden.headers['x-amz-delete-marker']]).toEqual([404, 'NoSuchKey', 'true']);
    expect(await read('versioned', { VersionId: second.VersionId ?? '' })).toBe('two');
    expect(await refusalOf(read('versioned', { VersionId: marker.VersionId ?? '' }))).toBe('405 MethodNotAllowed');
    expect(await refusalOf(read('versioned', { VersionId: 'nosuchversion' }))).toBe('404 NoSuchVersion');
    const destroy = (VersionId = '') =>
      s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'versioned', VersionId }));
    expect((await destroy(marker.VersionId)).DeleteMarker).toBe(true);
    expect(await read('versioned')).toBe('two');
    await destroy(second.VersionId);
    expect(await read('versioned')).toBe('one');
    await destroy(first.VersionId);
    expect(await refusalOf(read('versioned'))).toBe('404 NoSuchKey');
    expect((await destroy(first.VersionId)).$metadata.httpStatusCode).toBe(204);
  });

  it('in a bucket without versions are replaced and gone', async () => {
    const write = (Body: string) => s3.send(new PutObjectCommand({ Bucket: plain, Key: 'k', Body }));
    expect((await write('one')).VersionId).toBeUndefined();
    await write('two');
    expect(await read('k', { Bucket: plain })).toBe('two');
    expect(await read('k', { Bucket: plain, VersionId: 'null' })).toBe('two');
    await s3.send(new DeleteObjectCommand({ Bucket: plain, Key: 'k' }));
    expect(await refusalOf(read('k', { Bucket: plain }))).toBe('404 NoSuchKey');
    expect(await refusalOf(read('k', { Bucket: plain, VersionId: 'null' }))).toBe('404 NoSuchVersion');
  });

  it('are read in ranges', async () => {
    await put('ranged', '0123456789');
    const cases: [string, string][] = [
      ['bytes=0-3', '0123'],
      ['bytes=7-', '789'],
      ['bytes=-2', '89'],
      ['bytes=8-100', '89'],
      ['bytes=-100', '0123456789'],
      ['bytes=1-2,4-5', '0123456789'],
      ['lines=1-2', '0123456789'],
    ];
    for (const [Range, text] of cases) expect([Range, await read('ranged', { Range })]).toEqual([Range, text]);
    const one = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'ranged', Range: 'bytes=2-4' }));
    expect([one.ContentRange, one.ContentLength]).toEqual(['bytes 2-4/10', 3]);
    expect(await refusalOf(read('ranged', { Range: 'bytes=10-' }))).toBe('416 InvalidRange');
    const empty = await put('empty', '', { ContentLength: 0 });
    expect([empty.ETag, await read('empty')]).toEqual(['"d41d8cd98f00b204e9800998ecf8427e"', '']);
  });

  it('obey conditions', async () => {
    expect(await refusalOf(put('absent', 'x', { IfMatch: '"a"' }))).toBe('404 NoSuchKey');
    const { ETag = '' } = await put('once', 'x', { IfNoneMatch: '*' });
    expect(await refusalOf(put('once', 'y', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect(await refusalOf(put('once', 'y', { IfNoneMatch: ETag }))).toBe('501 NotImplemented');
    expect(await refusalOf(put('once', 'y', { IfMatch: '"other"' }))).toBe('412 PreconditionFailed');
    const updated = await put('once', 'y', { IfMatch: ETag });
    const get = (conditions: object) => s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'once', ...conditions }));
    expect(await refusalOf(get({ IfMatch: ETag }))).toBe('412 PreconditionFailed');
    expect(await refusalOf(get({ IfNoneMatch: updated.ETag }))).toMatch(/^304/);
    expect(await refusalOf(get({ IfModifiedSince: new Date(Date.now() + 5000) }))).toMatch(/^304/);
    expect(await refusalOf(get({ IfUnmodifiedSince: new Date(0) }))).toBe('412 PreconditionFailed');
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'once' }));
    expect((await put('once', 'z', { IfNoneMatch: '*' })).$metadata.httpStatusCode).toBe(200);
  });

  it('of 40 writers that all demand an absent key, exactly one is stored', async () => {
    const tries = Array.from({ length: 40 }, (_, index) => refusalOf(put('race', `${index}`, { IfNoneMatch: '*' })));
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set(['accepted', '412 PreconditionFailed']));
  });

  it('whose checksum or length is not what was promised are never stored', async () => {
    const wrong: Partial<PutObjectCommandInput>[] = [
      { ContentMD5: Buffer.alloc(16).toString('base64') },
      { ChecksumSHA256: sha256('other').toString('base64') },
      { ChecksumSHA1: Buffer.alloc(20).toString('base64') },
      { ChecksumCRC32: 'AAAAAA==' },
      { ChecksumCRC32C: 'AAAAAA==' },
      { ChecksumCRC64NVME: 'AAAAAAAAAAA=' },
    ];
    for (const more of wrong) expect(await refusalOf(put('wrong', 'content', more))).toBe('400 BadDigest');
    expect(await refusalOf(put('wrong', 'x', { ContentMD5: 'nonsense' }))).toBe('400 InvalidDigest');
    expect(await refusalOf(put('wrong', 'x', { ChecksumSHA256: 'short' }))).toBe('400 InvalidRequest');
    const path = `/${bucket}/wrong`;
    const { headers } = signRaw(endpoint.url, { method: 'PUT', path, payloadHash: 'UNSIGNED-PAYLOAD' });
    const cut = { ...headers, 'content-length': '1000000' };
    const body = Buffer.alloc(1_000_000);
    await expect(sendRaw(endpoint.url, { method: 'PUT', path, headers: cut, body, cutAfter: 500_000 })).rejects.toThrow(
      'cut',
    );
    const giant = { ...headers, 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' };
    expect((await sendRaw(endpoint.url, { method: 'PUT', path, headers: giant })).code).toBe('EntityTooLarge');
    expect(await refusalOf(read('wrong'))).toBe('404 NoSuchKey');
  });

  it('that are refused while they still arrive are answered, and the endpoint goes on', async () => {
    const path = `/${bucket}/refused`;
    const body = Buffer.alloc(20_000_000);
    const headers = { 'content-length': String(body.length) };
    for (let times = 0; times < 3; times += 1) {
      expect((await sendRaw(endpoint.url, { method: 'PUT', path, headers, body })).code).toBe('AccessDenied');
    }
    expect((await put('refused', 'x')).$metadata.httpStatusCode).toBe(200);
  });

  it('lie under any key, and no key leaves the directory', async () => {
    const keys = [
      '../../../../etc/passwd',
      '..',
      '.',
      '/leading//double/',
      '患者/紹介状 №1.pdf',
      'quotes\'"&<>+%#?;',
      'nul\u0000inside',
      'new\nline',
      '🏥'.repeat(256),
      'con.txt\\..\\x',
    ];
    for (const key of keys) {
      const path = `/${bucket}/${key
        .split('/')
        .map((part) =>
          encodeURIComponent(part).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`),
        )
        .join('/')}`;
      const stored = await sendSigned(endpoint.url, { method: 'PUT', path, body: `body of ${key}` });
      expect([key, stored.status]).toEqual([key, 200]);
      expect((await sendSigned(endpoint.url, { method: 'GET', path })).text).toBe(`body of ${key}`);
    }
    expect(await refusalOf(put('x'.repeat(1025), 'x'))).toBe('400 KeyTooLongError');
    const broken = await sendSigned(endpoint.url, { method: 'GET', path: `/${bucket}/%ff%fe` });
    expect([broken.status, broken.code]).toEqual([400, 'InvalidURI']);
  });

  it('are copied with or without what is said about them', async () => {
    const source = await put('source', 'original', { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 't=1' });
    await put('source', 'newer');
    const CopySource = `${bucket}/source?versionId=${source.VersionId}`;
    await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: 'copy', CopySource }));
    const copy = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'copy' }));
    expect([await copy.Body?.transformToString(), copy.ContentType, copy.Metadata, copy.TagCount]).toEqual([
      'original',
      'text/plain',
      { a: '1' },
      1,
    ]);
    const replaced = { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE', ContentType: 'text/csv' } as const;
    await s3.send(new CopyObjectCommand({ Bucket: plain, Key: 'コピー', CopySource: `${bucket}/copy`, ...replaced }));
    const other = await s3.send(new GetObjectCommand({ Bucket: plain, Key: 'コピー' }));
    expect([other.ContentType, other.Metadata, other.TagCount]).toEqual(['text/csv', {}, undefined]);
    const copyOf = (CopySourceIfMatch?: string, Key = 'copy') =>
      s3.send(new CopyObjectCommand({ Bucket: bucket, Key, CopySource: `${bucket}/copy`, CopySourceIfMatch }));
    expect(await refusalOf(copyOf('"other"', 'third'))).toBe('412 PreconditionFailed');
    expect(await refusalOf(copyOf())).toBe('400 InvalidRequest');
    const missing = new CopyObjectCommand({ Bucket: bucket, Key: 'x', CopySource: `${bucket}/missing` });
    expect(await refusalOf(s3.send(missing))).toBe('404 NoSuchKey');
  });

  it('take tags afterwards, each version its own', async () => {
    const first = await put('tagged', 'one');
    const second = await put('tagged', 'two');
    const tag = (VersionId: string | undefined, Key: string, Value: string) =>
      s3.send(
        new PutObjectTaggingCommand({
          Bucket: bucket,
          Key: 'tagged',
          VersionId,
          Tagging: { TagSet: [{ Key, Value }] },
        }),
      );
    await tag(first.VersionId, 'GuardDutyMalwareScanStatus', 'NO_THREATS_FOUND');
    expect(await refusalOf(tag(undefined, 'a & <b>', ''))).toBe('400 InvalidTag');
    await tag(undefined, '状態: 済', '');
    const tagsOf = async (VersionId?: string) =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: 'tagged', VersionId }))).TagSet;
    expect(await tagsOf(first.VersionId)).toEqual([{ Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' }]);
    expect(await refusalOf(tag(undefined, 'k'.repeat(129), ''))).toBe('400 InvalidTag');
    expect(await tagsOf(second.VersionId)).toEqual([{ Key: '状態: 済', Value: '' }]);
    expect(await tagsOf()).toEqual(await tagsOf(second.VersionId));
  });

  it('and requests that mean another operation are refused, never taken for a plain one', async () => {
    await put('kept', 'kept');
    for (const query of ['acl=', 'retention=', 'legal-hold=', 'restore=', 'partNumber=1', 'uploadId=x', 'torrent=']) {
      const answer = await sendSigned(endpoint.url, {
        method: 'PUT',
        path: `/${bucket}/kept`,
        query,
        body: 'overwritten',
      });
      expect([query, answer.status, answer.code]).toEqual([query, 501, 'NotImplemented']);
    }
    expect(await read('kept')).toBe('kept');
    expect((await sendSigned(endpoint.url, { method: 'PATCH', path: `/${bucket}/kept` })).code).toBe(
      'MethodNotAllowed',
    );
    expect((await sendSigned(endpoint.url, { method: 'GET', path: '/' })).code).toBe('NotImplemented');
    expect(await refusalOf(put('public', 'x', { ACL: 'public-read' }))).toBe('400 AccessControlListNotSupported');
    expect(await refusalOf(put('big', 'x', { Metadata: { a: 'x'.repeat(2100) } }))).toBe('400 MetadataTooLarge');
  });
});

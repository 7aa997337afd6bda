import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucket, type Endpoint, refusalOf, sendSigned, startEndpoint } from './endpoint.ts';

const keys = ['a/1', 'a/2', 'a/b/3', 'a0', 'b/1', 'b/2', 'z', 'Ω', '患者/1', '患者/2', '😀'];

describe('ListObjectsV2', () => {
  let endpoint: Endpoint;
  let s3: S3Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    s3 = endpoint.client();
    for (const Key of [...keys].reverse()) await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'deleted', Body: 'x' }));
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'deleted' }));
  });
  afterAll(() => endpoint.close());

  type Query = { Prefix?: string; Delimiter?: string; MaxKeys?: number; StartAfter?: string; EncodingType?: 'url' };

  /** All pages, keys and groups as the client sees them. */
  async function list(query: Query = {}): Promise<{ keys: string[]; groups: string[]; pages: number }> {
    const all = { keys: [] as string[], groups: [] as string[], pages: 0 };
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, ...query, ContinuationToken }));
      all.keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      all.groups.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
      all.pages += 1;
      expect(page.KeyCount).toBe((page.Contents ?? []).length + (page.CommonPrefixes ?? []).length);
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken);
    return all;
  }

  it('names every object once, in the byte order of UTF-8, in pages of any size', async () => {
    for (const MaxKeys of [1, 2, 3, 11, 1000]) {
      expect(await list({ MaxKeys })).toMatchObject({ keys, pages: Math.ceil(keys.length / MaxKeys) });
    }
  });

  it('groups by delimiter behind a prefix, each group once over all pages', async () => {
    for (const MaxKeys of [1, 2, 100]) {
      const top = await list({ Delimiter: '/', MaxKeys });
      expect([top.keys, top.groups]).toEqual([
        ['a0', 'z', 'Ω', '😀'],
        ['a/', 'b/', '患者/'],
      ]);
      const inner = await list({ Prefix: 'a/', Delimiter: '/', MaxKeys });
      expect([inner.keys, inner.groups]).toEqual([['a/1', 'a/2'], ['a/b/']]);
    }
    expect((await list({ Prefix: '患' })).keys).toEqual(['患者/1', '患者/2']);
    expect(await list({ Prefix: 'nothing' })).toEqual({ keys: [], groups: [], pages: 1 });
    expect((await list({ StartAfter: 'b/1' })).keys).toEqual(keys.slice(5));
    expect((await list({ Prefix: '患', EncodingType: 'url' })).keys[0]).toBe(encodeURIComponent('患者') + '/1');
  });

  it('refuses pages and tokens that are none', async () => {
    const none = await s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 0 }));
    expect([none.KeyCount, none.IsTruncated]).toEqual([0, false]);
    expect(await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: -1 })))).toBe(
      '400 InvalidArgument',
    );
    const forged = new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: '***' });
    expect(await refusalOf(s3.send(forged))).toBe('400 InvalidArgument');
    const answer = await sendSigned(endpoint.url, { method: 'GET', path: `/${bucket}` });
    expect(answer.code).toBe('NotImplemented');
  });
});

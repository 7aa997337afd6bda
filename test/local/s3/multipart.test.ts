import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startChecksum } from '../../../local/s3/checksums.ts';
import type { ObjectCreated } from '../../../local/s3/server.ts';
import { bucket, type Endpoint, refusalOf, sendSigned, sha256, startEndpoint } from './endpoint.ts';

const megabyte = 1024 * 1024;
const parts = [Buffer.alloc(5 * megabyte, 'a'), Buffer.alloc(6 * megabyte, 'b'), Buffer.from('end')];
const content = Buffer.concat(parts);

describe('multipart uploads', () => {
  let endpoint: Endpoint;
  const events: ObjectCreated[] = [];
  beforeAll(async () => {
    endpoint = await startEndpoint({ onObjectCreated: (event) => void events.push(event) });
  });
  afterAll(() => endpoint.close());

  async function create(Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
    const created = await endpoint.client().send(new CreateMultipartUploadCommand({ Bucket: bucket, Key, ...more }));
    return created.UploadId ?? '';
  }

  type Sending = {
    Key: string;
    UploadId: string;
    PartNumber: number;
    Body: Buffer;
    ChecksumAlgorithm?: ChecksumAlgorithm;
  };
  async function send(part: Sending): Promise<CompletedPart> {
    const { $metadata: _, ...sent } = await endpoint.client().send(new UploadPartCommand({ Bucket: bucket, ...part }));
    return { ...sent, PartNumber: part.PartNumber };
  }

  const complete = (Key: string, UploadId: string, Parts: CompletedPart[]) =>
    endpoint
      .client()
      .send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key, UploadId, MultipartUpload: { Parts } }));

  const read = async (Key: string, Range?: string): Promise<Buffer> => {
    const found = await endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key, Range }));
    return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
  };

  it('survive a restart between their parts, become one object, and answer a repeated completion alike', async () => {
    const Key = '大きな/画像.dcm';
    const UploadId = await create(Key, { ContentType: 'application/dicom', Metadata: { a: 'b' }, Tagging: 't=1' });
    const sent: CompletedPart[] = [];
    for (const [index, Body] of parts.entries()) {
      sent.push(await send({ Key, UploadId, PartNumber: index + 1, Body }));
      await endpoint.restart();
    }
    expect(await refusalOf(read(Key))).toBe('404 NoSuchKey');
    const done = await complete(Key, UploadId, sent);
    const md5s = parts.map((part) => createHash('md5').update(part).digest());
    expect(done.ETag).toBe(`"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`);
    expect((await read(Key)).equals(content)).toBe(true);
    const edge = await read(Key, `bytes=${5 * megabyte - 2}-${5 * megabyte + 1}`);
    expect(edge.toString()).toBe('aabb');
    const again = await complete(Key, UploadId, sent);
    expect(again.VersionId).toBe(done.VersionId);
    await endpoint.restart();
    const found = await endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key, Range: 'bytes=0-0' }));
    expect([found.ContentType, found.Metadata, found.TagCount]).toEqual(['application/dicom', { a: 'b' }, 1]);
    expect(events.filter((event) => event.key === Key)).toEqual([
      expect.objectContaining({ size: content.length, versionId: done.VersionId }),
    ]);
  });

  it.each([
    ['SHA256', 'COMPOSITE'],
    ['CRC32', 'COMPOSITE'],
    ['CRC32', 'FULL_OBJECT'],
    ['CRC64NVME', 'FULL_OBJECT'],
  ] as const)('with %s as %s checksum are verified', async (ChecksumAlgorithm, ChecksumType) => {
    const Key = `${ChecksumAlgorithm}-${ChecksumType}`;
    const UploadId = await create(Key, { ChecksumAlgorithm, ChecksumType });
    const sent: CompletedPart[] = [];
    for (const [index, Body] of parts.entries()) {
      sent.push(await send({ Key, UploadId, PartNumber: index + 1, Body, ChecksumAlgorithm }));
    }
    const field = `Checksum${ChecksumAlgorithm}` as const;
    const done = await complete(Key, UploadId, sent);
    const algorithm = ChecksumAlgorithm.toLowerCase() as 'sha256' | 'crc32' | 'crc64nvme';
    const running = startChecksum(algorithm);
    if (ChecksumType === 'FULL_OBJECT') running.update(content);
    else for (const part of sent) running.update(Buffer.from(part[field] ?? '', 'base64'));
    const suffix = ChecksumType === 'FULL_OBJECT' ? '' : '-3';
    expect([done[field], done.ChecksumType]).toEqual([running.digest().toString('base64') + suffix, ChecksumType]);
    expect((await read(Key)).equals(content)).toBe(true);
  });

  it('refuse parts that are not what was uploaded', async () => {
    const Key = 'refused';
    const UploadId = await create(Key);
    const small = await send({ Key, UploadId, PartNumber: 1, Body: Buffer.from('small') });
    const last = await send({ Key, UploadId, PartNumber: 2, Body: Buffer.from('last') });
    expect(await refusalOf(complete(Key, UploadId, [small, last]))).toBe('400 EntityTooSmall');
    expect(await refusalOf(complete(Key, UploadId, [last, small]))).toBe('400 InvalidPartOrder');
    expect(await refusalOf(complete(Key, UploadId, [{ ...small, ETag: '"0"' }]))).toBe('400 InvalidPart');
    expect(await refusalOf(complete(Key, UploadId, [{ ...small, PartNumber: 3 }]))).toBe('400 InvalidPart');
    expect(await refusalOf(complete(Key, UploadId, []))).toBe('400 MalformedXML');
    expect(await refusalOf(complete('other', UploadId, [small]))).toBe('404 NoSuchUpload');
    expect(await refusalOf(send({ Key, UploadId, PartNumber: 10_001, Body: Buffer.from('x') }))).toBe(
      '400 InvalidArgument',
    );
    const replaced = await send({ Key, UploadId, PartNumber: 1, Body: Buffer.from('another') });
    expect(await refusalOf(complete(Key, UploadId, [small]))).toBe('400 InvalidPart');
    await complete(Key, UploadId, [replaced]);
    expect((await read(Key)).toString()).toBe('another');
  });

  it('hold their checksum from the first to the last', async () => {
    const Key = 'sums';
    const UploadId = await create(Key, { ChecksumAlgorithm: 'SHA256' });
    const wrong = new UploadPartCommand({
      Bucket: bucket,
      Key,
      UploadId,
      PartNumber: 1,
      Body: 'one',
      ChecksumSHA256: sha256('two').toString('base64'),
    });
    expect(await refusalOf(endpoint.client().send(wrong))).toBe('400 BadDigest');
    const other = send({ Key, UploadId, PartNumber: 1, Body: Buffer.from('one'), ChecksumAlgorithm: 'CRC32' });
    expect(await refusalOf(other)).toBe('400 InvalidRequest');
    const part = await send({ Key, UploadId, PartNumber: 1, Body: Buffer.from('one'), ChecksumAlgorithm: 'SHA256' });
    const { ETag, PartNumber } = part;
    expect(await refusalOf(complete(Key, UploadId, [{ ETag, PartNumber }]))).toBe('400 InvalidRequest');
    const path = `/${bucket}/${Key}`;
    const body = `<!DOCTYPE a [<!ENTITY b "c">]><CompleteMultipartUpload/>`;
    const answer = await sendSigned(endpoint.url, { method: 'POST', path, query: `uploadId=${UploadId}`, body });
    expect(answer.code).toBe('MalformedXML');
    expect((await complete(Key, UploadId, [part])).ChecksumSHA256).toMatch(/-1$/);
  });

  it('can be aborted, and obey If-None-Match at their end', async () => {
    const Key = 'aborted';
    const UploadId = await create(Key);
    const part = await send({ Key, UploadId, PartNumber: 1, Body: Buffer.from('x') });
    const abort = () => endpoint.client().send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
    await abort();
    expect(await refusalOf(abort())).toBe('404 NoSuchUpload');
    expect(await refusalOf(complete(Key, UploadId, [part]))).toBe('404 NoSuchUpload');
    expect(await refusalOf(send({ Key, UploadId, PartNumber: 2, Body: Buffer.from('x') }))).toBe('404 NoSuchUpload');
    const late = await create(Key);
    const only = await send({ Key, UploadId: late, PartNumber: 1, Body: Buffer.from('late') });
    await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'first' }));
    const command = new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key,
      UploadId: late,
      IfNoneMatch: '*',
      MultipartUpload: { Parts: [only] },
    });
    expect(await refusalOf(endpoint.client().send(command))).toBe('412 PreconditionFailed');
    expect((await read(Key)).toString()).toBe('first');
  });
});

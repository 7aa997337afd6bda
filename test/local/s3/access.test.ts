import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startS3 } from '../../../local/s3/server.ts';
import { bucket, type Endpoint, owner, type Person, refusalOf, sendRaw, startEndpoint } from './endpoint.ts';

const objectArn = `arn:aws:s3:::${bucket}/k`;
const bucketArn = `arn:aws:s3:::${bucket}`;

describe('access', () => {
  let endpoint: Endpoint;
  let versionId = '';
  let uploadId = '';
  /** What the clerk may do now, as `action arn`. */
  let granted: string[] = [];
  const clerk: Person = {
    accessKeyId: 'AKIDCLERK',
    secretAccessKey: 'clerk-secret',
    allows: (action, arn) => granted.includes(`${action} ${arn}`),
  };
  beforeAll(async () => {
    endpoint = await startEndpoint({ people: [owner, clerk] });
    const s3 = endpoint.client();
    versionId = (await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'k', Body: 'x' }))).VersionId ?? '';
    uploadId = (await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'u' }))).UploadId ?? '';
  });
  afterAll(() => endpoint.close());

  const k = { Bucket: bucket, Key: 'k' };
  const tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
  type Call = (s3: S3Client) => Promise<unknown>;
  const calls: [string, Call, string[]][] = [
    ['GetObject', (s3) => s3.send(new GetObjectCommand(k)), [`s3:GetObject ${objectArn}`]],
    ['HeadObject', (s3) => s3.send(new HeadObjectCommand(k)), [`s3:GetObject ${objectArn}`]],
    [
      'GetObject of a version',
      (s3) => s3.send(new GetObjectCommand({ ...k, VersionId: versionId })),
      [`s3:GetObjectVersion ${objectArn}`],
    ],
    ['GetObjectTagging', (s3) => s3.send(new GetObjectTaggingCommand(k)), [`s3:GetObjectTagging ${objectArn}`]],
    [
      'PutObjectTagging of a version',
      (s3) => s3.send(new PutObjectTaggingCommand({ ...k, VersionId: versionId, Tagging: tagging })),
      [`s3:PutObjectVersionTagging ${objectArn}`],
    ],
    [
      'PutObjectTagging',
      (s3) => s3.send(new PutObjectTaggingCommand({ ...k, Tagging: tagging })),
      [`s3:PutObjectTagging ${objectArn}`],
    ],
    ['PutObject', (s3) => s3.send(new PutObjectCommand({ ...k, Body: 'y' })), [`s3:PutObject ${objectArn}`]],
    [
      'PutObject with tags',
      (s3) => s3.send(new PutObjectCommand({ ...k, Body: 'y', Tagging: 'a=b' })),
      [`s3:PutObject ${objectArn}`, `s3:PutObjectTagging ${objectArn}`],
    ],
    [
      'CopyObject',
      (s3) =>
        s3.send(
          new CopyObjectCommand({ Bucket: bucket, Key: 'copy', CopySource: `${bucket}/k?versionId=${versionId}` }),
        ),
      [
        `s3:PutObject arn:aws:s3:::${bucket}/copy`,
        `s3:GetObjectVersion ${objectArn}`,
        `s3:GetObjectTagging ${objectArn}`,
        `s3:PutObjectTagging arn:aws:s3:::${bucket}/copy`,
      ],
    ],
    ['ListObjectsV2', (s3) => s3.send(new ListObjectsV2Command({ Bucket: bucket })), [`s3:ListBucket ${bucketArn}`]],
    ['HeadBucket', (s3) => s3.send(new HeadBucketCommand({ Bucket: bucket })), [`s3:ListBucket ${bucketArn}`]],
    [
      'AbortMultipartUpload',
      (s3) => s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: 'u', UploadId: uploadId })),
      [`s3:AbortMultipartUpload arn:aws:s3:::${bucket}/u`],
    ],
    ['DeleteObject', (s3) => s3.send(new DeleteObjectCommand(k)), [`s3:DeleteObject ${objectArn}`]],
    [
      'DeleteObject of a version',
      (s3) => s3.send(new DeleteObjectCommand({ ...k, VersionId: versionId })),
      [`s3:DeleteObjectVersion ${objectArn}`],
    ],
  ];

  it.each(calls)('%s needs its actions on its ARN: each of them, and nothing else', async (_, call, needed) => {
    for (const missing of needed) {
      granted = needed.filter((grant) => grant !== missing);
      expect(await refusalOf(call(endpoint.client(clerk)))).toMatch(/^403/);
    }
    granted = needed.map((grant) => `${grant}-other`);
    expect(await refusalOf(call(endpoint.client(clerk)))).toMatch(/^403/);
    granted = needed;
    expect(await refusalOf(call(endpoint.client(clerk)))).toBe('accepted');
  });

  it('a key that does not exist is told only to who may list the bucket', async () => {
    const missing = () =>
      refusalOf(endpoint.client(clerk).send(new GetObjectCommand({ Bucket: bucket, Key: 'missing' })));
    granted = [`s3:GetObject arn:aws:s3:::${bucket}/missing`];
    expect(await missing()).toBe('403 AccessDenied');
    granted.push(`s3:ListBucket ${bucketArn}`);
    expect(await missing()).toBe('404 NoSuchKey');
  });

  it('nobody anonymous gets anything, not even that a bucket or key is missing', async () => {
    for (const path of [`/${bucket}/k`, `/${bucket}/missing`, `/${bucket}?list-type=2`, '/nowhere/x', '/']) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const answer = await sendRaw(endpoint.url, { method, path });
        expect([path, answer.status, answer.code]).toEqual([path, 403, 'AccessDenied']);
      }
    }
  });

  it('a bucket for TLS only is not served beyond loopback, and Object Lock needs versions', async () => {
    const options = { dataDir: '/nonexistent', port: 0, credentials: () => undefined };
    const tlsOnly = [{ name: 'a', versioning: true, tlsOnly: true }];
    await expect(startS3({ ...options, host: '0.0.0.0', buckets: tlsOnly })).rejects.toThrow('TLS only');
    const locked = [{ name: 'a', versioning: false, objectLock: true }];
    await expect(startS3({ ...options, buckets: locked })).rejects.toThrow('needs versioning');
  });

  it('temporary credentials need their session token', async () => {
    const guarded = await startEndpoint({
      people: [{ ...owner, sessionToken: 'token-1' } as Person],
    });
    const request = (sessionToken?: string) =>
      refusalOf(
        guarded
          .client({ ...owner, ...(sessionToken ? { sessionToken } : {}) })
          .send(new ListObjectsV2Command({ Bucket: bucket })),
      );
    expect(await request()).toBe('400 InvalidToken');
    expect(await request('token-2')).toBe('400 InvalidToken');
    expect(await request('token-1')).toBe('accepted');
    await guarded.close();
  });
});

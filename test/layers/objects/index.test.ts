import { describe, expect, it } from '@jest/globals';
import { Objects } from '../../../layers/objects/index.ts';
import { CLOUD, withVariables } from './variables.ts';

const upload = { key: 'documents/one', sha256: 'ab'.repeat(32), byteLength: 3, mediaType: 'application/pdf' };
const download = { key: 'documents/one', versionId: 'v1', mediaType: 'image/png', fileName: '胸部 X線.png' };
const urlsWith = (variables: Record<string, string | undefined>): Promise<URL[]> =>
  withVariables({ ...CLOUD, ...variables }, async () => {
    const objects = new Objects({ bucket: 'the-documents', now: () => Date.UTC(2026, 10, 22) });
    const made = [await objects.presignUpload(upload), await objects.presignDownload(download)];
    return made.map(({ url }) => new URL(url));
  });

describe('a presigned URL', () => {
  it('names the bucket in its host in the cloud: its regional domain name, not the host that all buckets share', async () => {
    for (const url of await urlsWith({})) {
      expect(url.host).toBe('the-documents.s3.ap-northeast-1.amazonaws.com');
      expect(url.pathname).toBe('/documents/one');
    }
  });

  it.each(['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'])(
    'names the bucket in its path where %s says who stands in for S3',
    async (variable) => {
      for (const url of await urlsWith({ [variable]: 'http://127.0.0.1:9001' })) {
        expect(url.origin).toBe('http://127.0.0.1:9001');
        expect(url.pathname).toBe('/the-documents/documents/one');
      }
    },
  );

  it('is good for a minute, and for what was signed alone', async () => {
    const [up, down] = await urlsWith({});
    for (const url of [up, down]) expect(url?.searchParams.get('X-Amz-Expires')).toBe('60');
    expect(up?.searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual([
      'content-length',
      'content-type',
      'host',
      'if-none-match',
      'x-amz-checksum-sha256',
    ]);
    expect(down?.searchParams.get('versionId')).toBe('v1');
  });
});

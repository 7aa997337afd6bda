import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucket, type Endpoint, presigningClientOf, startEndpoint } from './endpoint.ts';

describe('CORS', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    const cors = [
      {
        allowedOrigins: ['http://localhost:3000', 'https://*.example.jp'],
        allowedMethods: ['PUT', 'GET'],
        allowedHeaders: ['content-type', 'x-amz-*'],
        exposedHeaders: ['ETag', 'x-amz-version-id'],
        maxAge: 300,
      },
    ];
    const buckets = [
      { name: bucket, versioning: true, cors },
      { name: 'closed', versioning: true },
    ];
    endpoint = await startEndpoint({ buckets });
  });
  afterAll(() => endpoint.close());

  const preflight = (
    origin: string,
    method: string,
    more: { headers?: string; name?: string } = {},
  ): Promise<Response> =>
    fetch(`${endpoint.url}/${more.name ?? bucket}/key`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': more.headers ?? '',
      },
    });

  it("preflights are answered by the bucket's rules, without a signature", async () => {
    const answer = await preflight('https://portal.example.jp', 'PUT', {
      headers: 'Content-Type, x-amz-checksum-sha256',
    });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': 'https://portal.example.jp',
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'content-type, x-amz-checksum-sha256',
      'access-control-expose-headers': 'ETag, x-amz-version-id',
      'access-control-max-age': '300',
      vary: expect.stringContaining('Origin'),
    });
    const refused = [
      preflight('https://evil.test', 'PUT'),
      preflight('https://example.jp.evil.test', 'PUT'),
      preflight('http://localhost:3000', 'DELETE'),
      preflight('http://localhost:3000', 'PUT', { headers: 'authorization' }),
      preflight('http://localhost:3000', 'PUT', { name: 'closed' }),
      preflight('http://localhost:3000', 'PUT', { name: 'nowhere' }),
    ];
    for (const response of await Promise.all(refused)) {
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
  });

  it('a browser may read answers and refusals from an allowed origin only', async () => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: 'key' });
    const url = await getSignedUrl(presigningClientOf(endpoint.url), command, { expiresIn: 60 });
    const put = (origin: string, to = url) => fetch(to, { method: 'PUT', body: 'x', headers: { Origin: origin } });
    const allowed = await put('http://localhost:3000');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://localhost:3000',
    ]);
    const refused = await put('http://localhost:3000', url.replace(/Signature=..../, 'Signature=0000'));
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      403,
      'http://localhost:3000',
    ]);
    const foreign = await put('https://evil.test');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});

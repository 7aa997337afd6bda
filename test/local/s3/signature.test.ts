import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bucket,
  type Endpoint,
  owner,
  presigningClientOf,
  refusalOf,
  sendRaw,
  sendSigned,
  sha256,
  signRaw,
  startEndpoint,
} from './endpoint.ts';

type Sent = { method: string; path: string; headers: Record<string, string>; body?: unknown };

describe('signatures over real sockets', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    await endpoint.client().send(new PutObjectCommand({ Bucket: bucket, Key: 'known', Body: 'secret text' }));
  });
  afterAll(() => endpoint.close());

  /** A client whose request is changed after it was signed. */
  function tampering(change: (request: Sent) => void): S3Client {
    const client = endpoint.client();
    client.middlewareStack.add(
      (next) => async (args) => {
        change(args.request as Sent);
        return await next(args);
      },
      { step: 'deserialize', name: 'tamper' },
    );
    return client;
  }

  const put = (client: S3Client): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: 'tampered', Body: 'content', Metadata: { a: 'b' } }));

  it('a wrong secret is SignatureDoesNotMatch and an unknown key InvalidAccessKeyId', async () => {
    const forged = endpoint.client({ ...owner, secretAccessKey: 'guessed' });
    expect(await refusalOf(put(forged))).toBe('403 SignatureDoesNotMatch');
    const unknown = endpoint.client({ ...owner, accessKeyId: 'AKIDNOBODY' });
    expect(await refusalOf(put(unknown))).toBe('403 InvalidAccessKeyId');
  });

  const changes: [string, (request: Sent) => void, string][] = [
    ['another key', (request) => void (request.path = `/${bucket}/other`), '403 SignatureDoesNotMatch'],
    ['another bucket', (request) => void (request.path = '/audit/tampered'), '403 SignatureDoesNotMatch'],
    ['another method', (request) => void (request.method = 'DELETE'), '403 SignatureDoesNotMatch'],
    ['changed content', (request) => void (request.body = 'CONTENT'), '400 XAmzContentSHA256Mismatch'],
    ['changed metadata', (request) => void (request.headers['x-amz-meta-a'] = 'c'), '403 SignatureDoesNotMatch'],
    ['a signed header left out', (request) => void delete request.headers['x-amz-meta-a'], '403 SignatureDoesNotMatch'],
    ['an added x-amz- header', (request) => void (request.headers['x-amz-tagging'] = 'a=b'), '403 AccessDenied'],
    [
      'a changed signature',
      (request) => void (request.headers['authorization'] = request.headers['authorization']?.replace(/.$/, 'z') ?? ''),
      '400 AuthorizationHeaderMalformed',
    ],
    [
      'a flipped signature digit',
      (request) => {
        const header = request.headers['authorization'] ?? '';
        request.headers['authorization'] = header.slice(0, -1) + (header.endsWith('0') ? '1' : '0');
      },
      '403 SignatureDoesNotMatch',
    ],
    ['no signature at all', (request) => void delete request.headers['authorization'], '403 AccessDenied'],
  ];
  it.each(changes)('%s after signing is refused', async (_, change, refusal) => {
    expect(await refusalOf(put(tampering(change)))).toBe(refusal);
    expect(await refusalOf(endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key: 'tampered' })))).toBe(
      '404 NoSuchKey',
    );
  });

  it('a request older or newer than 15 minutes is RequestTimeTooSkewed', async () => {
    const get = { method: 'GET', path: `/${bucket}/known` };
    for (const minutes of [-16, 16]) {
      const answer = await sendSigned(endpoint.url, { ...get, at: new Date(Date.now() + minutes * 60_000) });
      expect([answer.status, answer.code]).toEqual([403, 'RequestTimeTooSkewed']);
    }
    const answer = await sendSigned(endpoint.url, { ...get, at: new Date(Date.now() - 14 * 60_000) });
    expect(answer.text).toBe('secret text');
  });

  it('refuses hashes that are none, a missing hash, another region and two ways of signing at once', async () => {
    const request = { method: 'PUT', path: `/${bucket}/x`, body: 'x' };
    const odd = await sendSigned(endpoint.url, { ...request, payloadHash: 'UNSIGNED' });
    expect([odd.status, odd.code]).toEqual([400, 'InvalidArgument']);
    const wrong = await sendSigned(endpoint.url, { ...request, payloadHash: sha256('y').toString('hex') });
    expect([wrong.status, wrong.code]).toEqual([400, 'XAmzContentSHA256Mismatch']);
    const { headers } = signRaw(endpoint.url, { method: 'GET', path: `/${bucket}/known` });
    const abroad = {
      ...headers,
      authorization: String(headers['authorization']).replace('ap-northeast-1', 'us-east-1'),
    };
    expect((await sendRaw(endpoint.url, { method: 'GET', path: `/${bucket}/known`, headers: abroad })).code).toBe(
      'AuthorizationHeaderMalformed',
    );
    const both = { method: 'GET', path: `/${bucket}/known`, query: 'X-Amz-Signature=1', headers };
    expect((await sendRaw(endpoint.url, both)).code).toBe('InvalidArgument');
  });

  describe('presigned URLs', () => {
    const get = new GetObjectCommand({ Bucket: bucket, Key: 'known', ResponseContentDisposition: 'attachment' });
    const presign = (expiresIn: number, signingDate = new Date()): Promise<string> =>
      getSignedUrl(presigningClientOf(endpoint.url), get, { expiresIn, signingDate });

    it('download what they name, with the overrides that they sign', async () => {
      const response = await fetch(await presign(60));
      expect(await response.text()).toBe('secret text');
      expect(response.headers.get('content-disposition')).toBe('attachment');
    });

    it('are refused once they have expired, before they begin, and when anything of them changes', async () => {
      const expired = await fetch(await presign(60, new Date(Date.now() - 61_000)));
      expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
      const early = await fetch(await presign(60, new Date(Date.now() + 20 * 60_000)));
      expect([early.status, await early.text()]).toEqual([403, expect.stringContaining('not valid yet')]);
      const url = await presign(60);
      const forgeries = [
        url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'),
        url.replace('/known', '/other'),
        url.replace('attachment', 'inline'),
        `${url}&response-content-type=text%2Fhtml`,
        `${url}&versionId=null`,
        url.replace(/X-Amz-Signature=[0-9a-f]{4}/, 'X-Amz-Signature=0000'),
      ];
      for (const forged of forgeries) {
        const response = await fetch(forged);
        expect([response.status, await response.text()]).toEqual([
          403,
          expect.stringContaining('SignatureDoesNotMatch'),
        ]);
      }
      const twice = await fetch(`${url}&X-Amz-Expires=600`);
      expect([twice.status, await twice.text()]).toEqual([400, expect.stringContaining('more than once')]);
      const forever = await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'));
      expect(forever.status).toBe(400);
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
      expect((await fetch(url, { headers: { 'x-amz-checksum-mode': 'ENABLED' } })).status).toBe(403);
    });

    it('bind an upload to its hash, length, type and to an absent key', async () => {
      const content = '紹介状';
      const checksum = sha256(content).toString('base64');
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: 'uploaded',
        ContentType: 'text/plain',
        ContentLength: Buffer.byteLength(content),
        IfNoneMatch: '*',
        ChecksumSHA256: checksum,
      });
      const url = await getSignedUrl(presigningClientOf(endpoint.url), command, {
        expiresIn: 60,
        unhoistableHeaders: new Set(['x-amz-checksum-sha256', 'if-none-match']),
        signableHeaders: new Set(['host', 'content-type', 'content-length', 'if-none-match', 'x-amz-checksum-sha256']),
      });
      const headers = { 'content-type': 'text/plain', 'if-none-match': '*', 'x-amz-checksum-sha256': checksum };
      const upload = (body: string, more: Record<string, string> = {}): Promise<Response> =>
        fetch(url, { method: 'PUT', body, headers: { ...headers, ...more } });
      const codeOf = async (response: Response): Promise<string> =>
        `${response.status} ${/<Code>(\w+)/.exec(await response.text())?.[1] ?? ''}`;
      expect(await codeOf(await upload('紹介文'))).toBe('400 BadDigest');
      expect(await codeOf(await upload('too long 紹介状'))).toBe('403 SignatureDoesNotMatch');
      expect(await codeOf(await upload(content, { 'content-type': 'text/html' }))).toBe('403 SignatureDoesNotMatch');
      expect(await codeOf(await upload(content, { 'if-none-match': '"x"' }))).toBe('403 SignatureDoesNotMatch');
      const other = sha256('紹介文').toString('base64');
      expect(await codeOf(await upload('紹介文', { 'x-amz-checksum-sha256': other }))).toBe(
        '403 SignatureDoesNotMatch',
      );
      expect(await codeOf(await upload(content, { 'x-amz-tagging': 'a=b' }))).toBe('403 AccessDenied');
      expect(await codeOf(await upload(content))).toBe('200 ');
      expect(await codeOf(await upload(content))).toBe('412 PreconditionFailed');
    });

    it('obey x-amz-* parameters of the URL as headers', async () => {
      const command = new PutObjectCommand({ Bucket: bucket, Key: 'hoisted', Metadata: { reason: 'referral' } });
      const url = await getSignedUrl(presigningClientOf(endpoint.url), command, { expiresIn: 60 });
      expect(url).toContain('x-amz-meta-reason=referral');
      expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
      const found = await endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key: 'hoisted' }));
      expect(found.Metadata).toEqual({ reason: 'referral' });
      await endpoint.client().send(new DeleteObjectCommand({ Bucket: bucket, Key: 'hoisted' }));
    });
  });
});

import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  bucket,
  type Endpoint,
  hmac,
  type Seed,
  sendRaw,
  sha256,
  signRaw,
  startEndpoint,
} from './endpoint.ts';

const emptyHash = sha256('').toString('hex');

/** Encodes and signs an aws-chunked body from the specification. */
function encodeSigned(seed: Seed, chunks: readonly string[], trailer?: { name: string; value: string }): string {
  let previous = seed.signature;
  const sign = (...lines: string[]): string => {
    const [algorithm, ...hashes] = lines;
    previous = hmac(seed.key, [algorithm, seed.amzDate, seed.scope, previous, ...hashes].join('\n')).toString('hex');
    return previous;
  };
  const signChunk = (data: string): string => sign('AWS4-HMAC-SHA256-PAYLOAD', emptyHash, sha256(data).toString('hex'));
  const body = chunks.map((data) => `${data.length.toString(16)};chunk-signature=${signChunk(data)}\r\n${data}\r\n`);
  const last = `0;chunk-signature=${signChunk('')}\r\n`;
  if (!trailer) return `${body.join('')}${last}\r\n`;
  const line = `${trailer.name}:${trailer.value}`;
  const signature = sign('AWS4-HMAC-SHA256-TRAILER', sha256(`${line}\n`).toString('hex'));
  return `${body.join('')}${last}${line}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
}

const crc = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};

describe('aws-chunked bodies', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());

  type Upload = { chunks: string[]; length?: number; trailer?: string; change?: (body: string) => string };

  async function upload(key: string, { chunks, length, trailer, change = (body) => body }: Upload): Promise<Answer> {
    const path = `/${bucket}/${key}`;
    const mode = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? '-TRAILER' : ''}`;
    const headers = {
      'content-encoding': 'aws-chunked,gzip',
      'x-amz-decoded-content-length': String(length ?? chunks.join('').length),
      ...(trailer ? { 'x-amz-trailer': 'x-amz-checksum-crc32' } : {}),
    };
    const signed = signRaw(endpoint.url, { method: 'PUT', path, headers, payloadHash: mode });
    const body = change(
      encodeSigned(signed.seed, chunks, trailer ? { name: 'x-amz-checksum-crc32', value: trailer } : undefined),
    );
    const all = { ...signed.headers, 'content-length': String(body.length) };
    return await sendRaw(endpoint.url, { method: 'PUT', path, headers: all, body });
  }

  const chunks = ['a'.repeat(9000), 'b'.repeat(10_000), 'c'];

  it('with a signature for each chunk and a signed trailer are decoded and verified', async () => {
    for (const [key, trailer] of [
      ['plain', undefined],
      ['trailed', crc(chunks.join(''))],
    ] as const) {
      const answer = await upload(key, { chunks, ...(trailer ? { trailer } : {}) });
      expect([answer.status, answer.text]).toEqual([200, '']);
      const found = await endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      expect(await found.Body?.transformToString()).toBe(chunks.join(''));
      expect(found.ContentEncoding).toBe('gzip');
    }
  });

  const trailer = crc(chunks.join(''));
  const hostile: [string, Upload, string][] = [
    ['a changed byte', { chunks, change: (body) => body.replace('aaaa', 'aaXa') }, 'SignatureDoesNotMatch'],
    ['swapped chunks', { chunks, change: (body) => body.replace('c\r\n', 'd\r\n') }, 'SignatureDoesNotMatch'],
    [
      'no chunk signature',
      { chunks, change: (body) => body.replace(/;chunk-signature=\w+/, '') },
      'SignatureDoesNotMatch',
    ],
    ['a wrong length', { chunks, length: 19_002 }, 'IncompleteBody'],
    ['too much', { chunks, length: 100 }, 'IncompleteBody'],
    ['a missing end', { chunks, change: (body) => body.slice(0, -90) }, 'IncompleteBody'],
    ['no chunks at all', { chunks, change: () => 'hello, I am a body' }, 'IncompleteBody'],
    ['an endless line', { chunks, change: () => 'f'.repeat(10_000) }, 'InvalidRequest'],
    ['a wrong checksum in the trailer', { chunks, trailer: crc('other') }, 'BadDigest'],
    ['a trailer changed', { chunks, trailer, change: (b) => b.replace(trailer, crc('x')) }, 'SignatureDoesNotMatch'],
    [
      'another trailer than announced',
      { chunks, trailer, change: (body) => body.replace('x-amz-checksum-crc32:', 'x-amz-checksum-sha1:') },
      'SignatureDoesNotMatch',
    ],
  ];
  it.each(hostile)('with %s leave nothing behind', async (_, request, code) => {
    expect((await upload('hostile', request)).code).toBe(code);
    await expect(
      endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key: 'hostile' })),
    ).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('of the SDK, which streams with an unsigned trailer, arrive whole', async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => Buffer.alloc(50_000, index));
    const content = Buffer.concat(pieces);
    for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: algorithm,
        Body: Readable.from(pieces),
        ContentLength: content.length,
        ChecksumAlgorithm: algorithm,
      });
      const stored = await endpoint.client().send(put);
      expect(stored.ChecksumType).toBe('FULL_OBJECT');
      // The SDK itself compares the checksum that it gets back.
      const found = await endpoint.client().send(new GetObjectCommand({ Bucket: bucket, Key: algorithm }));
      expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(content)).toBe(true);
    }
  });

  it('of unknown length, and aws-chunked without its mode, are refused', async () => {
    const path = `/${bucket}/lengthless`;
    const signed = signRaw(endpoint.url, { method: 'PUT', path, payloadHash: 'UNSIGNED-PAYLOAD' });
    const chunked = { ...signed.headers, 'transfer-encoding': 'chunked' };
    const answer = await sendRaw(endpoint.url, { method: 'PUT', path, headers: chunked, body: 'x' });
    expect([answer.status, answer.code]).toEqual([411, 'MissingContentLength']);
    const headers = { 'content-encoding': 'aws-chunked', 'content-length': '1' };
    const plain = signRaw(endpoint.url, { method: 'PUT', path, headers, payloadHash: 'UNSIGNED-PAYLOAD' });
    const refused = await sendRaw(endpoint.url, { method: 'PUT', path, headers: plain.headers, body: 'x' });
    expect([refused.status, refused.code]).toEqual([400, 'InvalidRequest']);
  });
});

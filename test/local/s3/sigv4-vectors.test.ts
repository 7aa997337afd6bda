import { describe, expect, it } from '@jest/globals';
import { decodeAwsChunked } from '../../../local/s3/chunked.ts';
import { parseRequest } from '../../../local/s3/request.ts';
import { authenticate, type ChunkSeed } from '../../../local/s3/sigv4.ts';

// The worked examples of the Amazon S3 API reference, "Signature calculations for the Authorization header".
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const at = Date.parse('2013-05-24T00:00:00Z');
const verifier = {
  credentials: (id: string) =>
    id === 'AKIAIOSFODNN7EXAMPLE' ? { principal: 'example', secretAccessKey, allows: () => true } : undefined,
  now: () => at,
};
const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function headerRequest(line: { method: string; url: string }, headers: Record<string, string>, signed: string[]) {
  const [names, signature] = signed;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signature}`;
  const all = { Host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z', ...headers, authorization };
  return parseRequest({ ...line, rawHeaders: Object.entries(all).flat() });
}

describe("the specification's own examples", () => {
  const get = (url: string, signature: string) =>
    headerRequest({ method: 'GET', url }, { 'x-amz-content-sha256': emptyHash }, [
      'host;x-amz-content-sha256;x-amz-date',
      signature,
    ]);

  it.each([
    ['GET bucket lifecycle', '/?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['list objects', '/?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ])('%s', (_, url, signature) => {
    expect(authenticate(get(url, signature), verifier).principal.principal).toBe('example');
    expect(() => authenticate(get(`${url}&x=1`, signature), verifier)).toThrow(/does not match/);
  });

  it('GET object with a range, and PUT object with a key that is encoded', () => {
    const ranged = headerRequest(
      { method: 'GET', url: '/test.txt' },
      { Range: 'bytes=0-9', 'x-amz-content-sha256': emptyHash },
      [
        'host;range;x-amz-content-sha256;x-amz-date',
        'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      ],
    );
    expect(authenticate(ranged, verifier).payload).toEqual({ kind: 'hashed', sha256Hex: emptyHash });
    const put = headerRequest(
      { method: 'PUT', url: '/test%24file.text' },
      {
        Date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      [
        'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ],
    );
    expect(authenticate(put, verifier).payload.kind).toBe('hashed');
  });

  it('a presigned GET, until the second in which it expires', () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`;
    const request = parseRequest({
      method: 'GET',
      url: `/test.txt?${query}`,
      rawHeaders: ['Host', 'examplebucket.s3.amazonaws.com'],
    });
    const dayLater = at + 86_400_000;
    expect(authenticate(request, { ...verifier, now: () => dayLater }).payload).toEqual({ kind: 'unsigned' });
    expect(() => authenticate(request, { ...verifier, now: () => dayLater + 1 })).toThrow('Request has expired');
  });

  it('a chunked upload of 66,560 bytes: seed and chunk signatures', async () => {
    const upload = headerRequest(
      { method: 'PUT', url: '/examplebucket/chunkObject.txt' },
      {
        Host: 's3.amazonaws.com',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        'Content-Encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '66560',
        'Content-Length': '66824',
      },
      [
        'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
        '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
      ],
    );
    const { payload } = authenticate(upload, verifier);
    const seed = (payload as { seed: ChunkSeed }).seed;
    const signatures = [
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ];
    const encode = (chunks: string[]): Buffer =>
      Buffer.from(
        chunks
          .map((data, index) => `${data.length.toString(16)};chunk-signature=${signatures[index]}\r\n${data}\r\n`)
          .join(''),
      );
    const decode = async (body: Buffer, pieceSize: number): Promise<number> => {
      async function* pieces() {
        for (let from = 0; from < body.length; from += pieceSize) yield body.subarray(from, from + pieceSize);
      }
      let size = 0;
      for await (const piece of decodeAwsChunked(pieces(), { trailer: false, seed })) size += piece.length;
      return size;
    };
    const body = encode(['a'.repeat(65_536), 'a'.repeat(1024), '']);
    for (const pieceSize of [body.length, 1000, 7]) expect(await decode(body, pieceSize)).toBe(66_560);
    const changed = encode([`b${'a'.repeat(65_535)}`, 'a'.repeat(1024), '']);
    await expect(decode(changed, 1000)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    await expect(decode(body.subarray(0, body.length - 2), 1000)).rejects.toMatchObject({ code: 'IncompleteBody' });
    await expect(decode(body.subarray(0, 40_000), 1000)).rejects.toMatchObject({ code: 'IncompleteBody' });
    await expect(decode(Buffer.concat([body, Buffer.from('x')]), 1000)).rejects.toMatchObject({
      code: 'IncompleteBody',
    });
  });
});

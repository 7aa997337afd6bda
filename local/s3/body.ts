import { createHash } from 'node:crypto';
import {
  type ChecksumAlgorithm,
  checksumHeader,
  checksumInHeaders,
  checksumInTrailer,
  isChecksumValue,
  type RunningChecksum,
  startChecksum,
} from './checksums.ts';
import { decodeAwsChunked } from './chunked.ts';
import { S3Error } from './errors.ts';
import type { S3Request } from './request.ts';
import type { PayloadMode } from './sigv4.ts';

/** What a body must turn out to be. `size` in bytes after decoding; a checksum is compared with `value`, with the trailer, or only computed. */
export type ExpectedBody = {
  payload: PayloadMode;
  size: number;
  md5?: Buffer;
  checksum?: { algorithm: ChecksumAlgorithm; value?: string; inTrailer?: boolean };
};

/** What a body was, verified. */
export type ReceivedBody = {
  size: number;
  md5: Buffer;
  sha256: Buffer;
  checksum?: { algorithm: ChecksumAlgorithm; value: string };
};

/** S3's limit for one PUT or one part: 5 GB, counted in binary. */
export const maxPutBytes = 5 * 1024 ** 3;

function declaredSize(request: S3Request, payload: PayloadMode): number {
  const name = payload.kind === 'chunked' ? 'x-amz-decoded-content-length' : 'content-length';
  const text = request.headers.get(name);
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new S3Error('MissingContentLength');
  return Number(text);
}

function expectedMd5(request: S3Request): { md5?: Buffer } {
  const sent = request.headers.get('content-md5');
  if (sent === undefined) return {};
  const md5 = Buffer.from(sent, 'base64');
  if (md5.length !== 16 || md5.toString('base64') !== sent) throw new S3Error('InvalidDigest');
  return { md5 };
}

function expectedChecksum(request: S3Request, payload: PayloadMode): Pick<ExpectedBody, 'checksum'> {
  const inHeaders = checksumInHeaders(request.headers);
  const inTrailer = checksumInTrailer(request.headers);
  if (inTrailer && (inHeaders || payload.kind !== 'chunked' || !payload.trailer)) {
    throw new S3Error('InvalidRequest', { message: 'x-amz-trailer does not fit the request' });
  }
  if (inTrailer) return { checksum: { algorithm: inTrailer, inTrailer: true } };
  if (inHeaders) return { checksum: inHeaders };
  if (request.headers.has('x-amz-sdk-checksum-algorithm')) {
    throw new S3Error('InvalidRequest', {
      message:
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    });
  }
  return {};
}

/** What the headers promise about the body. Without a length it is refused: a body's end must be known to be its end. */
export function expectBody(request: S3Request, payload: PayloadMode): ExpectedBody {
  const encodings = (request.headers.get('content-encoding') ?? '').toLowerCase();
  if (encodings.includes('aws-chunked') && payload.kind !== 'chunked') {
    throw new S3Error('InvalidRequest', { message: 'aws-chunked needs a STREAMING- value of x-amz-content-sha256' });
  }
  const size = declaredSize(request, payload);
  if (size > maxPutBytes) {
    throw new S3Error('EntityTooLarge', {
      details: { ProposedSize: String(size), MaxSizeAllowed: String(maxPutBytes) },
    });
  }
  return { payload, size, ...expectedMd5(request), ...expectedChecksum(request, payload) };
}

function verifyTrailer(expected: ExpectedBody, trailers: ReadonlyMap<string, string>): string | undefined {
  const { checksum } = expected;
  const announced = checksum?.inTrailer ? checksumHeader(checksum.algorithm) : undefined;
  for (const name of trailers.keys()) if (name !== announced) throw new S3Error('MalformedTrailerError');
  if (!checksum || announced === undefined) return checksum?.value;
  const value = trailers.get(announced);
  if (value === undefined || !isChecksumValue(checksum.algorithm, value)) throw new S3Error('MalformedTrailerError');
  return value;
}

/** The refusals at the end of a body, in S3's order: length, signature's hash, MD5, checksum. */
function verifyDigests(received: ReceivedBody, expected: ExpectedBody, promised: string | undefined): void {
  if (received.size !== expected.size) throw new S3Error('IncompleteBody');
  const { payload, md5 } = expected;
  const actual = received.sha256.toString('hex');
  if (payload.kind === 'hashed' && payload.sha256Hex !== actual) {
    throw new S3Error('XAmzContentSHA256Mismatch', {
      details: { ClientComputedContentSHA256: payload.sha256Hex, S3ComputedContentSHA256: actual },
    });
  }
  if (md5 && !md5.equals(received.md5)) {
    throw new S3Error('BadDigest', { message: 'The Content-MD5 you specified did not match what we received.' });
  }
  if (received.checksum && promised !== undefined && promised !== received.checksum.value) {
    const name = received.checksum.algorithm.toUpperCase();
    throw new S3Error('BadDigest', { message: `The ${name} you specified did not match the calculated checksum.` });
  }
}

/**
 * Hands on the decoded bytes and, at the end, throws unless they are exactly what was promised. Whoever consumes it must
 * publish nothing before it has returned.
 */
export async function* receiveBody(
  source: AsyncIterable<Buffer>,
  expected: ExpectedBody,
): AsyncGenerator<Buffer, ReceivedBody> {
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  const algorithm = expected.checksum?.algorithm;
  const checksum: RunningChecksum | undefined = algorithm && startChecksum(algorithm);
  const pieces = expected.payload.kind === 'chunked' ? decodeAwsChunked(source, expected.payload) : plain(source);
  let size = 0;
  let step = await pieces.next();
  try {
    for (; !step.done; step = await pieces.next()) {
      size += step.value.length;
      if (size > expected.size) throw new S3Error('IncompleteBody');
      for (const digest of [md5, sha256, checksum]) digest?.update(step.value);
      yield step.value;
    }
  } finally {
    // Lets go of the source, whose unread rest is then taken in by whoever answers.
    await pieces.return(new Map());
  }
  if (!step.done) throw new S3Error('IncompleteBody');
  const received: ReceivedBody = { size, md5: md5.digest(), sha256: sha256.digest() };
  if (algorithm && checksum) received.checksum = { algorithm, value: checksum.digest().toString('base64') };
  verifyDigests(received, expected, verifyTrailer(expected, step.value));
  return received;
}

async function* plain(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, Map<string, string>> {
  yield* source;
  return new Map();
}

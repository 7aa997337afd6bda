import { createHash } from 'node:crypto';
import { S3Error } from './errors.ts';
import { type ChunkSeed, isSameSecret, sha256Hex, signText } from './sigv4.ts';

/** Takes lines and exact numbers of bytes from a stream of buffers. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }

  /** A line without its CRLF. Lines here are short; a long one is an attack on memory. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end > maxLineBytes || (end < 0 && this.#rest.length > maxLineBytes)) throw new S3Error('InvalidRequest');
      if (end >= 0) {
        const line = this.#rest.subarray(0, end).toString('latin1');
        this.#rest = this.#rest.subarray(end + 2);
        return line;
      }
      if (!(await this.#more())) throw new S3Error('IncompleteBody');
    }
  }

  /** At most `size` bytes, at least one. */
  async take(size: number): Promise<Buffer> {
    if (this.#rest.length === 0 && !(await this.#more())) throw new S3Error('IncompleteBody');
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more());
  }
}

type ChunkPlan = { trailer: boolean; seed?: ChunkSeed };

const maxLineBytes = 4096;
const maxTrailers = 8;
const emptySha256 = sha256Hex('');

/** The chain of signatures: each covers its chunk and the signature before it. */
class SignatureChain {
  readonly #seed: ChunkSeed;
  #previous: string;

  constructor(seed: ChunkSeed) {
    this.#seed = seed;
    this.#previous = seed.signature;
  }

  #verify(signature: string | undefined, [algorithm, ...hashes]: readonly [string, ...string[]]): void {
    const { amzDate, scope, signingKey } = this.#seed;
    const expected = signText(signingKey, [algorithm, amzDate, scope, this.#previous, ...hashes].join('\n'));
    if (signature === undefined || !isSameSecret(expected, signature)) throw new S3Error('SignatureDoesNotMatch');
    this.#previous = expected;
  }

  chunk(signature: string | undefined, dataSha256: string): void {
    this.#verify(signature, ['AWS4-HMAC-SHA256-PAYLOAD', emptySha256, dataSha256]);
  }

  trailer(signature: string | undefined, canonicalTrailer: string): void {
    this.#verify(signature, ['AWS4-HMAC-SHA256-TRAILER', sha256Hex(canonicalTrailer)]);
  }
}

function parseChunkHeader(line: string): { size: number; signature?: string } {
  const found = /^([0-9a-fA-F]{1,13})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
  if (!found) throw new S3Error('InvalidRequest', { message: 'The aws-chunked body is malformed' });
  const [, size, signature] = found;
  return { size: Number.parseInt(size as string, 16), ...(signature === undefined ? {} : { signature }) };
}

async function readTrailers(reader: ByteReader, chain: SignatureChain | undefined): Promise<Map<string, string>> {
  const trailers = new Map<string, string>();
  let signature: string | undefined;
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === '' || trailers.has(name) || trailers.size >= maxTrailers) throw new S3Error('MalformedTrailerError');
    if (name === 'x-amz-trailer-signature') signature = value;
    else trailers.set(name, value);
  }
  const canonical = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
  chain?.trailer(signature, canonical);
  return trailers;
}

/**
 * Decodes an aws-chunked body ("Signature calculations for the Authorization header: transferring payload in multiple
 * chunks") and returns its trailers. With a seed every chunk's signature is verified; the caller publishes nothing before the
 * end, so bytes that were handed on under a wrong signature are never seen.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  plan: ChunkPlan,
): AsyncGenerator<Buffer, Map<string, string>> {
  const reader = new ByteReader(source);
  try {
    return yield* decodeChunks(reader, plan);
  } finally {
    await reader.close();
  }
}

async function* decodeChunks(reader: ByteReader, plan: ChunkPlan): AsyncGenerator<Buffer, Map<string, string>> {
  const chain = plan.seed && new SignatureChain(plan.seed);
  for (;;) {
    const { size, signature } = parseChunkHeader(await reader.line());
    const hash = chain && createHash('sha256');
    for (let left = size; left > 0; ) {
      const piece = await reader.take(left);
      left -= piece.length;
      hash?.update(piece);
      yield piece;
    }
    if (hash) chain.chunk(signature, hash.digest('hex'));
    if (size === 0) break;
    if ((await reader.line()) !== '') throw new S3Error('InvalidRequest');
  }
  let trailers = new Map<string, string>();
  if (plan.trailer) trailers = await readTrailers(reader, chain);
  else if ((await reader.line()) !== '') throw new S3Error('InvalidRequest');
  if (!(await reader.isAtEnd())) throw new S3Error('IncompleteBody');
  return trailers;
}

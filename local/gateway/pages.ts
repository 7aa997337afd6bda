import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Answer, gatewayAnswer } from './answer.ts';

const TYPES: Record<string, string> = {
  '.bcmap': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.yaml': 'application/yaml',
};

/** What CloudFront compresses of these types, and between which sizes (developer guide, "Serving compressed files"). */
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.map', '.mjs', '.svg', '.txt', '.wasm']);
const COMPRESSED_BYTES = { from: 1_000, to: 10_000_000 };

/** What a client says of the copy that it has, and of the forms that it takes. */
export type Wanted = { ifNoneMatch: string | undefined; acceptEncoding: string | undefined };
export type Pages = (path: string, wanted: Wanted) => Promise<Answer>;

/**
 * The web's files, which the cloud keeps in a bucket. A page that is absent is 404 here; S3 behind CloudFront says 403. How long they may be kept
 * is in the template's header policies.
 */
export function makePages(directory: string): Pages {
  const zipped = zipper();
  return async (path, { ifNoneMatch, acceptEncoding }) => {
    const file = fileOf(directory, path);
    const plain = file === undefined ? undefined : await readOptional(file);
    if (file === undefined || plain === undefined) return gatewayAnswer(404, 'Not Found');
    const type = extname(file);
    const etag = `"${createHash('md5').update(plain).digest('hex')}"`;
    const isEither =
      COMPRESSED.has(type) && plain.length >= COMPRESSED_BYTES.from && plain.length <= COMPRESSED_BYTES.to;
    const isZipped = isEither && takesGzip(acceptEncoding);
    const headers: [string, string][] = [
      // The same content in other bytes (RFC 9110, 8.8.1).
      ['etag', isZipped ? `W/${etag}` : etag],
      ...(isEither ? [['vary', 'accept-encoding'] satisfies [string, string]] : []),
    ];
    if (isSame(ifNoneMatch, etag)) return { status: 304, headers, body: Buffer.alloc(0) };
    headers.push(['content-type', TYPES[type] ?? 'application/octet-stream']);
    if (!isZipped) return { status: 200, headers, body: plain };
    headers.push(['content-encoding', 'gzip']);
    return { status: 200, headers, body: await zipped(file, etag, plain) };
  };
}

const zip = promisify(gzip);

/** Compresses each content of a file once; the former content's bytes go when another comes. */
function zipper(): (file: string, etag: string, plain: Buffer) => Promise<Buffer> {
  const kept = new Map<string, { etag: string; bytes: Promise<Buffer> }>();
  return (file, etag, plain) => {
    const known = kept.get(file);
    if (known?.etag === etag) return known.bytes;
    const bytes = zip(plain);
    kept.set(file, { etag, bytes });
    return bytes;
  };
}

/** RFC 9110, 12.5.3: named, or meant by `*`, and not with a weight of nothing. */
function takesGzip(acceptEncoding: string | undefined): boolean {
  const codings = (acceptEncoding ?? '').split(',').map((part) => part.split(';').map((piece) => piece.trim()));
  const named = (wanted: string): string[] | undefined => codings.find(([name]) => name?.toLowerCase() === wanted);
  const [, weight] = named('gzip') ?? named('*') ?? ['', 'q=0'];
  return !/^q=0(\.0*)?$/i.test(weight ?? '');
}

/** Weakly compared, as for any conditional GET. */
const isSame = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));

/** Where a path lies; undefined when it would leave the folder or names a hidden file. */
function fileOf(directory: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.split('/').some((part) => part.startsWith('.'))) return undefined;
  const file = normalize(join(directory, decoded));
  return file.startsWith(directory + sep) ? file : undefined;
}

async function readOptional(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}

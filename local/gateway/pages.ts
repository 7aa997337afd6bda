import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { type Answer, gatewayAnswer } from './answer.ts';

const TYPES: Record<string, string> = {
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

/** The web's files, which the cloud keeps in a bucket. A page that is absent is 404 here; S3 behind CloudFront says 403. */
export function makePages(directory: string): (path: string, ifNoneMatch: string | undefined) => Promise<Answer> {
  return async (path, ifNoneMatch) => {
    const file = fileOf(directory, path);
    const body = file === undefined ? undefined : await readOptional(file);
    if (file === undefined || body === undefined) return gatewayAnswer(404, 'Not Found');
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const headers: [string, string][] = [
      ['etag', etag],
      ['cache-control', 'no-cache'],
    ];
    if (ifNoneMatch === etag) return { status: 304, headers, body: Buffer.alloc(0) };
    headers.push(['content-type', TYPES[extname(file)] ?? 'application/octet-stream']);
    return { status: 200, headers, body };
  };
}

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

import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';

/**
 * A path-style request. `headers` are lower-case with repeated ones joined by a comma; `query` keeps every parameter in
 * the order sent, decoded; `canonicalPath` is the path as SigV4 signs it (each byte encoded once, nothing normalised).
 */
export type S3Request = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly canonicalPath: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: ReadonlyMap<string, string>;
};

/** RFC 3986 encoding as SigV4 wants it: everything but the unreserved characters. */
export const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new S3Error('InvalidURI', { cause });
  }
}

function decodeQuery(text: string): [string, string][] {
  const fields = text.split('&').filter((field) => field !== '');
  return fields.map((field) => {
    const at = field.indexOf('=');
    const [name, value] = at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
    return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
  });
}

function collectHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    const value = (raw[at + 1] as string).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

/** S3's limit for a key, in bytes of UTF-8. */
const maxKeyBytes = 1024;

/** Reads the request line and headers. The key is whatever stands after the bucket, with no character special. */
export function parseRequest(message: Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>): S3Request {
  const url = message.url ?? '';
  if (!url.startsWith('/')) throw new S3Error('InvalidURI');
  const at = url.indexOf('?');
  const path = decode(at < 0 ? url : url.slice(0, at));
  const slash = path.indexOf('/', 1);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  const size = Buffer.byteLength(key);
  if (size > maxKeyBytes) {
    throw new S3Error('KeyTooLongError', { details: { Size: String(size), MaxSizeAllowed: String(maxKeyBytes) } });
  }
  return {
    method: message.method ?? '',
    bucket: slash < 0 ? path.slice(1) : path.slice(1, slash),
    key,
    canonicalPath: path.split('/').map(uriEncode).join('/'),
    query: at < 0 ? [] : decodeQuery(url.slice(at + 1)),
    headers: collectHeaders(message.rawHeaders),
  };
}

export const queryValue = (request: S3Request, name: string): string | undefined =>
  request.query.find(([candidate]) => candidate === name)?.[1];

// oxlint-disable-next-line no-control-regex
const forbiddenInHeaders = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** A text from a query or an XML body as the bytes of a response header; one that would break the header is refused. */
export function asHeaderValue(text: string): string {
  if (forbiddenInHeaders.test(text)) throw new S3Error('InvalidArgument', { message: 'Header value is not valid' });
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Parameters of the signature itself: they never stand for a header. */
const signatureParameters = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-signedheaders',
  'x-amz-signature',
  'x-amz-security-token',
]);

/**
 * A presigned URL carries `x-amz-*` headers as parameters ("hoisted"), and S3 then obeys them as headers. The one that was
 * sent as a header and differs from the URL's is refused: whoever signed the URL decided.
 */
export function withHoistedHeaders(request: S3Request): S3Request {
  const headers = new Map(request.headers);
  for (const [name, value] of request.query) {
    const header = name.toLowerCase();
    if (!header.startsWith('x-amz-') || signatureParameters.has(header)) continue;
    const hoisted = asHeaderValue(value);
    if (headers.has(header) && headers.get(header) !== hoisted) {
      throw new S3Error('InvalidArgument', {
        message: 'A header and a query parameter of one name differ',
        details: { ArgumentName: header },
      });
    }
    headers.set(header, hoisted);
  }
  return { ...request, headers };
}

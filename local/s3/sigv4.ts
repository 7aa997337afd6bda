import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { S3Principal } from './contract.ts';
import { S3Error } from './errors.ts';
import { type S3Request, uriEncode } from './request.ts';
import { readSignatureParameters, type SignatureParameters } from './signature-parameters.ts';

/** What each chunk's signature of an aws-chunked body continues from. */
export type ChunkSeed = { signingKey: Buffer; amzDate: string; scope: string; signature: string };

/** How the body's bytes are vouched for (`x-amz-content-sha256`). */
export type PayloadMode =
  | { kind: 'unsigned' }
  | { kind: 'hashed'; sha256Hex: string }
  | { kind: 'chunked'; trailer: boolean; seed?: ChunkSeed };

export type Authentication = { principal: S3Principal; payload: PayloadMode };

/** `region`: the only one whose signatures are taken; any when undefined. */
export type Verifier = {
  credentials: (accessKeyId: string) => S3Principal | undefined;
  now: () => number;
  region?: string;
};

export const sha256Hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** Signature Version 4, "Calculate the signing key". */
const signingKeyOf = (secret: string, scope: { day: string; region: string }): Buffer =>
  hmac(hmac(hmac(hmac(`AWS4${secret}`, scope.day), scope.region), 's3'), 'aws4_request');

export const signText = (signingKey: Buffer, text: string): string => hmac(signingKey, text).toString('hex');

/** Compares without telling by its duration how much was right. */
export function isSameSecret(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const byCode = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function canonicalQuery(request: S3Request): string {
  return request.query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .toSorted(([name, value], [otherName, otherValue]) => byCode(name, otherName) || byCode(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** "Create a canonical request". A signed header that was not sent is empty there, so that its absence fails the comparison. */
function canonicalRequest(request: S3Request, signed: { headers: readonly string[]; payloadHash: string }): string {
  const headers = signed.headers.map((name) => {
    // Node gives header bytes as latin1; the signer hashed them as UTF-8.
    const value = Buffer.from(request.headers.get(name) ?? '', 'latin1').toString('utf8');
    return `${name}:${value.replace(/ +/g, ' ')}\n`;
  });
  const names = signed.headers.join(';');
  const lines = [request.method, request.canonicalPath, canonicalQuery(request), headers.join(''), names];
  return [...lines, signed.payloadHash].join('\n');
}

const fifteenMinutesMs = 15 * 60_000;
const iso = (instant: number): string => new Date(instant).toISOString();

function refuseWrongTime(parameters: SignatureParameters, now: number): void {
  const { signedAt, expiresSeconds } = parameters;
  if (expiresSeconds === undefined) {
    if (Math.abs(now - signedAt) <= fifteenMinutesMs) return;
    const details = { RequestTime: parameters.amzDate, ServerTime: iso(now), MaxAllowedSkewMilliseconds: '900000' };
    throw new S3Error('RequestTimeTooSkewed', { details });
  }
  if (signedAt - now > fifteenMinutesMs) throw new S3Error('AccessDenied', { message: 'Request is not valid yet' });
  const expiresAt = signedAt + expiresSeconds * 1000;
  if (now > expiresAt) {
    const details = { Expires: iso(expiresAt), ServerTime: iso(now), 'X-Amz-Expires': String(expiresSeconds) };
    throw new S3Error('AccessDenied', { message: 'Request has expired', details });
  }
}

/** Every `x-amz-*` header that was sent must be under the signature: else a third party could add one to a presigned URL. */
function refuseUnsignedHeaders(request: S3Request, parameters: SignatureParameters): void {
  const unsigned = [...request.headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !parameters.signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new S3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    details: { HeadersNotSigned: unsigned.join(', ') },
  });
}

function findPrincipal(parameters: SignatureParameters, verifier: Verifier): S3Principal {
  const { accessKeyId, scope, sessionToken } = parameters;
  if (verifier.region !== undefined && scope.region !== verifier.region) {
    const message = `The region '${scope.region}' is wrong; expecting '${verifier.region}'`;
    const code = parameters.presigned ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed';
    throw new S3Error(code, { message, details: { Region: verifier.region } });
  }
  const principal = verifier.credentials(accessKeyId);
  if (!principal) throw new S3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: accessKeyId } });
  if (!isSameSecret(sessionToken ?? '', principal.sessionToken ?? '')) throw new S3Error('InvalidToken');
  return principal;
}

/** The third line of "x-amz-content-sha256": what the sender promises about the body. */
function payloadMode(hash: string, seed: ChunkSeed): PayloadMode {
  if (/^[0-9a-f]{64}$/.test(hash)) return { kind: 'hashed', sha256Hex: hash };
  switch (hash) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', trailer: false, seed };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', trailer: true, seed };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', trailer: true };
    default:
      throw new S3Error('InvalidArgument', {
        message: 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a valid sha256 value.',
      });
  }
}

/**
 * Authenticates a request by its Authorization header or its presigned URL (Signature Version 4 for S3).
 * Anonymous requests are AccessDenied: no bucket here is public.
 */
export function authenticate(request: S3Request, verifier: Verifier): Authentication {
  const parameters = readSignatureParameters(request);
  if (!parameters) throw new S3Error('AccessDenied');
  const principal = findPrincipal(parameters, verifier);
  refuseWrongTime(parameters, verifier.now());
  refuseUnsignedHeaders(request, parameters);
  const payloadHash =
    request.headers.get('x-amz-content-sha256') ?? (parameters.presigned ? 'UNSIGNED-PAYLOAD' : undefined);
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: x-amz-content-sha256' });
  }
  const canonical = canonicalRequest(request, { headers: parameters.signedHeaders, payloadHash });
  const { amzDate, scope, signature } = parameters;
  const stringToSign = ['AWS4-HMAC-SHA256', amzDate, scope.text, sha256Hex(canonical)].join('\n');
  const signingKey = signingKeyOf(principal.secretAccessKey, scope);
  if (!isSameSecret(signText(signingKey, stringToSign), signature)) {
    const details = {
      AWSAccessKeyId: parameters.accessKeyId,
      StringToSign: stringToSign,
      CanonicalRequest: canonical,
    };
    throw new S3Error('SignatureDoesNotMatch', { details });
  }
  return { principal, payload: payloadMode(payloadHash, { signingKey, amzDate, scope: scope.text, signature }) };
}

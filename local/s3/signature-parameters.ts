import { S3Error } from './errors.ts';
import type { S3Request } from './request.ts';

/** What a request says about its own signature, before any of it is believed. `date` and `expiresSeconds` are checked later. */
export type SignatureParameters = {
  presigned: boolean;
  accessKeyId: string;
  /** `YYYYMMDD/region/s3/aws4_request` */
  scope: { day: string; region: string; text: string };
  signedHeaders: string[];
  signature: string;
  /** `YYYYMMDDTHHMMSSZ` as sent, and the instant in milliseconds. */
  amzDate: string;
  signedAt: number;
  /** Only of presigned URLs. */
  expiresSeconds?: number;
  sessionToken?: string;
};

const algorithm = 'AWS4-HMAC-SHA256';
const sevenDays = 604_800;

type Refusal = (message: string) => S3Error;
const inHeader: Refusal = (message) => new S3Error('AuthorizationHeaderMalformed', { message });
const inQuery: Refusal = (message) => new S3Error('AuthorizationQueryParametersError', { message });

/** Reads `YYYYMMDDTHHMMSSZ`; a date that does not exist gives undefined. */
function parseAmzDate(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(instant)) return undefined;
  // Date.parse lets 31 February slip into March.
  return new Date(instant).toISOString().replace(/[-:]|\.000/g, '') === text ? instant : undefined;
}

function parseCredential(credential: string, refuse: Refusal): Pick<SignatureParameters, 'accessKeyId' | 'scope'> {
  const parts = credential.split('/');
  const [accessKeyId, day, region, service, end] = parts;
  if (parts.length !== 5 || !accessKeyId || !day || !region || service !== 's3' || end !== 'aws4_request') {
    throw refuse('The Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request".');
  }
  return { accessKeyId, scope: { day, region, text: `${day}/${region}/s3/aws4_request` } };
}

function parseSignedHeaders(text: string, refuse: Refusal): string[] {
  const names = text.split(';');
  const wellFormed = names.every((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name));
  if (!wellFormed || new Set(names).size !== names.length || !names.includes('host')) {
    throw refuse('SignedHeaders must list header names in lower case, each once, and "host" among them.');
  }
  return names;
}

function parseSignature(text: string, refuse: Refusal): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw refuse('The Signature must be 64 hexadecimal digits.');
  return text;
}

function readHeader(request: S3Request, authorization: string): SignatureParameters {
  if (!authorization.startsWith(`${algorithm} `)) {
    throw new S3Error('InvalidRequest', {
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    });
  }
  const fields = new Map<string, string>();
  for (const field of authorization.slice(algorithm.length).split(',')) {
    const at = field.indexOf('=');
    const name = field.slice(0, Math.max(at, 0)).trim();
    if (at < 0 || fields.has(name)) throw inHeader('The authorization header is malformed.');
    fields.set(name, field.slice(at + 1).trim());
  }
  const amzDate = request.headers.get('x-amz-date');
  const signedAt = amzDate === undefined ? undefined : parseAmzDate(amzDate);
  if (amzDate === undefined || signedAt === undefined) {
    throw new S3Error('AccessDenied', { message: 'AWS authentication requires a valid x-amz-date header' });
  }
  const sessionToken = request.headers.get('x-amz-security-token');
  return {
    presigned: false,
    ...parseCredential(fields.get('Credential') ?? '', inHeader),
    signedHeaders: parseSignedHeaders(fields.get('SignedHeaders') ?? '', inHeader),
    signature: parseSignature(fields.get('Signature') ?? '', inHeader),
    amzDate,
    signedAt,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/** The parameters of a presigned URL; a parameter that stands there twice is refused. */
function readQuery(request: S3Request): SignatureParameters {
  const fields = new Map<string, string>();
  for (const [name, value] of request.query) {
    if (!name.startsWith('X-Amz-')) continue;
    if (fields.has(name)) throw inQuery(`${name} is given more than once`);
    fields.set(name, value);
  }
  const field = (name: string): string => fields.get(`X-Amz-${name}`) ?? '';
  if (field('Algorithm') !== algorithm) throw inQuery(`X-Amz-Algorithm only supports "${algorithm}"`);
  const signedAt = parseAmzDate(field('Date'));
  if (signedAt === undefined) throw inQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const expiresSeconds = Number(field('Expires'));
  if (!/^\d{1,7}$/.test(field('Expires')) || expiresSeconds < 1 || expiresSeconds > sevenDays) {
    throw inQuery('X-Amz-Expires must be between 1 and 604800 seconds');
  }
  const sessionToken = fields.get('X-Amz-Security-Token');
  return {
    presigned: true,
    ...parseCredential(field('Credential'), inQuery),
    signedHeaders: parseSignedHeaders(field('SignedHeaders'), inQuery),
    signature: parseSignature(field('Signature'), inQuery),
    amzDate: field('Date'),
    signedAt,
    expiresSeconds,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/** Where a request carries its signature; one that carries none is anonymous and undefined. */
export function readSignatureParameters(request: S3Request): SignatureParameters | undefined {
  const authorization = request.headers.get('authorization');
  const inUrl = request.query.some(([name]) => name === 'X-Amz-Signature' || name === 'X-Amz-Algorithm');
  if (authorization !== undefined && inUrl) {
    throw new S3Error('InvalidArgument', { message: 'Only one auth mechanism allowed' });
  }
  const parameters =
    authorization !== undefined ? readHeader(request, authorization) : inUrl ? readQuery(request) : undefined;
  if (parameters && !parameters.amzDate.startsWith(parameters.scope.day)) {
    const refuse = parameters.presigned ? inQuery : inHeader;
    throw refuse(`Invalid credential date "${parameters.scope.day}": it must be the day of the request.`);
  }
  return parameters;
}

import { checksumHeader } from './checksums.ts';
import { S3Error } from './errors.ts';
import { lockInHeaders } from './object-lock.ts';
import { asHeaderValue, type S3Request } from './request.ts';
import type { ObjectDescription, ObjectVersion } from './versions.ts';

/** Headers that S3 keeps with an object and gives back. */
const kept = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** Classes whose objects can be read at once; archives would need RestoreObject. */
const storageClasses = new Set(['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR']);
const encryptions = new Set(['AES256', 'aws:kms', 'aws:kms:dsse']);
/** With "bucket owner enforced" only these ACLs are taken, and mean nothing. */
const harmlessAcls = new Set(['private', 'bucket-owner-full-control']);
const maxMetadataBytes = 2048;

type Headers = ReadonlyMap<string, string>;

/** What this endpoint would silently get wrong is refused. */
function refuseNotEmulated(headers: Headers): void {
  const acl = headers.get('x-amz-acl');
  const grants = [...headers.keys()].some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (acl !== undefined && !harmlessAcls.has(acl))) throw new S3Error('AccessControlListNotSupported');
  const names = [...headers.keys()].filter(
    (name) =>
      name.startsWith('x-amz-server-side-encryption-customer') ||
      name === 'x-amz-write-offset-bytes' ||
      name === 'x-amz-website-redirect-location',
  );
  const [header] = names;
  if (header) throw new S3Error('NotImplemented', { details: { Header: header } });
}

function encryptionHeaders(headers: Headers): Record<string, string> {
  const algorithm = headers.get('x-amz-server-side-encryption') ?? 'AES256';
  if (!encryptions.has(algorithm)) {
    throw new S3Error('InvalidArgument', { message: 'The encryption method specified is not supported' });
  }
  const keyId = headers.get('x-amz-server-side-encryption-aws-kms-key-id');
  if (keyId !== undefined && algorithm === 'AES256') {
    throw new S3Error('InvalidArgument', { message: 'A KMS key needs x-amz-server-side-encryption aws:kms' });
  }
  return {
    'x-amz-server-side-encryption': algorithm,
    ...(keyId === undefined ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': keyId }),
  };
}

function metadataHeaders(headers: Headers): [string, string][] {
  const metadata = [...headers].filter(([name]) => name.startsWith('x-amz-meta-'));
  const size = metadata.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + value.length, 0);
  if (size > maxMetadataBytes) {
    throw new S3Error('MetadataTooLarge', {
      details: { Size: String(size), MaxSizeAllowed: String(maxMetadataBytes) },
    });
  }
  return metadata;
}

/** Reads from a writing request what the object keeps. */
export function describeObject({ headers }: S3Request): ObjectDescription {
  refuseNotEmulated(headers);
  const storageClass = headers.get('x-amz-storage-class') ?? 'STANDARD';
  if (!storageClasses.has(storageClass)) throw new S3Error('InvalidStorageClass');
  const sent = kept.flatMap((name) => {
    const value = name === 'content-encoding' ? contentEncoding(headers) : headers.get(name);
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  const lock = lockInHeaders(headers);
  return {
    headers: {
      'content-type': 'binary/octet-stream',
      ...Object.fromEntries([...sent, ...metadataHeaders(headers)]),
      ...encryptionHeaders(headers),
      ...(storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass }),
    },
    ...(lock ? { lock } : {}),
  };
}

/** aws-chunked is how the body travelled, not what it is. */
function contentEncoding(headers: Headers): string | undefined {
  const codings = (headers.get('content-encoding') ?? '').split(',').map((coding) => coding.trim());
  const left = codings.filter((coding) => coding !== '' && coding.toLowerCase() !== 'aws-chunked');
  return left.length > 0 ? left.join(',') : undefined;
}

/** HTTP-date of an instant in milliseconds. */
export const httpDate = (instant: number): string => new Date(instant).toUTCString();

/** `response-content-type` and its like. Only signed requests come this far, and the parameter is under the signature. */
export function overridesInQuery(request: S3Request): Record<string, string> {
  const wanted = request.query.filter(([name]) => name.startsWith('response-'));
  const named = wanted.map(([name, value]) => [name.slice('response-'.length), asHeaderValue(value)] as const);
  return Object.fromEntries(named.filter(([name]) => kept.includes(name)));
}

/** The checksum headers of a version, as writes always and reads on demand (`x-amz-checksum-mode: ENABLED`) show them. */
export const checksumHeaders = ({ checksum }: Pick<ObjectVersion, 'checksum'>): Record<string, string> =>
  checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};

/** The encryption headers, which writes answer with too. */
export const encryptionOf = ({ description }: Pick<ObjectVersion, 'description'>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(description.headers).filter(([name]) => name.startsWith('x-amz-server-side-encryption')),
  );

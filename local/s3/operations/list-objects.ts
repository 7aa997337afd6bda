import { S3Error } from '../errors.ts';
import { type Exchange, type Reply, readText, requireAllowed } from '../exchange.ts';
import { queryValue, uriEncode } from '../request.ts';
import type { ListedObject } from '../versions.ts';
import { s3Namespace, writeXml, type XmlElement } from '../xml.ts';

const defaultMaxKeys = 1000;

type Listing = { objects: ListedObject[]; prefixes: Buffer[]; next: Buffer | undefined };
type Wanted = { bucket: string; prefix: Buffer; delimiter: Buffer; from: Buffer; maxKeys: number };

/** The first position after every key that begins so. UTF-8 has no byte 0xFF, so that the last one can be raised. */
function after(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return end;
}

const startsWith = (key: Buffer, prefix: Buffer): boolean => key.subarray(0, prefix.length).equals(prefix);

/** The group that a key falls into: its beginning up to the first delimiter behind the prefix. */
function commonPrefix(key: Buffer, { prefix, delimiter }: Wanted): Buffer | undefined {
  const at = delimiter.length === 0 ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.subarray(0, at + delimiter.length);
}

/** Walks keys in byte order and jumps over the rest of each group: the cost follows the answer, not the bucket. */
function walk(exchange: Exchange, wanted: Wanted): Listing {
  const listing: Listing = { objects: [], prefixes: [], next: undefined };
  let from = wanted.from;
  while (wanted.maxKeys > 0) {
    const found = exchange.store.versions.nextListed(wanted.bucket, from);
    if (!found || !startsWith(found.key, wanted.prefix)) break;
    if (listing.objects.length + listing.prefixes.length >= wanted.maxKeys) {
      listing.next = from;
      break;
    }
    const group = commonPrefix(found.key, wanted);
    if (group) listing.prefixes.push(group);
    else listing.objects.push(found);
    from = group ? after(group) : Buffer.concat([found.key, Buffer.of(0)]);
  }
  return listing;
}

function parseMaxKeys(text: string | undefined): number {
  if (text === undefined) return defaultMaxKeys;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw new S3Error('InvalidArgument', { details: { ArgumentName: 'max-keys', ArgumentValue: text } });
  }
  return Math.min(Number(text), defaultMaxKeys);
}

function parseToken(token: string | undefined): Buffer | undefined {
  if (token === undefined) return undefined;
  const from = Buffer.from(token, 'base64url');
  if (from.length === 0 || from.toString('base64url') !== token) {
    throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect' });
  }
  return from;
}

function parseWanted({ request, bucket }: Exchange): Wanted {
  const [prefix, delimiter] = ['prefix', 'delimiter'].map((name) => Buffer.from(queryValue(request, name) ?? ''));
  const startAfter = queryValue(request, 'start-after');
  const start = startAfter ? Buffer.concat([Buffer.from(startAfter), Buffer.of(0)]) : Buffer.alloc(0);
  const begin = parseToken(queryValue(request, 'continuation-token')) ?? start;
  const wanted = { bucket: bucket.name, prefix: prefix ?? Buffer.alloc(0), delimiter: delimiter ?? Buffer.alloc(0) };
  const from = Buffer.compare(begin, wanted.prefix) > 0 ? begin : wanted.prefix;
  return { ...wanted, from, maxKeys: parseMaxKeys(queryValue(request, 'max-keys')) };
}

function toXml(exchange: Exchange, wanted: Wanted, listing: Listing): string {
  const { request } = exchange;
  const encodes = queryValue(request, 'encoding-type') === 'url';
  const text = (value: Buffer | string): string => {
    const plain = value.toString();
    return encodes ? plain.split('/').map(uriEncode).join('/') : plain;
  };
  const echoed = (element: string, parameter: string, write = (value: string): string => value): XmlElement[] => {
    const value = queryValue(request, parameter);
    return value === undefined ? [] : [[element, write(value)]];
  };
  const contents = listing.objects.map(
    ({ key, createdAt, etag, size }): XmlElement => [
      'Contents',
      [
        ['Key', text(key)],
        ['LastModified', new Date(createdAt).toISOString()],
        ['ETag', `"${etag}"`],
        ['Size', size],
        ['StorageClass', 'STANDARD'],
      ],
    ],
  );
  const elements: XmlElement[] = [
    ['Name', wanted.bucket],
    ['Prefix', text(wanted.prefix)],
    ['KeyCount', listing.objects.length + listing.prefixes.length],
    ['MaxKeys', wanted.maxKeys],
    ['IsTruncated', listing.next !== undefined],
    ...echoed('Delimiter', 'delimiter', text),
    ...echoed('EncodingType', 'encoding-type'),
    ...echoed('StartAfter', 'start-after', text),
    ...echoed('ContinuationToken', 'continuation-token'),
    ...(listing.next ? [['NextContinuationToken', listing.next.toString('base64url')] as const] : []),
    ...contents,
    ...listing.prefixes.map((prefix): XmlElement => ['CommonPrefixes', [['Prefix', text(prefix)]]]),
  ];
  return writeXml(['ListBucketResult', elements], s3Namespace);
}

/** ListObjectsV2, for who has s3:ListBucket. */
export async function listObjects(exchange: Exchange): Promise<Reply> {
  requireAllowed(exchange, 's3:ListBucket', `arn:aws:s3:::${exchange.bucket.name}`);
  const encoding = queryValue(exchange.request, 'encoding-type');
  if (encoding !== undefined && encoding !== 'url') throw new S3Error('InvalidArgument');
  const wanted = parseWanted(exchange);
  await readText(exchange);
  const body = toXml(exchange, wanted, walk(exchange, wanted));
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

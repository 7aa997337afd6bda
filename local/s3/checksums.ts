import { createHash } from 'node:crypto';
import { startCrc32, startCrc32c, startCrc64nvme } from './crc.ts';
import { S3Error } from './errors.ts';

/** The algorithms of S3's "Checking object integrity"; each has a header `x-amz-checksum-<algorithm>`. */
const checksumAlgorithms = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** COMPOSITE is a checksum of the parts' checksums (`value-N`), FULL_OBJECT one of all bytes. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';
export type Checksum = { algorithm: ChecksumAlgorithm; type: ChecksumType; value: string };

const lengthInBytes: Record<ChecksumAlgorithm, number> = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 };

export type RunningChecksum = { update(bytes: Uint8Array): void; digest(): Buffer };

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'crc32':
      return startCrc32();
    case 'crc32c':
      return startCrc32c();
    case 'crc64nvme':
      return startCrc64nvme();
    case 'sha1':
    case 'sha256':
      return createHash(algorithm);
    default:
      return algorithm satisfies never;
  }
}

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm}`;
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm.toUpperCase()}`;

/** Reads an algorithm's name as headers write it (`CRC32C`); anything else is refused. */
export function checksumAlgorithmNamed(name: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithms.find((candidate) => candidate === name.toLowerCase());
  if (!algorithm) throw new S3Error('InvalidRequest', { message: 'Checksum algorithm provided is unsupported.' });
  return algorithm;
}

/** A base64 value must have the algorithm's length and be in its only canonical spelling. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === lengthInBytes[algorithm] && bytes.toString('base64') === value;
}

type Headers = ReadonlyMap<string, string>;

/** The one checksum that a request's headers carry, if any; two different ones are refused as S3 does. */
export function checksumInHeaders(headers: Headers): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  const sent = checksumAlgorithms.filter((algorithm) => headers.has(checksumHeader(algorithm)));
  const [algorithm] = sent;
  if (!algorithm) return undefined;
  if (sent.length > 1) {
    throw new S3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    });
  }
  const value = headers.get(checksumHeader(algorithm)) ?? '';
  if (!isChecksumValue(algorithm, value)) {
    throw new S3Error('InvalidRequest', { message: `Value for ${checksumHeader(algorithm)} header is invalid.` });
  }
  return { algorithm, value };
}

/** The algorithm whose value `x-amz-trailer` announces for the end of an aws-chunked body. */
export function checksumInTrailer(headers: Headers): ChecksumAlgorithm | undefined {
  const trailer = headers.get('x-amz-trailer');
  if (trailer === undefined) return undefined;
  const algorithm = checksumAlgorithms.find((candidate) => checksumHeader(candidate) === trailer.trim().toLowerCase());
  if (!algorithm) {
    throw new S3Error('InvalidRequest', {
      message: 'The value specified in the x-amz-trailer header is not supported',
    });
  }
  return algorithm;
}

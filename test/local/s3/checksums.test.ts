import { describe, expect, it } from '@jest/globals';
import { startChecksum } from '../../../local/s3/checksums.ts';

describe('checksums', () => {
  // The check values of "123456789" in the catalogue of parametrised CRC algorithms; the SHA values from FIPS 180 tools.
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s has its check value, however the bytes are cut', (algorithm, expected) => {
    for (const pieces of [['123456789'], ['1234', '', '56789'], '123456789'.split('')]) {
      const running = startChecksum(algorithm);
      for (const piece of pieces) running.update(Buffer.from(piece));
      expect(running.digest().toString('hex')).toBe(expected);
    }
  });
});

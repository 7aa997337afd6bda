import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { findEicar } from '../../../local/events/eicar.ts';

// In parts, so that no scanner takes this file for what it tests.
const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)', '7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''));
const inChunks = (bytes: Buffer, size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size)),
  );

describe('finding the EICAR test file', () => {
  it.each([
    ['alone', EICAR, true],
    ['with white space behind it', Buffer.concat([EICAR, Buffer.from('\r\n ')]), true],
    ['at the end of the first megabyte', Buffer.concat([Buffer.alloc(1024 * 1024 - 68, 32), EICAR]), true],
    ['not at all', Buffer.alloc(100_000, 7), false],
    ['without its last letter', EICAR.subarray(0, 67), false],
    ['in nothing', Buffer.alloc(0), false],
  ])('%s', async (_name, bytes, expected) => {
    expect(await findEicar(inChunks(bytes, 64 * 1024))).toBe(expected);
  });

  it.each([1, 7, 67, 68, 69])('across chunks of %d bytes', async (size) => {
    expect(await findEicar(inChunks(Buffer.concat([Buffer.alloc(100, 1), EICAR, Buffer.alloc(10)]), size))).toBe(true);
  });

  it('reads no further than it needs to', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield Buffer.alloc(256 * 1024);
      }
    }
    expect(await findEicar(endless())).toBe(false);
    expect(read).toBe(4);
  });
});

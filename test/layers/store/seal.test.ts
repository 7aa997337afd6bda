import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Seal } from '../../../layers/store/seal.ts';
import { SECRET } from './tables.ts';

const seal = new Seal(SECRET);
const other = new Seal(`${SECRET}, another`);
const NOW = Date.parse('2026-11-22T03:04:05.678Z');
const HOUR = 3_600_000;

/** Every text that differs from the given one in one bit of what its base64url says. */
const withOneBitOff = (closed: string): string[] => {
  const bytes = Buffer.from(closed, 'base64url');
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return changed.toString('base64url');
  });
};
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Every text that differs in one character, and such as a lenient decoder would not tell from it. */
const withOneCharacterOff = (closed: string): string[] =>
  [
    ...Array.from(closed, (_, at) =>
      [...ALPHABET]
        .filter((letter) => letter !== closed[at])
        .map((letter) => closed.slice(0, at) + letter + closed.slice(at + 1)),
    ).flat(),
    `${closed}=`,
    `${closed} `,
    ` ${closed}`,
    `${closed}!`,
    `${closed.slice(0, 5)}\n${closed.slice(5)}`,
    closed.slice(0, -1),
    `${closed}A`,
    closed.replaceAll('-', '+').replaceAll('_', '/'),
  ].filter((text) => text !== closed);

describe('a sealed name', () => {
  it('opens to what was closed, whatever that was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 120 }), (bytes) => {
        const opened = seal.openName(seal.closeName(Buffer.from(bytes)));
        expect(opened && Buffer.compare(opened, Buffer.from(bytes))).toBe(0);
      }),
    );
  });

  it('is always the same for the same name, and another for every other', () => {
    expect(seal.closeName(Buffer.from('a'))).toBe(new Seal(SECRET).closeName(Buffer.from('a')));
    expect(seal.closeName(Buffer.from('a'))).not.toBe(seal.closeName(Buffer.from('b')));
  });

  it('does not open with one bit off, wherever it is', () => {
    const closed = seal.closeName(Buffer.from('ty-hospital 0000001'));
    expect(withOneBitOff(closed).filter((text) => seal.openName(text) !== undefined)).toEqual([]);
  });

  it('has one spelling alone', () => {
    for (const plain of ['a', 'ab', 'abc']) {
      const closed = seal.closeName(Buffer.from(plain));
      expect(withOneCharacterOff(closed).filter((text) => seal.openName(text) !== undefined)).toEqual([]);
    }
  });

  it('does not open under another secret, nor where it is empty or too short', () => {
    expect(other.openName(seal.closeName(Buffer.from('a')))).toBeUndefined();
    for (const text of ['', 'A', 'AAAAAAAAAAAAAAAAAAAAAA']) expect(seal.openName(text)).toBeUndefined();
  });
});

describe('a cursor', () => {
  const cursor = seal.closeCursor({ day: '2026-11-22', thing: 'x' }, 'staff a timeline', NOW + HOUR);

  it('opens to its place for the same caller and query, until it expires', () => {
    const place = { day: '2026-11-22', thing: 'x' };
    expect(seal.openCursor(cursor, 'staff a timeline', NOW)).toEqual(place);
    expect(seal.openCursor(cursor, 'staff a timeline', NOW + HOUR - 1)).toEqual(place);
    expect(seal.openCursor(cursor, 'staff a timeline', NOW + HOUR)).toBeUndefined();
    expect(seal.openCursor(cursor, 'staff a timeline', NOW + HOUR + 1)).toBeUndefined();
  });

  it('does not open for another caller, another query or another secret', () => {
    for (const bound of ['staff b timeline', 'staff a timeline ', ''])
      expect(seal.openCursor(cursor, bound, NOW)).toBeUndefined();
    expect(other.openCursor(cursor, 'staff a timeline', NOW)).toBeUndefined();
  });

  it('does not open with one bit or one character off', () => {
    const opens = (text: string) => seal.openCursor(text, 'staff a timeline', NOW) !== undefined;
    expect(withOneBitOff(cursor).filter(opens)).toEqual([]);
    expect(withOneCharacterOff(cursor).filter(opens)).toEqual([]);
  });

  it('does not open where it is a name, and a name not where it is a cursor', () => {
    expect(seal.openCursor(seal.closeName(Buffer.alloc(60)), 'staff a timeline', NOW)).toBeUndefined();
    expect(seal.openName(cursor)).toBeUndefined();
  });

  it('of one place is never the same twice, so that nobody compares places', () => {
    expect(seal.closeCursor('x', 'b', NOW)).not.toBe(seal.closeCursor('x', 'b', NOW));
  });

  it.each(['', 'x', 'A'.repeat(38), '🙂'.repeat(30), 'A'.repeat(2000)])('that is %j is none', (text) => {
    expect(seal.openCursor(text, 'staff a timeline', NOW)).toBeUndefined();
  });
});

describe('a digest', () => {
  it('is the same for the same text, and nobody without the secret can try texts', () => {
    expect(seal.digest('a')).toBe(new Seal(SECRET).digest('a'));
    expect(seal.digest('a')).not.toBe(seal.digest('b'));
    expect(seal.digest('a')).not.toBe(other.digest('a'));
    expect(seal.digest('a')).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('a secret that is too short is refused', () => {
  expect(() => new Seal('too short')).toThrow('shorter than 32');
});

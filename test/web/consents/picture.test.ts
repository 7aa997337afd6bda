import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hex, LARGEST_MB, refusalOf, typeOf } from '../../../web/consents/picture.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const PDF = new TextEncoder().encode('%PDF-1.7');

describe('the picture of a form', () => {
  it('is what its first bytes say, whatever its name', () => {
    expect(typeOf(bytes(0xff, 0xd8, 0xff, 0xe1))).toBe('image/jpeg');
    expect(typeOf(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('image/png');
    expect(typeOf(PDF)).toBe('application/pdf');
    for (const other of ['<html>', '<svg xmlns', 'GIF89a', '', 'PK\u0003\u0004'])
      expect(typeOf(new TextEncoder().encode(other))).toBeUndefined();
  });

  it('is refused when empty, too large, or of another kind', () => {
    expect(refusalOf(0, bytes())).toEqual({ reason: 'empty' });
    expect(refusalOf(LARGEST_MB * 1024 * 1024, PDF)).toBeUndefined();
    expect(refusalOf(LARGEST_MB * 1024 * 1024 + 1, PDF)).toEqual({ reason: 'size', mb: LARGEST_MB + 1 });
    expect(refusalOf(10, new TextEncoder().encode('<script>'))).toEqual({ reason: 'type' });
  });

  it('has its hash in the form that the API takes', () => {
    const digest = createHash('sha256').update('form').digest();
    expect(hex(new Uint8Array(digest).buffer)).toBe(digest.toString('hex'));
  });
});

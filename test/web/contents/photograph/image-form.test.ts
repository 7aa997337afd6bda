import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { imageFormOf } from '../../../../web/contents/photograph/image-form.ts';
import { fittedWidth, moved, turnedRight, WHOLE, zoomed } from '../../../../web/contents/photograph/pan-zoom.ts';
import { FileFault } from '../../../../web/contents/viewing/file-fault.ts';

const bytes = (...parts: (readonly number[] | Buffer)[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
const frame = (rows: number, columns: number) => [
  0xff,
  0xc0,
  0,
  11,
  8,
  rows >> 8,
  rows & 255,
  columns >> 8,
  columns & 255,
  1,
  1,
  0x11,
  0,
];
const jpeg = (rows: number, columns: number) =>
  bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0], frame(rows, columns), [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
const png = (width: number, height: number): Uint8Array => {
  const head = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]).copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return bytes(head, deflateSync(Buffer.alloc(10)), [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
};
const faultOf = (given: Uint8Array): string => {
  try {
    return imageFormOf(given).type;
  } catch (error) {
    if (error instanceof FileFault) return error.code;
    throw error;
  }
};

describe('what picture bytes are is said by the bytes', () => {
  it('JPEG and PNG, whatever they were called', () => {
    expect(imageFormOf(jpeg(480, 640))).toEqual({ type: 'image/jpeg', width: 640, height: 480 });
    expect(imageFormOf(png(20, 10))).toEqual({ type: 'image/png', width: 20, height: 10 });
  });

  it.each([
    ['SVG', bytes(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')), 'notThisKind'],
    ['HTML', bytes(Buffer.from('<!doctype html><script>alert(1)</script>')), 'notThisKind'],
    ['GIF', bytes(Buffer.from('GIF89a')), 'notThisKind'],
    [
      'HTML behind a PNG’s first letters',
      bytes([0x89, 0x50, 0x4e, 0x47], Buffer.from('<script>alert(1)</script>')),
      'notThisKind',
    ],
    ['nothing', new Uint8Array(), 'notThisKind'],
    ['half a JPEG', jpeg(480, 640).slice(0, -3), 'cutOff'],
    [
      'half a JPEG with a whole preview',
      bytes([0xff, 0xd8, 0xff, 0xe1, 0, 8, 0xff, 0xd8, 0xff, 0xd9, 0, 0], frame(4, 4), [0xff, 0xda, 0, 2, 1, 2]),
      'cutOff',
    ],
    ['half a PNG', png(20, 10).slice(0, -12), 'cutOff'],
    ['a JPEG without a size', bytes([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9]), 'broken'],
    ['a PNG of no width', png(0, 10), 'broken'],
    ['a JPEG of four thousand million pixels', jpeg(65_535, 65_535), 'tooLarge'],
    ['a PNG of four thousand million pixels', png(65_536, 65_536), 'tooLarge'],
  ])('%s', (_, given, code) => {
    expect(faultOf(given)).toBe(code);
  });
});

describe('moving and zooming', () => {
  it('the place under the finger stays where it is', () => {
    const lie = zoomed(moved(WHOLE, 10, 20), 2, { x: 50, y: 60 });
    expect(lie).toMatchObject({ scale: 2, x: 50 - 40 * 2, y: 60 - 40 * 2 });
  });

  it('has its bounds, and a picture at its bound does not creep', () => {
    const most = zoomed(WHOLE, 1_000, { x: 5, y: 5 });
    expect(zoomed(most, 2, { x: 50, y: 50 })).toEqual(most);
    expect(zoomed(WHOLE, 0.0001).scale).toBeGreaterThan(0);
  });

  it('four quarters are none', () => {
    const lie = moved(WHOLE, 7, -3);
    expect([1, 2, 3, 4].reduce((now) => turnedRight(now), lie)).toEqual(lie);
  });

  it('a picture that lies on its side is fitted by its height, and none is blown up', () => {
    const box = { width: 400, height: 300 };
    expect(fittedWidth({ width: 800, height: 400 }, box, 0)).toBe(400);
    expect(fittedWidth({ width: 800, height: 400 }, box, 1)).toBe(300);
    expect(fittedWidth({ width: 40, height: 20 }, box, 0)).toBe(40);
  });
});

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { openDicom } from '../../../../web/contents/dicom/data-set.ts';
import { inflated } from '../../../../web/contents/dicom/deflated.ts';
import { framesOf } from '../../../../web/contents/dicom/frames.ts';
import { isOthers } from '../../../../web/contents/dicom/identity.ts';
import { pictureOf } from '../../../../web/contents/dicom/picture.ts';
import { FileFault } from '../../../../web/contents/viewing/file-fault.ts';
import {
  DEFLATED,
  dicomObject,
  EXPLICIT,
  element,
  encapsulated,
  JPEG_2000,
  JPEG_BASELINE,
  type Line,
  owned,
  pictureLines,
  plainPixels,
} from './objects.ts';

const read = async (bytes: Buffer) => pictureOf(await openDicom(owned(bytes)));
const faultOf = async (bytes: Buffer): Promise<string> => {
  try {
    const picture = await read(bytes);
    framesOf(picture)(0);
    return 'none';
  } catch (error) {
    if (error instanceof FileFault) return error.code;
    throw error;
  }
};
const SQUARE = { rows: 4, columns: 4 };
const pixels = Buffer.from(Uint16Array.from({ length: 16 }, (_, index) => index).buffer);
const with_ = (lines: readonly Line[], line: Line): Line[] => [...lines.filter(([tag]) => tag !== line[0]), line];

/** A JPEG's head: SOI, a frame header of that size, a scan that is never read. */
const jpegOf = (rows: number, columns: number, components = 1): Buffer =>
  Buffer.from([
    0xff,
    0xd8,
    0xff,
    0xc0,
    0,
    11,
    8,
    rows >> 8,
    rows & 255,
    columns >> 8,
    columns & 255,
    components,
    0,
    0,
    0,
    0xff,
    0xda,
    0,
    2,
  ]);
/** A JPEG 2000 codestream's head: SOC and SIZ. */
const jpeg2000Of = (rows: number, columns: number): Buffer => {
  const head = Buffer.alloc(60);
  head.writeUInt32BE(0xff4fff51, 0);
  head.writeUInt32BE(columns, 8);
  head.writeUInt32BE(rows, 12);
  head.writeUInt16BE(1, 40);
  return head;
};

describe('a picture is read', () => {
  it('with what stands beside it, and frame by frame', async () => {
    const lines = pictureLines({ ...SQUARE, frames: 2 });
    const picture = await read(dicomObject({ lines, pixels: plainPixels(Buffer.concat([pixels, pixels])) }));
    expect(picture.form).toMatchObject({
      rows: 4,
      columns: 4,
      frames: 2,
      samples: 1,
      bitsAllocated: 16,
      isSigned: false,
    });
    expect(picture.facts).toMatchObject({ modality: 'CT', isLossy: false, identity: { patientId: '0000101' } });
    expect(Buffer.from(framesOf(picture)(1))).toEqual(pixels);
  });

  it('deflated, as the plain object it stands for', async () => {
    const plain = dicomObject({ lines: pictureLines(SQUARE), pixels: plainPixels(pixels) });
    const meta = dicomObject({ transferSyntax: DEFLATED, lines: [] });
    const body = plain.subarray(dicomObject({ transferSyntax: EXPLICIT, lines: [] }).length);
    const picture = await read(Buffer.concat([meta, deflateRawSync(body)]));
    expect(picture.file.transferSyntax).toBe(EXPLICIT);
    expect(Buffer.from(framesOf(picture)(0))).toEqual(pixels);
  });

  it('compressed, with its fragments put together, by table or by where streams begin', async () => {
    const one = jpegOf(4, 4);
    const lines = pictureLines({ ...SQUARE, bits: 8, frames: 2 });
    const halves = [one.subarray(0, 10), one.subarray(10)];
    for (const table of [[], [0, 36]]) {
      const file = dicomObject({
        transferSyntax: JPEG_BASELINE,
        lines,
        pixels: encapsulated([...halves, ...halves], table),
      });
      const frames = framesOf(await read(file));
      expect([...frames(1).subarray(0, one.length)]).toEqual([...one]);
    }
  });
});

describe('what cannot be shown is refused before anything is decoded', () => {
  const good = pictureLines(SQUARE);
  const cases: Record<string, [Buffer, string]> = {
    'no DICOM': [Buffer.from(`<svg onload="alert(1)">${' '.repeat(300)}</svg>`), 'notThisKind'],
    'nothing at all': [Buffer.alloc(0), 'notThisKind'],
    'a header that ends too early': [dicomObject({ lines: good }).subarray(0, 330), 'cutOff'],
    'no pixels': [dicomObject({ lines: good }), 'nothing'],
    'fewer pixels than announced': [
      dicomObject({ lines: good, pixels: plainPixels(pixels.subarray(0, 20)) }),
      'cutOff',
    ],
    'more frames than the file has': [
      dicomObject({ lines: pictureLines({ ...SQUARE, frames: 9_000 }), pixels: plainPixels(pixels) }),
      'cutOff',
    ],
    'more frames than anybody looks at': [
      dicomObject({ lines: pictureLines({ ...SQUARE, frames: 2_000_000_000 }), pixels: plainPixels(pixels) }),
      'tooLarge',
    ],
    'no frames': [
      dicomObject({ lines: pictureLines({ ...SQUARE, frames: -1 }), pixels: plainPixels(pixels) }),
      'broken',
    ],
    'a side of 65,535': [
      dicomObject({ lines: pictureLines({ rows: 65_535, columns: 65_535 }), pixels: plainPixels(pixels) }),
      'tooLarge',
    ],
    'no rows': [dicomObject({ lines: pictureLines({ rows: 0, columns: 4 }), pixels: plainPixels(pixels) }), 'broken'],
    'more bits stored than there are': [
      dicomObject({ lines: pictureLines({ ...SQUARE, stored: 40 }), pixels: plainPixels(pixels) }),
      'broken',
    ],
    'one bit a pixel': [
      dicomObject({ lines: pictureLines({ ...SQUARE, bits: 1 }), pixels: plainPixels(pixels) }),
      'unsupported',
    ],
    'floating point': [dicomObject({ lines: good, pixels: element(['7FE00008', 'OW', pixels]) }), 'unsupported'],
    'a video': [
      dicomObject({ transferSyntax: '1.2.840.10008.1.2.4.102', lines: good, pixels: encapsulated([pixels]) }),
      'video',
    ],
    'a transfer syntax that nobody knows': [
      dicomObject({ transferSyntax: '1.2.3.4', lines: good, pixels: encapsulated([pixels]) }),
      'unsupported',
    ],
    'a palette that is not there': [
      dicomObject({ lines: with_(good, ['00280004', 'CS', 'PALETTE COLOR']), pixels: plainPixels(pixels) }),
      'unsupported',
    ],
    'a stream far larger than its header says': [
      dicomObject({
        transferSyntax: JPEG_BASELINE,
        lines: pictureLines({ ...SQUARE, bits: 8 }),
        pixels: encapsulated([jpegOf(65_000, 65_000)]),
      }),
      'broken',
    ],
    'a JPEG 2000 stream of four thousand million pixels': [
      dicomObject({ transferSyntax: JPEG_2000, lines: good, pixels: encapsulated([jpeg2000Of(65_535, 65_535)]) }),
      'broken',
    ],
    'fragments that do not end': [
      dicomObject({ transferSyntax: JPEG_2000, lines: good, pixels: encapsulated([pixels]).subarray(0, -10) }),
      'cutOff',
    ],
    'fragments that are none': [
      dicomObject({
        transferSyntax: JPEG_2000,
        lines: good,
        pixels: Buffer.concat([element(['7FE00010', 'OB', Buffer.alloc(0)]), pixels]),
      }),
      'broken',
    ],
    'fewer fragments than frames': [
      dicomObject({
        transferSyntax: JPEG_2000,
        lines: pictureLines({ ...SQUARE, frames: 3 }),
        pixels: encapsulated([pixels]),
      }),
      'broken',
    ],
    'deflated bytes that do not end': [
      Buffer.concat([
        dicomObject({ transferSyntax: DEFLATED, lines: [] }),
        deflateRawSync(Buffer.alloc(10_000)).subarray(0, 12),
      ]),
      'cutOff',
    ],
  };
  it.each(Object.entries(cases))('%s', async (_, [bytes, code]) => {
    expect(await faultOf(bytes)).toBe(code);
  });

  it('a deflated bomb, while it inflates', async () => {
    const bomb = deflateRawSync(Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(30_000);
    const meta = dicomObject({ transferSyntax: DEFLATED, lines: [] });
    await expect(inflated(owned(Buffer.concat([meta, bomb])), meta.length, 1_000_000)).rejects.toThrow('tooLarge');
  });

  it('noise and cut copies never throw anything else', async () => {
    const whole = dicomObject({ lines: good, pixels: plainPixels(pixels) });
    for (let length = 128; length < whole.length; length += 7)
      expect(typeof (await faultOf(whole.subarray(0, length)))).toBe('string');
    for (let at = 132; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed.writeUInt8((changed.readUInt8(at) + 131) % 256, at);
      expect(typeof (await faultOf(changed))).toBe('string');
    }
  });
});

describe('whose picture it is', () => {
  it.each([
    [{ patientId: '0000101' }, '0000101', false],
    [{ patientId: '101' }, '0000101', false],
    [{ patientId: ' １０１ ' }, '0000101', false],
    [{ patientId: 'a-101' }, 'A-101', false],
    [{ patientId: '0000102' }, '0000101', true],
    [{ patientId: '1010' }, '0000101', true],
    [{ name: '能登 花子' }, '0000101', true],
  ])('%j filed under %s', (identity, localId, isOther) => {
    expect(isOthers(identity, localId)).toBe(isOther);
  });
});

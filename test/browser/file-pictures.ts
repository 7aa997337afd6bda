import {
  dicomObject,
  encapsulated,
  JPEG_2000,
  JPEG_BASELINE,
  JPEG_LS,
  type Line,
  pictureLines,
  plainPixels,
  RLE,
} from '../web/contents/dicom/objects.ts';
import { encoded, runLengths } from './compressed-pictures.ts';

export const SIDE = 128;
const HTJ2K = '1.2.840.10008.1.2.4.201';

/** A disc on a ramp: 12 bits, so that no compression may take it for 8. */
const grey = Buffer.from(
  Uint16Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    return Math.hypot(x - SIDE / 2, y - SIDE / 3) < SIDE / 5 ? 3500 : Math.round((x / SIDE) * 2500);
  }).buffer,
);
const colour = Buffer.from(
  Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE < SIDE / 2 ? [220, 30, 20] : [20, 40, 210])).flat(),
);
const eightBit = Buffer.from(Array.from({ length: SIDE * SIDE }, (_, at) => (grey.readUInt16LE(at * 2) >> 4) & 0xff));

const WINDOW: Line[] = [
  ['00281050', 'DS', '2048'],
  ['00281051', 'DS', '4096'],
  ['00280030', 'DS', '0.5\\0.5'],
];
const of = (sopInstance: string): Line[] => [
  ['00080018', 'UI', sopInstance],
  ['0020000D', 'UI', '2.25.77\0'],
  ['0020000E', 'UI', '2.25.78\0'],
];
const greyLines = [...pictureLines({ rows: SIDE, columns: SIDE, stored: 12 }), ...WINDOW];
const colourLines = (photometric: string) =>
  pictureLines({ rows: SIDE, columns: SIDE, samples: 3, bits: 8, photometric });
const info = { width: SIDE, height: SIDE, isSigned: false };
const greyRaw = { ...info, bitsPerSample: 12, componentCount: 1, pixels: grey };

/** The same grey picture in each form, and a colour one as ultrasound devices send it. */
export async function pictureForms(): Promise<Record<string, Buffer>> {
  const compressed = (transferSyntax: string, lines: Line[], stream: Buffer) =>
    dicomObject({ transferSyntax, lines, pixels: encapsulated([stream]) });
  const colourJpeg = await encoded('jpeg', { ...info, bitsPerSample: 8, componentCount: 3, pixels: colour });
  const greyJpeg = await encoded('jpeg', { ...info, bitsPerSample: 8, componentCount: 1, pixels: eightBit });
  const jpegLines: Line[] = [
    ...pictureLines({ rows: SIDE, columns: SIDE, bits: 8 }),
    ['00281050', 'DS', '128'],
    ['00281051', 'DS', '256'],
  ];
  return {
    uncompressed: dicomObject({ lines: [...greyLines, ...of('2.25.1')], pixels: plainPixels(grey) }),
    RLE: compressed(RLE, [...greyLines, ...of('2.25.2')], runLengths(grey)),
    'JPEG-LS': compressed(JPEG_LS, [...greyLines, ...of('2.25.3')], await encoded('jpegLs', greyRaw)),
    'JPEG 2000': compressed(JPEG_2000, [...greyLines, ...of('2.25.4')], await encoded('jpeg2000', greyRaw)),
    HTJ2K: compressed(HTJ2K, [...greyLines, ...of('2.25.5')], await encoded('htj2k', greyRaw)),
    JPEG: compressed(JPEG_BASELINE, [...jpegLines, ...of('2.25.6')], greyJpeg),
    'colour JPEG': compressed(JPEG_BASELINE, [...colourLines('YBR_FULL_422'), ...of('2.25.7')], colourJpeg),
    'colour uncompressed': dicomObject({
      lines: [...colourLines('RGB'), ...of('2.25.8')],
      pixels: plainPixels(colour),
    }),
  };
}

/** A picture of two frames, one dark and one bright. */
export const twoFrames = (): Buffer =>
  dicomObject({
    lines: [...pictureLines({ rows: SIDE, columns: SIDE, frames: 2 }), ...WINDOW, ...of('2.25.9')],
    pixels: plainPixels(
      Buffer.concat([grey, Buffer.from(Uint16Array.from({ length: SIDE * SIDE }, () => 4000).buffer)]),
    ),
  });

export const brokenPictures = (): Record<string, { bytes: Buffer; says: RegExp }> => {
  const whole = dicomObject({ lines: [...greyLines, ...of('2.25.10')], pixels: plainPixels(grey) });
  const stream = Buffer.alloc(400, 0x55);
  stream.writeUInt32BE(0xff4fff51, 0);
  stream.writeUInt32BE(SIDE, 8);
  stream.writeUInt32BE(SIDE, 12);
  stream.writeUInt16BE(1, 40);
  return {
    truncated: { bytes: whole.subarray(0, -1000), says: /途中で切れています/ },
    bomb: {
      bytes: dicomObject({
        lines: [...pictureLines({ rows: 60_000, columns: 60_000, frames: 1000 }), ...of('2.25.11')],
        pixels: plainPixels(grey),
      }),
      says: /大きすぎるため/,
    },
    'a page': {
      bytes: Buffer.from(`<html><script>alert(1)</script>${' '.repeat(500)}</html>`),
      says: /内容が種類と一致しない/,
    },
    'a stream of nonsense': {
      bytes: dicomObject({
        transferSyntax: JPEG_2000,
        lines: [...greyLines, ...of('2.25.12')],
        pixels: encapsulated([stream]),
      }),
      says: /壊れているか/,
    },
    unknown: {
      bytes: dicomObject({
        transferSyntax: '1.2.3.4.5',
        lines: [...greyLines, ...of('2.25.13')],
        pixels: encapsulated([stream]),
      }),
      says: /対応していない形式/,
    },
  };
};

/** Another patient's picture, filed under this one's ID. */
export const foreignPicture = (): Buffer =>
  dicomObject({
    lines: [
      ...greyLines.filter(([tag]) => tag !== '00100020'),
      ['00100020', 'LO', '0000999'],
      ['00100010', 'PN', 'Other^Patient'],
      ...of('2.25.14'),
    ],
    pixels: plainPixels(grey),
  });

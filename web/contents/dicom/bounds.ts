import { FileFault } from '../viewing/file-fault.ts';
import { type DicomFile, PIXEL_DATA } from './data-set.ts';
import type { PixelForm } from './picture.ts';

/** What a browser can hold and a graphics card can draw; checked before a byte is decoded, against what the header asks for. */
export const MOST_FILE = 1024 ** 3;
const MOST_SIDE = 16_384;
const MOST_PIXELS = 64 * 1024 * 1024;
const MOST_FRAMES = 20_000;

const UNCOMPRESSED: ReadonlySet<string> = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);
/** RLE, JPEG (baseline, extended, lossless), JPEG-LS, JPEG 2000, HTJ2K. */
const COMPRESSED: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.5',
  ...[50, 51, 57, 70, 80, 81, 90, 91, 201, 202, 203].map((last) => `1.2.840.10008.1.2.4.${last}`),
]);
const VIDEO = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/;
/** Segmentations (1) and doses (32) are no pictures by themselves. */
const BITS: readonly number[] = [8, 16];
const COLOURS = 3;

export const isCompressed = (transferSyntax: string): boolean => COMPRESSED.has(transferSyntax);

export const checkForm = (transferSyntax: string): void => {
  if (VIDEO.test(transferSyntax)) throw new FileFault('video', transferSyntax);
  if (!UNCOMPRESSED.has(transferSyntax) && !COMPRESSED.has(transferSyntax))
    throw new FileFault('unsupported', transferSyntax);
};

/** Bytes of one frame when it is not compressed. 4:2:2 keeps two samples a pixel on average (PS3.3, C.7.6.3.1.2). */
export const frameBytes = ({ rows, columns, samples, bitsAllocated, photometric }: PixelForm): number => {
  const each = photometric === 'YBR_FULL_422' ? 2 : samples;
  return Math.ceil((rows * columns * each * bitsAllocated) / 8);
};

/** Throws a FileFault where the header contradicts itself, asks for more than can be held, or promises more than the file has. */
export const checkSize = (form: PixelForm, { dataSet, bytes, transferSyntax }: DicomFile): void => {
  const { rows, columns, frames, samples, bitsAllocated, bitsStored } = form;
  if (rows < 1 || columns < 1) throw new FileFault('broken', `${columns} × ${rows}`);
  if (!Number.isInteger(frames) || frames < 1) throw new FileFault('broken', `${frames} frames`);
  if (!BITS.includes(bitsAllocated)) throw new FileFault('unsupported', `${bitsAllocated} bits`);
  if (bitsStored < 1 || bitsStored > bitsAllocated) throw new FileFault('broken', `${bitsStored} bits stored`);
  if (samples !== 1 && samples !== COLOURS) throw new FileFault('unsupported', `${samples} samples`);
  if (rows > MOST_SIDE || columns > MOST_SIDE || rows * columns > MOST_PIXELS || frames > MOST_FRAMES)
    throw new FileFault('tooLarge', `${columns} × ${rows} × ${frames}`);
  const from = dataSet.elements[PIXEL_DATA]?.dataOffset ?? 0;
  if (!isCompressed(transferSyntax) && from + frames * frameBytes(form) > bytes.length)
    throw new FileFault('cutOff', 'fewer pixels than the header says');
};

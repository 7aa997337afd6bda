import { announcedSize, scanStart } from '../dicom/codestream.ts';
import { FileFault } from '../viewing/file-fault.ts';

export type ImageForm = { type: 'image/jpeg' | 'image/png'; width: number; height: number };

/** Decoded, each takes four bytes of memory. The largest telephones take 108 million. */
const MOST_PIXELS = 120_000_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_END = [0x49, 0x45, 0x4e, 0x44];
const JPEG = [0xff, 0xd8, 0xff];
const JPEG_END = [0xff, 0xd9];

/**
 * What picture the bytes are, by themselves and not by their name: JPEG or PNG, whole, and not too large to be decoded. Throws a FileFault for
 * all else, such as SVG and HTML, which could hold script.
 */
export const imageFormOf = (bytes: Uint8Array): ImageForm => {
  const form = begins(bytes, JPEG) ? jpegForm(bytes) : begins(bytes, PNG) ? pngForm(bytes) : undefined;
  if (!form) throw new FileFault('notThisKind', 'neither JPEG nor PNG');
  if (form.width < 1 || form.height < 1) throw new FileFault('broken', `${form.width} × ${form.height}`);
  if (form.width * form.height > MOST_PIXELS) throw new FileFault('tooLarge', `${form.width} × ${form.height}`);
  return form;
};

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, at) => bytes[at] === byte);

const jpegForm = (bytes: Uint8Array): ImageForm => {
  const size = announcedSize(bytes);
  if (!size) throw new FileFault('broken', 'JPEG without a size');
  const scan = scanStart(bytes);
  if (scan === undefined || !contains(bytes.subarray(scan), JPEG_END)) throw new FileFault('cutOff', 'JPEG');
  return { type: 'image/jpeg', width: size.columns, height: size.rows };
};

/** The first chunk, IHDR, begins with width and height; the last is IEND (ISO/IEC 15948, 5.6). */
const pngForm = (bytes: Uint8Array): ImageForm => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || !contains(bytes, PNG_END)) throw new FileFault('cutOff', 'PNG');
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
};

/** From the end: cameras put previews and notes behind the picture. */
const contains = (bytes: Uint8Array, wanted: readonly number[]): boolean => {
  for (let at = bytes.length - wanted.length; at > 2; at -= 1)
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
};

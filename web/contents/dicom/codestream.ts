type Size = { rows: number; columns: number; components: number };

const JPEG = 0xffd8;
const JPEG_2000 = 0xff4f;
const SIZ = 0xff51;
const SCAN = 0xffda;
const MOST_SEGMENTS = 10_000;
/** Frame headers: SOF0-15 without DHT (C4), JPG (C8) and DAC (CC), and JPEG-LS (F7). */
const isFrameHeader = (marker: number): boolean =>
  (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) || marker === 0xfff7;

/**
 * How large a picture a compressed stream says it is: decoders believe it and take that much memory, whatever the DICOM header says. Undefined
 * where it is neither JPEG, JPEG-LS nor JPEG 2000, or does not say.
 */
export const announcedSize = (stream: Uint8Array): Size | undefined => {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (view.byteLength < 4) return undefined;
  const start = view.getUint16(0);
  if (start === JPEG_2000) return jpeg2000(view);
  return start === JPEG ? jpeg(view) : undefined;
};

/** ISO/IEC 15444-1, A.5.1: image and tile are laid on a grid from (0, 0); what lies before the offset is no picture. */
const jpeg2000 = (view: DataView): Size | undefined => {
  if (view.byteLength < 42 || view.getUint16(2) !== SIZ) return undefined;
  const [right, bottom, left, top] = [8, 12, 16, 20].map((at) => view.getUint32(at)) as [
    number,
    number,
    number,
    number,
  ];
  return { rows: bottom - top, columns: right - left, components: view.getUint16(40) };
};

const jpeg = (view: DataView): Size | undefined => {
  const frame = segmentsOf(view).find(({ marker }) => isFrameHeader(marker));
  if (!frame || frame.at + 10 > view.byteLength) return undefined;
  const { at } = frame;
  return { rows: view.getUint16(at + 5), columns: view.getUint16(at + 7), components: view.getUint8(at + 9) };
};

/** Where the compressed picture of a JPEG begins, behind all that stands before it (such as a preview, a JPEG of its own). */
export const scanStart = (stream: Uint8Array): number | undefined => {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  return segmentsOf(view).find(({ marker }) => marker === SCAN)?.at;
};

/** ISO/IEC 10918-1, B.2.2: segments, each with its length, up to the first scan. */
const segmentsOf = (view: DataView): { marker: number; at: number }[] => {
  const segments: { marker: number; at: number }[] = [];
  for (let at = 2; at + 4 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) at += 1;
    else {
      segments.push({ marker, at });
      if (marker === SCAN || segments.length > MOST_SEGMENTS) break;
      at += 2 + Math.max(2, view.getUint16(at + 2));
    }
  }
  return segments;
};

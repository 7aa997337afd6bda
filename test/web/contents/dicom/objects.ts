/** Small DICOM objects of any kind, right or wrong: written by hand, element by element. */
export const EXPLICIT = '1.2.840.10008.1.2.1';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const RLE = '1.2.840.10008.1.2.5';
export const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
export const JPEG_LS = '1.2.840.10008.1.2.4.80';
export const JPEG_2000 = '1.2.840.10008.1.2.4.90';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const UNDEFINED_LENGTH = 0xffffffff;
const LONG = new Set(['OB', 'OW', 'SQ', 'UN']);

/** Eight hexadecimal digits, value representation, value; numbers are US, texts are Latin. */
export type Line = readonly [tag: string, vr: string, value: string | number | readonly number[] | Buffer];

const tagBytes = (tag: string): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  bytes.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  return bytes;
};

const valueBytes = (value: Line[2]): Buffer => {
  if (Buffer.isBuffer(value)) return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
  if (typeof value === 'string') return Buffer.from(value.length % 2 === 0 ? value : `${value} `, 'latin1');
  const numbers = typeof value === 'number' ? [value] : value;
  return Buffer.from(Uint16Array.from(numbers).buffer);
};

export const element = ([tag, vr, value]: Line, length?: number): Buffer => {
  const bytes = valueBytes(value);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  tagBytes(tag).copy(head);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(length ?? bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
};

export const item = (content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  tagBytes('FFFEE000').copy(head);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content.length % 2 === 0 ? content : Buffer.concat([content, Buffer.alloc(1)])]);
};

export const sequence = (tag: string, ...items: (readonly Line[])[]): Line => [
  tag,
  'SQ',
  Buffer.concat(items.map((lines) => item(Buffer.concat(lines.map((line) => element(line)))))),
];

/** Encapsulated pixels: an empty offset table, then one fragment a frame; `fragments` of one frame where there are several. */
export const encapsulated = (fragments: readonly Buffer[], table: readonly number[] = []): Buffer => {
  const offsets = Buffer.alloc(table.length * 4);
  for (const [index, offset] of table.entries()) offsets.writeUInt32LE(offset, index * 4);
  const even = fragments.map((bytes) => (bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)])));
  const end = Buffer.concat([tagBytes('FFFEE0DD'), Buffer.alloc(4)]);
  return Buffer.concat([
    element(['7FE00010', 'OB', Buffer.alloc(0)], UNDEFINED_LENGTH),
    item(offsets),
    ...even.map(item),
    end,
  ]);
};

export const plainPixels = (pixels: Buffer): Buffer => element(['7FE00010', 'OW', pixels]);

/** A file: preamble, meta information, elements in the order of their tags, and the pixel element as it is given. */
export const dicomObject = (parts: { transferSyntax?: string; lines: readonly Line[]; pixels?: Buffer }): Buffer => {
  const { transferSyntax = EXPLICIT, lines, pixels = Buffer.alloc(0) } = parts;
  const uid = transferSyntax.length % 2 === 0 ? transferSyntax : `${transferSyntax}\0`;
  const meta = Buffer.concat([
    element(['00020001', 'OB', Buffer.from([0, 1])]),
    element(['00020002', 'UI', `${CT_IMAGE}\0`]),
    element(['00020003', 'UI', '2.25.1\0\0']),
    element(['00020010', 'UI', uid]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length, 0);
  const body = [...lines].sort(([one], [other]) => (one < other ? -1 : 1)).map((line) => element(line));
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(['00020000', 'UL', length]),
    meta,
    ...body,
    pixels,
  ]);
};

type Shape = {
  rows: number;
  columns: number;
  samples?: number;
  bits?: number;
  stored?: number;
  photometric?: string;
  frames?: number;
};

/** The elements that describe a picture's pixels, and whose it is. */
export const pictureLines = ({
  rows,
  columns,
  samples = 1,
  bits = 16,
  stored = bits,
  photometric,
  frames,
}: Shape): Line[] => [
  ['00080016', 'UI', `${CT_IMAGE}\0`],
  ['00080060', 'CS', 'CT'],
  ['00100020', 'LO', '0000101'],
  ['00280002', 'US', samples],
  ['00280004', 'CS', photometric ?? (samples === 1 ? 'MONOCHROME2' : 'RGB')],
  ...(samples > 1 ? ([['00280006', 'US', 0]] satisfies Line[]) : []),
  ...(frames === undefined ? [] : ([['00280008', 'IS', String(frames)]] satisfies Line[])),
  ['00280010', 'US', rows],
  ['00280011', 'US', columns],
  ['00280100', 'US', bits],
  ['00280101', 'US', stored],
  ['00280102', 'US', stored - 1],
  ['00280103', 'US', 0],
];

/** Bytes as a browser has them: a buffer of their own. */
export const owned = (bytes: Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

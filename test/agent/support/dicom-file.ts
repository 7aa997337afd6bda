/** Writes small DICOM files (PS3.10, Explicit VR Little Endian): just enough to try the reader on. */
type Value = string | number | Uint8Array | Items;
type Items = { items: Element[][] };
export type Element = [tag: string, vr: string, value: Value];

const LONG_VRS = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

export const ECG_CLASS = '1.2.840.10008.5.1.4.1.1.9.1.1';
export const CT_CLASS = '1.2.840.10008.5.1.4.1.1.2';

export type DicomParts = { elements?: Element[]; without?: string[]; transferSyntax?: string; pixels?: number };

/** A CT slice of patient 0001234, changed by `elements` (same tag replaces) and `without`. */
export function dicomFile({
  elements = [],
  without = [],
  transferSyntax = EXPLICIT_LITTLE_ENDIAN,
  pixels = 8,
}: DicomParts = {}): Buffer {
  const usual: Element[] = [
    ['00080005', 'CS', 'ISO_IR 100'],
    ['00080016', 'UI', CT_CLASS],
    ['00080018', 'UI', '1.2.3.4.5.1'],
    ['00080020', 'DA', '20240105'],
    ['00080030', 'TM', '101112'],
    ['00080060', 'CS', 'CT'],
    ['00100010', 'PN', 'KAKU^HANAKO'],
    ['00100020', 'LO', '1234'],
    ['0020000d', 'UI', '1.2.3.4.5'],
    ['0020000e', 'UI', '1.2.3.4.5.0'],
    ['00280010', 'US', 16],
    ['00280011', 'US', 32],
    ['7fe00010', 'OW', Buffer.alloc(pixels, 7)],
  ];
  const merged = new Map([...usual, ...elements].map((element) => [element[0], element]));
  for (const tag of without) merged.delete(tag);
  const body = [...merged.values()].sort(([a], [b]) => (a < b ? -1 : 1)).map(encode);
  const meta = Buffer.concat([
    encode(['00020002', 'UI', CT_CLASS]),
    encode(['00020003', 'UI', '1.2.3.4.5.1']),
    encode(['00020010', 'UI', transferSyntax]),
  ]);
  const length = Buffer.alloc(12);
  length.writeUInt16LE(0x0002, 0);
  length.write('UL', 4, 'latin1');
  length.writeUInt16LE(4, 6);
  length.writeUInt32LE(meta.length, 8);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta, ...body]);
}

function encode([tag, vr, value]: Element): Buffer {
  const bytes = bytesOf(vr, value);
  const head = Buffer.alloc(LONG_VRS.has(vr) ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (LONG_VRS.has(vr)) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

function bytesOf(vr: string, value: Value): Buffer {
  if (typeof value === 'number') {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(value);
    return number;
  }
  if (typeof value === 'object' && 'items' in value) return Buffer.concat(value.items.map(item));
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(vr === 'UI' || vr === 'OB' ? '\0' : ' ')]);
}

function item(elements: Element[]): Buffer {
  const bytes = Buffer.concat(elements.map(encode));
  const head = Buffer.alloc(8);
  head.writeUInt16LE(0xfffe, 0);
  head.writeUInt16LE(0xe000, 2);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

import Encoding from 'encoding-japanese';

/** Value representations that the demo's objects need (DICOM PS3.5, 6.2). */
export type Vr =
  | 'AS'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'DT'
  | 'IS'
  | 'LO'
  | 'PN'
  | 'SH'
  | 'ST'
  | 'TM'
  | 'UI'
  | 'US'
  | 'UL'
  | 'OB'
  | 'OW'
  | 'SQ';

/** Tag as eight hexadecimal digits, `00100010`. Items of a sequence are lists of elements again. */
export type Element = {
  tag: string;
  vr: Vr;
  value: string | readonly number[] | Buffer | readonly (readonly Element[])[];
};

export const text = (tag: string, vr: Vr, value: string): Element => ({ tag, vr, value });
export const numbers = (tag: string, vr: 'US' | 'UL', ...value: number[]): Element => ({ tag, vr, value });
export const bytes = (tag: string, vr: 'OB' | 'OW', value: Buffer): Element => ({ tag, vr, value });
export const sequence = (tag: string, ...items: (readonly Element[])[]): Element => ({ tag, vr: 'SQ', value: items });

/** These have a length of four bytes behind two that are reserved (PS3.5, table 7.1-1). */
const LONG: ReadonlySet<Vr> = new Set(['OB', 'OW', 'SQ']);
/** These may hold Japanese: ISO 2022 IR 87, and back to ASCII before every delimiter (PS3.5, 6.1.2.5). */
const JAPANESE: ReadonlySet<Vr> = new Set(['LO', 'PN', 'SH', 'ST']);

export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Explicit VR, little endian, Japanese as a single byte set replaced by code extensions. */
export const JAPANESE_CHARACTERS = '\\ISO 2022 IR 87';

const tagBytes = (tag: string): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  buffer.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  return buffer;
};

const encodeText = (vr: Vr, value: string): Buffer => {
  const isAscii = /^[\u0020-\u007e\r\n]*$/.test(value);
  const encoded =
    isAscii || !JAPANESE.has(vr)
      ? Buffer.from(value, 'latin1')
      : Buffer.from(Encoding.convert(Buffer.from(value, 'utf8'), { from: 'UTF8', to: 'JIS', type: 'array' }));
  return even(encoded, vr === 'UI' ? 0 : 0x20);
};

const even = (value: Buffer, padding: number): Buffer =>
  value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.from([padding])]);

const encodeNumbers = (vr: Vr, values: readonly number[]): Buffer => {
  const width = vr === 'US' ? 2 : 4;
  const buffer = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) buffer.writeUIntLE(value, index * width, width);
  return buffer;
};

const encodeItem = (elements: readonly Element[]): Buffer => {
  const content = encodeElements(elements);
  const head = Buffer.alloc(8);
  tagBytes('FFFEE000').copy(head);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
};

const isItems = (value: Element['value']): value is readonly (readonly Element[])[] =>
  Array.isArray(value) && value.every((item) => Array.isArray(item));

const encodeValue = ({ vr, value }: Element): Buffer => {
  if (Buffer.isBuffer(value)) return even(value, 0);
  if (typeof value === 'string') return encodeText(vr, value);
  if (vr === 'SQ') return isItems(value) ? Buffer.concat(value.map(encodeItem)) : Buffer.alloc(0);
  return encodeNumbers(vr, value as readonly number[]);
};

const encodeElement = (element: Element): Buffer => {
  const value = encodeValue(element);
  const head = Buffer.alloc(LONG.has(element.vr) ? 12 : 8);
  tagBytes(element.tag).copy(head);
  head.write(element.vr, 4, 'latin1');
  if (LONG.has(element.vr)) head.writeUInt32LE(value.length, 8);
  else head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
};

/** Elements stand in the order of their tags. */
const encodeElements = (elements: readonly Element[]): Buffer =>
  Buffer.concat([...elements].sort((one, other) => (one.tag < other.tag ? -1 : 1)).map(encodeElement));

/** A DICOM file (PS3.10): preamble, `DICM`, file meta information, data set in explicit VR little endian. */
export const dicomFile = (object: {
  sopClassUid: string;
  sopInstanceUid: string;
  implementationUid: string;
  elements: readonly Element[];
}): Buffer => {
  const meta = encodeElements([
    bytes('00020001', 'OB', Buffer.from([0, 1])),
    text('00020002', 'UI', object.sopClassUid),
    text('00020003', 'UI', object.sopInstanceUid),
    text('00020010', 'UI', EXPLICIT_LITTLE_ENDIAN),
    text('00020012', 'UI', object.implementationUid),
    text('00020013', 'SH', 'ISMLINK_DEMO'),
  ]);
  const groupLength = encodeElement(numbers('00020000', 'UL', meta.length));
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM', 'latin1'),
    groupLength,
    meta,
    encodeElements(object.elements),
  ]);
};

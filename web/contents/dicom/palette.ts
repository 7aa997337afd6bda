import type { DataSet, Element } from 'dicom-parser';
import { FileFault } from '../viewing/file-fault.ts';

/** Colours by pixel value (PS3.3, C.7.6.3.1.5): `first` is the value of the first entry; 8 bits an entry. */
export type Palette = { first: number; red: Uint8Array; green: Uint8Array; blue: Uint8Array };

const MOST_ENTRIES = 65_536;

/** Throws a FileFault where a table is absent, segmented or shorter than it says. */
export const paletteOf = (dataSet: DataSet): Palette => {
  const [entries = 0, first = 0, bits = 0] = [0, 1, 2].map((index) => dataSet.uint16('x00281101', index) ?? 0);
  const count = entries === 0 ? MOST_ENTRIES : entries;
  const table = (tag: string) => tableOf(dataSet, dataSet.elements[tag], { count, bits });
  return { first, red: table('x00281201'), green: table('x00281202'), blue: table('x00281203') };
};

/** Entries of 16 bits are taken by their upper half; writers disagree whether 8 bits lie in bytes or in words, and the length tells. */
const tableOf = (
  { byteArray }: DataSet,
  element: Element | undefined,
  { count, bits }: { count: number; bits: number },
): Uint8Array => {
  if (!element) throw new FileFault('unsupported', 'no colour table');
  const bytes = byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  if (element.length === count || element.length === count + 1) return Uint8Array.from(bytes.subarray(0, count));
  if (bytes.length < count * 2) throw new FileFault('broken', 'short colour table');
  const high = bits === 8 ? 0 : 1;
  return Uint8Array.from({ length: count }, (_, index) => bytes[index * 2 + high] ?? 0);
};

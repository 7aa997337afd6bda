import type { DataSet } from 'dicom-parser';
import { itemOf } from '../dicom/numbers.ts';
import { textOf } from '../dicom/text.ts';

/** The numbers by which both ISO/IEEE 11073-10101 (`2:61`) and SCP-ECG (`5.6.3-9-61`) know the leads (PS3.16, CID 3001). */
const NAMES: Readonly<Record<string, string>> = {
  1: 'I',
  2: 'II',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
};
const CODED = /^(?:2:|5\.6\.3-9-)(\d+)$/;
const WRITTEN = /\b(III|II|I|aVR|aVL|aVF|V[1-9]R?)\b/i;

/** A channel's lead by its code, else by its words, else by its place. */
export const leadOf = (channel: DataSet, index: number): string => {
  const source = itemOf(channel, 'x003a0208');
  const [, number] = CODED.exec(source?.string('x00080100') ?? '') ?? [];
  const known = number === undefined ? undefined : NAMES[number];
  if (known !== undefined) return known;
  const words = textOf(channel, 'x003a0203') ?? (source && textOf(source, 'x00080104'));
  if (words === undefined) return `ch ${index + 1}`;
  const [, written] = WRITTEN.exec(words) ?? [];
  return Object.values(NAMES).find((name) => name.toUpperCase() === written?.toUpperCase()) ?? words.slice(0, 16);
};

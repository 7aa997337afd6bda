import type { DataSet } from 'dicom-parser';

/** Single sets (Specific Character Set 0008,0005; DICOM PS3.3 C.12.1.1.2) → label of the Encoding standard. */
const LABELS: Readonly<Record<string, string>> = {
  ISO_IR101: 'iso-8859-2',
  ISO_IR109: 'iso-8859-3',
  ISO_IR110: 'iso-8859-4',
  ISO_IR144: 'iso-8859-5',
  ISO_IR127: 'iso-8859-6',
  ISO_IR126: 'iso-8859-7',
  ISO_IR138: 'iso-8859-8',
  ISO_IR148: 'iso-8859-9',
  ISO_IR166: 'windows-874',
  ISO_IR192: 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};
const JAPANESE = /IR(?:13|87|159)$/;
const ESC = 0x1b;
const ASCII = [ESC, 0x28, 0x42];
const KATAKANA = [ESC, 0x28, 0x49];
/** `ESC ) I`: half-width katakana in the upper half, where they stand anyway. */
const UPPER_HALF = 0x29;

/** Text in the character sets that the object declares; what these do not have shows as U+FFFD. */
export const decodeText = (bytes: Uint8Array, characterSets: readonly string[]): string => {
  const sets = characterSets.map((set) => set.trim().toUpperCase().replaceAll(' ', '').replace('ISO2022IR', 'ISO_IR'));
  const text = sets.some((set) => JAPANESE.test(set))
    ? new TextDecoder('iso-2022-jp').decode(Uint8Array.from(sevenBit(bytes)))
    : new TextDecoder(LABELS[sets[0] ?? ''] ?? 'latin1').decode(bytes);
  return text.replaceAll('\u0000', ' ').trim();
};

/** JIS X 0201 in the upper half → the escapes that ISO-2022-JP has for it; one before a run and one behind it, as decoders want. */
const sevenBit = (bytes: Uint8Array): number[] => {
  const out: number[] = [];
  let isKatakana = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC && bytes[at + 1] === UPPER_HALF) {
      at += 2;
      continue;
    }
    const isUpper = byte >= 0xa1 && byte <= 0xdf;
    if (isUpper && !isKatakana) out.push(...KATAKANA);
    if (!isUpper && isKatakana && byte !== ESC) out.push(...ASCII);
    isKatakana = isUpper;
    out.push(isUpper ? byte & 0x7f : byte);
  }
  return out;
};

const LONGEST = 1024;

/** A text element; undefined where it is absent or empty. */
export const textOf = (dataSet: DataSet, tag: string): string | undefined => {
  const element = dataSet.elements[tag];
  if (!element || element.length <= 0) return undefined;
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + Math.min(element.length, LONGEST));
  return decodeText(bytes, (dataSet.string('x00080005') ?? '').split('\\')) || undefined;
};

/** `Noto^Hanako=能登^花子=ノト^ハナコ` → 能登 花子: the ideographic group, else the alphabetic. */
export const nameOf = (personName: string): string => {
  const [alphabetic = '', ideographic = ''] = personName.split('=').map((group) => group.replaceAll('^', ' ').trim());
  return ideographic || alphabetic;
};

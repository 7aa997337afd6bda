import { TextDecoder } from 'node:util';
import { iso2022JpToEucJp } from '../hl7/iso-2022-jp.ts';
import { Rejection } from '../rejection.ts';

/** Single sets (Specific Character Set 0008,0005; DICOM PS3.3 C.12.1.1.2) → label of the Encoding standard. */
const SINGLE: Readonly<Record<string, string>> = {
  '': 'latin1',
  ISO_IR6: 'latin1',
  ISO_IR100: 'latin1',
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
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const ESCAPED_RUN = /\u001b\$[^\u001b]*(?:\u001b\([BJ]|$)|[\u0080-\u00ff]+/g;
const JAPANESE = /IR(?:13|87|159)$/;
const ESC = 0x1b;
/** `ESC ) I`: half-width katakana in the upper half; the lower half stays as it is. */
const UPPER_HALF = 0x29;
const ASCII = [ESC, 0x28, 0x42];
const KATAKANA = [ESC, 0x28, 0x49];

/**
 * Text of a DICOM element. `characterSets` are the values of (0008,0005); with several, the first is the one that text begins in. Bytes that
 * the declared set does not have become U+FFFD: a wrong description is no reason to lose an image.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const sets = characterSets.map((set) => set.trim().toUpperCase().replaceAll(' ', '').replace('ISO2022IR', 'ISO_IR'));
  const text = sets.some((set) => JAPANESE.test(set)) ? japanese(bytes) : single(bytes, sets[0] ?? '');
  // Padding of odd lengths: a blank, or NUL from writers that know no better.
  return text.replaceAll('\u0000', ' ').trim();
}

function single(bytes: Uint8Array, set: string): string {
  return new TextDecoder(SINGLE[set] ?? 'latin1').decode(bytes);
}

/** ISO 2022 with JIS X 0201 in the upper half → ISO-2022-JP as HL7 writes it, which the strict reader knows. */
function japanese(bytes: Uint8Array): string {
  try {
    return new TextDecoder('euc-jp').decode(iso2022JpToEucJp(Uint8Array.from(sevenBit(bytes))));
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return new TextDecoder('latin1').decode(bytes).replace(ESCAPED_RUN, '\ufffd');
  }
}

function sevenBit(bytes: Uint8Array): number[] {
  const out: number[] = [];
  let inKanji = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC && bytes[at + 1] === UPPER_HALF) {
      at += 2;
    } else if (byte === ESC) {
      inKanji = bytes[at + 1] === 0x24;
      out.push(byte);
    } else if (byte >= 0xa1 && byte <= 0xdf && !inKanji) {
      out.push(...KATAKANA, byte & 0x7f, ...ASCII);
    } else {
      out.push(byte);
    }
  }
  return [...out, ...ASCII];
}

/** A person's name (PN): alphabetic, ideographic and phonetic group, each `family^given`. */
export type DicomName = { alphabetic?: string; ideographic?: string; phonetic?: string };

export function nameGroups(text: string): DicomName {
  const [alphabetic, ideographic, phonetic] = text.split('=').map((group) => group.trim().replace(/\^+$/, ''));
  return { ...(alphabetic && { alphabetic }), ...(ideographic && { ideographic }), ...(phonetic && { phonetic }) };
}

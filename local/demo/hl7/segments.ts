import Encoding from 'encoding-japanese';

/** Fields of a segment by HL7's own numbers: `{ 3: localId, 8: 'F' }`. */
export type Fields = Record<number, string | number | undefined>;

/** `PID|0001||0000101`: empty fields up to the last one given. */
export const segment = (name: string, fields: Fields): string => {
  const last = Math.max(...Object.keys(fields).map(Number));
  const written = Array.from({ length: last }, (_, index) => String(fields[index + 1] ?? ''));
  return [name, ...written].join('|').replace(/\|+$/, '');
};

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\E\\',
  '|': '\\F\\',
  '^': '\\S\\',
  '&': '\\T\\',
  '~': '\\R\\',
};

/** Free text within a component: delimiters escaped (HL7 v2.5, 2.7.1). */
export const text = (free: string): string => free.replace(/[\\|^&~]/g, (delimiter) => ESCAPES[delimiter] ?? delimiter);

/** SS-MIX2 v1.2, MSH-18 and MSH-20: ASCII, and JIS X 0208 by escape sequences of ISO 2022. */
const CHARACTER_SETS = { 18: '~ISO IR87', 20: 'ISO 2022-1994' } as const;

/** The first segment. `structure` as in MSH-9, `at` as 17 digits: 20260801103000123. */
export const header = (message: { structure: string; at: string; sender: string }): string => {
  const { structure, at, sender } = message;
  return segment('MSH', {
    1: '^~\\&',
    2: 'HIS001',
    3: sender,
    4: 'GW',
    5: 'RCV',
    6: `${at.slice(0, 14)}.${at.slice(14)}`,
    8: structure,
    9: at,
    10: 'P',
    11: '2.5',
    17: CHARACTER_SETS[18],
    19: CHARACTER_SETS[20],
    20: 'SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO',
  });
};

/** A message as a hospital's storage keeps it: segments end in CR, bytes are ISO-2022-JP. */
export const encodeMessage = (segments: readonly string[]): Buffer => {
  const unicode = Buffer.from(`${segments.join('\r')}\r`, 'utf8');
  return Buffer.from(Encoding.convert(unicode, { from: 'UTF8', to: 'JIS', type: 'array' }));
};

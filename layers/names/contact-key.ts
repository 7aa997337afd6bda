import { kanjiKey } from './kanji-key.ts';
import { foldWidth, HYPHENS } from './width.ts';

/** A telephone number as national digits: 076-123-4567, +81 76 123 4567 and ０７６(123)4567 内線8 are one. Empty when none. */
export function phoneKey(text: string): string {
  const [main = ''] = foldWidth(text).split(/内線|ext|#/i);
  const digits = main.replace(/\D/g, '');
  return /^\D*\+\s*81/.test(main) ? digits.replace(/^810?/, '0') : digits;
}

/** Whether a key can be a telephone number and evidence: 9 to 15 digits (ITU-T E.164), and not a filler such as 000-0000-0000. */
export function isTellingPhone(key: string): boolean {
  return /^\d{9,15}$/.test(key) && !/^0*(\d)\1*$/.test(key);
}

/** The seven digits of a postal code; empty when there are not seven. */
export function postalKey(text: string): string {
  const digits = foldWidth(text).replace(/\D/g, '');
  return digits.length === 7 ? digits : '';
}

/** An address for comparison: 広坂1丁目2番3号, 廣坂１－２－３ and 広坂1-2-3 are one. Kanji numerals are not read. */
export function addressKey(text: string): string {
  return kanjiKey(text)
    .replace(/(?:丁目|番地|番|号)の?/g, '-')
    .replace(HYPHENS, '-')
    .replace(/-+/g, '-')
    .replace(/-$/, '');
}

import { BLANKS, foldWidth, HYPHENS } from './width.ts';

const MIDDLE_DOTS = /[・·•‧∙⋅]/gu;
const HIRAGANA = /[ぁ-ゖゝゞ]/gu;
const HIRAGANA_TO_KATAKANA = 0x60;

/**
 * The key under which two spellings of one reading are the same: half-width or full-width, hiragana or katakana, any
 * hyphen for ー, with or without spaces and ・. A search key only: what was entered is stored as it was entered.
 */
export function kanaKey(text: string): string {
  return foldWidth(text)
    .replace(HIRAGANA, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + HIRAGANA_TO_KATAKANA))
    .replace(HYPHENS, 'ー')
    .replace(BLANKS, '')
    .replace(MIDDLE_DOTS, '')
    .normalize('NFC');
}

const SMALL = 'ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ';
const LARGE = 'アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロ';
const LARGE_OF = new Map(Array.from(SMALL, (small, index) => [small, LARGE[index] ?? small]));
const SMALL_KANA = new RegExp(`[${SMALL}]`, 'gu');

/** ヴ: names from abroad are written with it or with the バ row (ヴィクター, ビクター) as the clerk hears them. */
const SAME_SOUND: Readonly<Record<string, string>> = {
  ヂ: 'ジ',
  ヅ: 'ズ',
  ヲ: 'オ',
  ヰ: 'イ',
  ヱ: 'エ',
  ヷ: 'バ',
  ヸ: 'ビ',
  ヹ: 'ベ',
  ヺ: 'ボ',
  ヴア: 'バ',
  ヴイ: 'ビ',
  ヴユ: 'ビユ',
  ヴエ: 'ベ',
  ヴオ: 'ボ',
  ヴ: 'ブ',
};
const SOUNDS = /ヴ[アイユエオ]?|[ヂヅヲヰヱヷヸヹヺ]/gu;

/** オウ and オオ in every row of the table, as passports fold them: コウノ, コオノ and コーノ are one sound. */
const LONG_O = /([オコゴソゾトドノホボポモヨロ])[ウオ]+/gu;
const NEITHER_LETTER_NOR_SOUND_MARK = /[^\p{Letter}\p{Number}\u3099\u309a]|ー/gu;

/**
 * A looser key that gathers candidates for a person to look at, never proof: same sounds are one (ヂ/ジ, ヅ/ズ, ヲ/オ, ヴ/ブ),
 * small kana are large, long vowels are short, ゝ and ゞ repeat, a letter's case does not matter. Only letters and digits remain.
 */
export function looseKanaKey(text: string): string {
  const letters = kanaKey(text)
    .replace(NEITHER_LETTER_NOR_SOUND_MARK, '')
    .replace(SMALL_KANA, (small) => LARGE_OF.get(small) ?? small)
    .normalize('NFC')
    .replace(/[\u3099\u309a]/gu, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return expandRepeats(letters)
    .replace(SOUNDS, (sound) => SAME_SOUND[sound] ?? sound)
    .replace(LONG_O, '$1');
}

/** みすゞ is ミスズ: ヽ repeats the kana before it, ヾ repeats it voiced. */
function expandRepeats(katakana: string): string {
  if (!/[ヽヾ]/u.test(katakana)) return katakana;
  const expanded: string[] = [];
  for (const kana of katakana) {
    const before = expanded.at(-1);
    if (before === undefined || (kana !== 'ヽ' && kana !== 'ヾ')) expanded.push(kana);
    else expanded.push(kana === 'ヽ' ? before : voiced(before));
  }
  return expanded.join('');
}

function voiced(kana: string): string {
  const composed = `${kana}\u3099`.normalize('NFC');
  return Array.from(composed).length === 1 ? composed : kana;
}

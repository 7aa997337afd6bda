import { kanaKey } from './kana-key.ts';

const KANA = /^(?:[\p{Script=Hiragana}\p{Script=Katakana}ー]|[\u3099\u309a])+$/u;
const KATAKANA_WITH_HIRAGANA = /[ァ-ヶ]/gu;
const KATAKANA_TO_HIRAGANA = -0x60;

/** Whether a text is kana throughout, in any width, with whatever stroke for ー, apart from spaces and ・. */
export function isKana(text: string): boolean {
  return KANA.test(kanaKey(text));
}

/** Whether a text holds kanji. */
export function hasKanji(text: string): boolean {
  return /\p{Script=Han}/u.test(text.normalize('NFKC'));
}

/** A reading in hiragana. */
export function hiraganaOf(text: string): string {
  return kanaKey(text).replace(KATAKANA_WITH_HIRAGANA, (kana) =>
    String.fromCodePoint((kana.codePointAt(0) ?? 0) + KATAKANA_TO_HIRAGANA),
  );
}

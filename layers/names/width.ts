/** The two steps that every search key of this room begins and ends with. */

/**
 * Every stroke that somebody types for a hyphen or a long-vowel mark. NFKC folds only a few of them, so they are listed:
 * all dash punctuation (hyphen, en and em dash, 〜, ゠), minus, tilde, box-drawing lines, ー.
 */
export const HYPHENS = /[\p{Dash_Punctuation}~ー\u02d7\u2043\u2212\u223c\u23af\u2500\u2501\u2796]/gu;

/** Spaces of any width, control characters, and what has no shape at all (zero-width marks, variation selectors). */
export const BLANKS = /[\s\p{Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * NFKC, with ゛ and ゜ read as marks of the kana before them. (NFKC alone makes a space and a mark of them, so that
 * `カ゛` would not become ガ.)
 */
export function foldWidth(text: string): string {
  return text.replaceAll('゛', '\u3099').replaceAll('゜', '\u309a').normalize('NFKC');
}

/** `foldWidth` without blanks; composed again, because marks may now stand beside their letter. */
export function foldWidthAndBlanks(text: string): string {
  return foldWidth(text).replace(BLANKS, '').normalize('NFC');
}

import { KANJI_VARIANTS } from './kanji-variants.ts';
import { foldWidthAndBlanks } from './width.ts';

/** What old systems print for a character that they do not have: ■ and 〓 (the geta mark of typesetters). */
const WILDCARDS: ReadonlySet<string> = new Set(['■', '〓']);

/**
 * The key under which the shapes of one name are the same: 髙橋 and 高橋, 渡邊 and 渡辺, 佐佐木 and 佐々木; without width,
 * spaces and variation selectors. A search key only: what was entered is stored as it was entered.
 */
export function kanjiKey(text: string): string {
  const folded: string[] = [];
  for (const character of foldWidthAndBlanks(text)) {
    const before = folded.at(-1);
    if (before !== undefined && (character === '々' || character === '〻')) folded.push(before);
    else folded.push(common(character));
  }
  return folded.join('').normalize('NFC');
}

function common(character: string): string {
  if (character === 'ヶ') return 'ケ';
  if (character === 'ヵ') return 'カ';
  return KANJI_VARIANTS.get(character) ?? character;
}

/** Whether a name holds a character that its system could not write. */
export function hasWildcards(text: string): boolean {
  return Array.from(text).some((character) => WILDCARDS.has(character));
}

/** Whether two names are the same when each ■ or 〓 stands for any one character. Symmetric. */
export function matchesWithWildcards(a: string, b: string): boolean {
  const left = Array.from(kanjiKey(a));
  const right = Array.from(kanjiKey(b));
  return left.length === right.length && left.every((character, index) => sameOrUnknown(character, right[index]));
}

function sameOrUnknown(a: string, b: string | undefined): boolean {
  return b !== undefined && (a === b || WILDCARDS.has(a) || WILDCARDS.has(b));
}

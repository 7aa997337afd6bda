import { Rejection } from '../rejection.ts';

const ESC = 0x1b;

/** What an escape sequence (after ESC) switches to: bytes a character takes, and what precedes it in EUC-JP. */
type Mode = { width: 1 | 2; prefix: number; high: boolean };

const ROMAN: Mode = { width: 1, prefix: 0, high: false };
const KATAKANA: Mode = { width: 1, prefix: 0x8e, high: true };
const KANJI: Mode = { width: 2, prefix: 0, high: true };
const SUPPLEMENT: Mode = { width: 2, prefix: 0x8f, high: true };

/**
 * `ESC ( J` is JIS X 0201 Roman: its yen sign and overline *are* the backslash and the tilde that HL7 uses as escape and repetition
 * (many systems return to Roman where the standard says ASCII), so both count as ASCII.
 */
const ESCAPES: readonly (readonly [string, Mode])[] = [
  ['$B', KANJI],
  ['(B', ROMAN],
  ['(J', ROMAN],
  ['(I', KATAKANA],
  ['$@', KANJI],
  ['$(D', SUPPLEMENT],
  ['$(B', KANJI],
  ['$(@', KANJI],
  ['(H', ROMAN],
];
/** Announces that the next set is JIS X 0208-1990; means nothing by itself. */
const REVISION = '&@';

/**
 * ISO-2022-JP → EUC-JP, strictly. Node's own decoder refuses an empty kanji run (`ESC $ B ESC ( B`, which real systems write) and JIS X
 * 0212, and silently leaves kanji at a CR, so that a lost escape sequence would become plausible nonsense.
 */
export function iso2022JpToEucJp(bytes: Uint8Array): Uint8Array {
  const euc = new Uint8Array(Math.ceil(bytes.length * 2));
  let length = 0;
  let mode = ROMAN;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte === ESC) {
      const escape = escapeAt(bytes, at + 1);
      mode = escape.mode ?? mode;
      at += escape.length + 1;
    } else if (mode === ROMAN) {
      if (byte >= 0x80 || byte === 0x0e || byte === 0x0f) throw new Rejection('BROKEN_CHARSET', `byte ${at}`);
      euc[length++] = byte;
      at += 1;
    } else {
      if (mode.prefix !== 0) euc[length++] = mode.prefix;
      for (const end = at + mode.width; at < end; at += 1) euc[length++] = graphicAt(bytes, at) | 0x80;
    }
  }
  if (mode !== ROMAN) throw new Rejection('BROKEN_CHARSET', 'escape not closed');
  return euc.subarray(0, length);
}

function graphicAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x21 || byte > 0x7e) throw new Rejection('BROKEN_CHARSET', `byte ${at}`);
  return byte;
}

function escapeAt(bytes: Uint8Array, at: number): { mode?: Mode; length: number } {
  const [first = 0, second = 0, third = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  const [two, three] = [String.fromCharCode(first, second), String.fromCharCode(first, second, third)];
  if (two === REVISION) return { length: 2 };
  const found = ESCAPES.find(([sequence]) => sequence === two || sequence === three);
  if (found === undefined) throw new Rejection('BROKEN_CHARSET', `escape at byte ${at - 1}`);
  return { mode: found[1], length: found[0].length };
}

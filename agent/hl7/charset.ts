import { TextDecoder } from 'node:util';
import { Rejection } from '../rejection.ts';
import { iso2022JpToEucJp } from './iso-2022-jp.ts';

export type Charset = 'US-ASCII' | 'ISO-2022-JP' | 'UTF-8';

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const ESCAPE = 0x1b;
/** A name or facility in kanji before MSH-18 may hold bytes that equal the field separator. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const KANJI_RUN = /\u001b\$[@B(].*?(?:\u001b\([BJH]|$)/gs;

/** Names of MSH-18 (table 0211), without blanks, hyphens and slashes, in upper case. Empty is the default: JIS with escapes. */
const JIS = new Set(['', 'ASCII', 'ISOIR6', 'ISOIR14', 'ISOIR13', 'ISOIR87', 'ISOIR159', 'ISO2022JP', 'ISO20221994']);
const UNICODE = new Set(['UNICODEUTF8', 'UTF8', 'UNICODE']);

/**
 * Bytes of a message → text, before anything is split: kanji bytes equal delimiters (HL7 v2.5 chapter 2.15.9, ISO 2022). MSH-18 names the
 * character set; what does not decode wholly is refused rather than guessed.
 */
export function decodeMessage(bytes: Uint8Array): { text: string; charset: Charset } {
  const charset = declaredCharset(bytes);
  return { text: decodeAs(bytes, charset), charset };
}

function decodeAs(bytes: Uint8Array, charset: Charset): string {
  if (charset === 'UTF-8') {
    if (bytes.includes(ESCAPE)) throw new Rejection('BROKEN_CHARSET', 'UTF-8 with ISO 2022 escapes');
    return strictly(bytes, 'utf-8');
  }
  const eucJp = iso2022JpToEucJp(bytes);
  return strictly(eucJp, 'euc-jp');
}

/** Also for `\X..\` escapes. Throws a Rejection where the bytes are none of that character set. */
export function decodeBytes(bytes: Uint8Array, charset: Charset): string {
  return decodeAs(bytes, charset);
}

const decoders = new Map<string, TextDecoder>();

function strictly(bytes: Uint8Array, encoding: string): string {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true });
  decoders.set(encoding, decoder);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Rejection('BROKEN_CHARSET', encoding === 'utf-8' ? 'not UTF-8' : 'not JIS');
  }
}

function declaredCharset(bytes: Uint8Array): Charset {
  const header = firstSegment(bytes);
  const names = characterSets(header);
  if (names.some((name) => UNICODE.has(name))) return 'UTF-8';
  const unknown = names.find((name) => !JIS.has(name));
  if (unknown !== undefined) throw new Rejection('UNKNOWN_CHARSET', unknown.slice(0, 40).replaceAll(/[^\w.:]/g, '?'));
  return bytes.includes(ESCAPE) ? 'ISO-2022-JP' : 'US-ASCII';
}

/** As Latin-1, without kanji runs: enough to find MSH-18. */
function firstSegment(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte === CARRIAGE_RETURN || byte === LINE_FEED);
  const segment = Buffer.from(bytes.buffer, bytes.byteOffset, end === -1 ? bytes.length : end).toString('latin1');
  const withoutMark = segment.startsWith('\u00ef\u00bb\u00bf') ? segment.slice(3) : segment;
  if (!withoutMark.startsWith('MSH')) throw new Rejection('NOT_HL7');
  return withoutMark.replace(KANJI_RUN, '');
}

/** MSH-18: repetitions, the first being the default set. */
function characterSets(header: string): string[] {
  const [separator = '|', repetition = '~'] = [header[3], header[5]];
  const declared = header.split(separator)[17] ?? '';
  return declared.split(repetition).map((name) => name.toUpperCase().replaceAll(/[\s/_-]/g, ''));
}

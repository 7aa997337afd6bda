import { describe, expect, it } from '@jest/globals';
import { decodeMessage } from '../../../agent/hl7/charset.ts';
import { Rejection } from '../../../agent/rejection.ts';
import { jis } from '../support/hl7-text.ts';

const header = (charset: string): string => `MSH|^~\\&|A|B|C|D|20240105||ADT^A08|1|P|2.5||||||${charset}\r`;
const withHeader = (charset: string, ...rest: (string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    [header(charset), ...rest].map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
    ),
  );
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const bodyOf = (bytes: Buffer): string => decodeMessage(bytes).text.split('\r')[1] ?? '';
const codeOf = (bytes: Uint8Array): string => {
  try {
    decodeMessage(bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
};

describe('the character set of a message', () => {
  it.each(['~ISO IR87', '~ISOIR87', 'ISO IR87', 'ASCII~ISO IR87', '', '~ISO IR14~ISO IR87', '~ISO IR87~ISO IR159'])(
    'reads kanji where MSH-18 says "%s"',
    (charset) => {
      expect(bodyOf(withHeader(charset, jis('ZZZ|患者^太郎')))).toBe('ZZZ|患者^太郎');
    },
  );

  it('reads UTF-8 where MSH-18 says UNICODE UTF-8, with and without a byte order mark', () => {
    const bytes = Buffer.from(`${header('UNICODE UTF-8')}ZZZ|髙橋𠮷`, 'utf8');
    expect(bodyOf(bytes)).toBe('ZZZ|髙橋𠮷');
    expect(bodyOf(Buffer.concat([hex('efbbbf'), bytes]))).toBe('ZZZ|髙橋𠮷');
  });

  it('decodes before it splits: kanji bytes that equal | ^ ~ \\ and & stay kanji', () => {
    // 構 is 3 9 3 D …; these five pairs hold 0x7C 0x5E 0x7E 0x5C 0x26 as their second byte.
    const text = ['347c', '345e', '347e', '345c', '3426'].map((pair) => `1b2442 ${pair} 1b2842`).join('');
    const decoded = bodyOf(withHeader('~ISO IR87', 'ZZZ|', hex(text), '|x'));
    expect(decoded.split('|')).toHaveLength(3);
    expect(decoded).toMatch(/^ZZZ\|\p{Script=Han}{5}\|x$/u);
  });

  it('finds MSH-18 behind a kanji field whose bytes equal the field separator', () => {
    const bytes = Buffer.concat([
      Buffer.from('MSH|^~\\&|'),
      hex('1b2442 347c 1b2842'),
      Buffer.from('|B|C|D|20240105||ADT^A08|1|P|2.5||||||UNICODE UTF-8\r'),
    ]);
    expect(codeOf(bytes)).toBe('BROKEN_CHARSET');
  });

  it('reads half-width katakana, old and supplementary kanji, empty kanji runs and Roman as ASCII', () => {
    const body = hex(
      '1b2849 3132 1b2842 1b2440 3441 1b2842 1b242844 3021 1b2842 1b2442 1b2842 1b2442 2d21 7c62 1b284a 7e5c',
    );
    expect(bodyOf(withHeader('~ISO IR87', 'ZZZ|', body))).toBe('ZZZ|ｱｲ漢丂①髙~\\');
  });

  it('refuses what is broken, mixed or not declared, and never guesses', () => {
    const broken: [string, Buffer][] = [
      ['a kanji run that never ends', withHeader('~ISO IR87', 'ZZZ|', hex('1b2442 3441'))],
      ['a kanji run that ends at the line', withHeader('~ISO IR87', 'ZZZ|', hex('1b2442 3441 0d 41'))],
      ['half a kanji', withHeader('~ISO IR87', 'ZZZ|', hex('1b2442 34 1b2842'))],
      ['a truncated escape', withHeader('~ISO IR87', 'ZZZ|', hex('1b'))],
      ['another truncated escape', withHeader('~ISO IR87', 'ZZZ|', hex('1b24'))],
      ['an unknown escape', withHeader('~ISO IR87', 'ZZZ|', hex('1b2443 4141 1b2842'))],
      ['a code point that is no character', withHeader('~ISO IR87', 'ZZZ|', hex('1b2442 2f7e 1b2842'))],
      ['Shift_JIS in a JIS message', withHeader('~ISO IR87', 'ZZZ|', hex('8abf'))],
      ['UTF-8 in a JIS message', withHeader('~ISO IR87', 'ZZZ|', Buffer.from('漢', 'utf8'))],
      ['JIS in a UTF-8 message', withHeader('UNICODE UTF-8', jis('ZZZ|漢'))],
      ['Latin-1 in a UTF-8 message', withHeader('UNICODE UTF-8', 'ZZZ|', hex('e9'))],
      ['shift out', withHeader('~ISO IR87', 'ZZZ|', hex('0e31 0f'))],
    ];
    for (const [what, bytes] of broken) expect([what, codeOf(bytes)]).toEqual([what, 'BROKEN_CHARSET']);
    expect(codeOf(withHeader('8859/1', 'ZZZ'))).toBe('UNKNOWN_CHARSET');
    expect(codeOf(hex('fbfc'))).toBe('NOT_HL7');
  });
});

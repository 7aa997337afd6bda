import { describe, expect, it } from '@jest/globals';
import Encoding from 'encoding-japanese';
import { segmentsOf } from '../../../web/contents/raw-segments.ts';

const inIso2022Jp = (text: string): Uint8Array =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'JIS' }));

const HEAD = 'MSH|^~\\&|HIS|TY|GW|NW|20260101||RDE^O11^RDE_O11|1|P|2.5||||||~ISO IR87||ISO 2022-1994';

describe('the raw message', () => {
  it('decodes before it splits: kanji whose bytes equal delimiters stay whole', () => {
    // 楓 is 0x5E7C in JIS ("^|"); cut at the bytes, it would be two fields.
    const kanji = Encoding.codeToString(
      Encoding.convert([0x1b, 0x24, 0x42, 0x5e, 0x7c, 0x1b, 0x28, 0x42], { from: 'JIS', to: 'UNICODE' }),
    );
    expect(segmentsOf(inIso2022Jp(`${HEAD}\rPID|1||0000101||${kanji}\r`))).toEqual([HEAD, `PID|1||0000101||${kanji}`]);
  });

  it('half-width kana as the sources write it is read', () => {
    expect(segmentsOf(inIso2022Jp(`${HEAD}\rPID|1||1||ノト^ハナコ`))[1]).toBe('PID|1||1||ノト^ハナコ');
  });

  it('a message in UTF-8 is read as that', () => {
    const head = HEAD.replace('~ISO IR87', 'UNICODE UTF-8');
    expect(segmentsOf(new TextEncoder().encode(`${head}\rPID|1||1||能登`))[1]).toBe('PID|1||1||能登');
  });

  it('neither the final 0x1C nor another control character is shown', () => {
    expect(segmentsOf(inIso2022Jp(`${HEAD}\rNTE|1||a\u0007b\r\u001c\r`))).toEqual([HEAD, 'NTE|1||ab']);
  });
});

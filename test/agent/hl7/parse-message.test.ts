import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../agent/hl7/message.ts';
import { parseMessage } from '../../../agent/hl7/parse-message.ts';
import { Rejection } from '../../../agent/rejection.ts';
import { jis } from '../support/hl7-text.ts';

const MSH = 'MSH|^~\\&|A|B|C|D|20240105||ADT^A08|1|P|2.5||||||~ISO IR87';
const parse = (text: string): Message => parseMessage(jis(text)).message;
const names = (message: Message): string[] => message.segments.map(({ name }) => name);
const codeOf = (bytes: Uint8Array): string => {
  try {
    parseMessage(bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
};

describe('reading a message', () => {
  it.each([
    ['CR', '\r'],
    ['CR LF', '\r\n'],
    ['LF', '\n'],
  ])('takes %s as the end of a segment', (_, end) => {
    const message = parse([MSH, 'PID|1', 'PV1|2', ''].join(end));
    expect(names(message)).toEqual(['MSH', 'PID', 'PV1']);
    expect(message.first('PV1')?.text(1)).toBe('2');
  });

  it('reads past a trailing 0x1C, padding and the start block', () => {
    for (const tail of ['\r\u001c', '\r\u001c\r', '\r\n\u001c\r\n\u0000\u0000', '', '   ']) {
      expect(names(parse(`${MSH}\rPID|1${tail}`))).toEqual(['MSH', 'PID']);
    }
    expect(names(parse(`\u000b${MSH}\rPID|1\r\u001c\r`))).toEqual(['MSH', 'PID']);
  });

  it('honours the separators that MSH-1 and MSH-2 name', () => {
    const message = parse('MSH$*!@%$A$B$C$D$20240105$$ADT*A08$1$P$2.5\rPID$1$$77*a%b!88$x@S@y\r');
    expect(
      message
        .first('PID')
        ?.repetitions(3)
        .map((id) => id.text(1)),
    ).toEqual(['77', '88']);
    expect(message.first('PID')?.field(3).text(2, 2)).toBe('b');
    expect(message.first('PID')?.text(4)).toBe('x*y');
    expect(message.first('MSH')?.text(9, 2)).toBe('A08');
  });

  it('tells fields, repetitions, components and subcomponents apart, and reads what is absent as empty', () => {
    const field = parse(`${MSH}\rZZZ|a^b&c^d~e||""|f`).first('ZZZ');
    expect(field?.repetitions(1).map((each) => each.text(1))).toEqual(['a', 'e']);
    expect([field?.field(1).text(2), field?.field(1).text(2, 2), field?.field(1).joined(2)]).toEqual(['b', 'c', 'b c']);
    expect([field?.text(2), field?.text(3), field?.text(9), field?.text(1, 9)]).toEqual(['', '', '', '']);
    expect([field?.field(2).empty, field?.field(3).empty, field?.field(4).empty]).toEqual([true, true, false]);
    expect(field?.field(1).nested(2).text(2)).toBe('c');
  });

  it('resolves escapes, and leaves alone what is none', () => {
    const written: [string, string][] = [
      ['\\F\\\\S\\\\T\\\\R\\\\E\\', '|^&~\\'],
      ['a\\.br\\b', 'a\nb'],
      ['a\\.sp2\\b', 'a\nb'],
      ['\\H\\loud\\N\\', 'loud'],
      ['\\X41\\\\X4243\\', 'ABC'],
      ['\\X1B2442344 11B2842\\'.replace(' ', ''), '漢'],
      ['C:\\temp', 'C:\\temp'],
      ['\\Q\\x', '\\Q\\x'],
      ['\\X4\\', '\\X4\\'],
      ['\\X1B24\\', '\\X1B24\\'],
      ['end\\', 'end\\'],
    ];
    for (const [raw, text] of written)
      expect([raw, parse(`${MSH}\rZZZ|${raw}`).first('ZZZ')?.field(1).whole()]).toEqual([raw, text]);
  });

  it('keeps line ends inside free text with the segment they stand in', () => {
    const message = parse(`${MSH}\rOBX|1|TX|||first\nsecond line\nthird|x\rNTE|1`);
    expect(names(message)).toEqual(['MSH', 'OBX', 'NTE']);
    expect(message.first('OBX')?.text(5)).toBe('first\nsecond line\nthird');
  });

  it('tolerates unknown segments and names them', () => {
    expect(parseMessage(jis(`${MSH}\rZXX|1\rPID|1\rQQ9|2`)).unknownSegments).toEqual(['ZXX', 'QQ9']);
  });

  it('refuses what is no message', () => {
    const none: [string, string | Buffer][] = [
      ['EMPTY_FILE', ''],
      ['NOT_HL7', 'hello'],
      ['NOT_HL7', 'MSH'],
      ['NOT_HL7', 'MSH|^'],
      ['NOT_HL7', 'MSH|^^^^|A'],
      ['NOT_HL7', 'MSHA^~\\&AB'],
      ['NOT_HL7', 'PID|1\rMSH|^~\\&|'],
      ['CONTROL_CHARACTERS', `${MSH}\rPID|1\u0000|2`],
      ['CONTROL_CHARACTERS', `${MSH}\rPID|1\u0007`],
    ];
    for (const [code, text] of none) expect([text, codeOf(Buffer.from(text))]).toEqual([text, code]);
  });
});

describe('hostile bytes', () => {
  const whole = jis(
    `${MSH}\rPID|1||0001234^^^^PI||架空^花子^^^^^L^I\rOBX|1|TX|||経過\\.br\\良好 \\X1B2442\\ |x\r\u001c`,
  );

  it('never throws anything but a rejection, wherever the message is cut', () => {
    for (let length = 0; length <= whole.length; length += 1)
      expect(() => codeOf(whole.subarray(0, length))).not.toThrow();
  });

  it('never throws anything but a rejection, whichever byte is changed', () => {
    for (let at = 0; at < whole.length; at += 1) {
      for (const byte of [0x00, 0x0d, 0x1b, 0x5c, 0x7c, 0x80, 0xff]) {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        expect(() => codeOf(bytes)).not.toThrow();
      }
    }
  });

  it('reads a segment of a megabyte, and fields full of escapes, in reasonable time', () => {
    const startedAt = performance.now();
    const message = parse(
      `${MSH}\rOBX|1|TX|||${'\\'.repeat(200_000)}|${'x^~&'.repeat(250_000)}|${' '.repeat(500_000)}x`,
    );
    expect(message.first('OBX')?.field(5).whole()).toHaveLength(200_000);
    expect(message.first('OBX')?.repetitions(6)).toHaveLength(250_001);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

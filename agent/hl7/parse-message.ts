import { Rejection } from '../rejection.ts';
import { type Charset, decodeMessage } from './charset.ts';
import { Message, Segment } from './message.ts';
import type { Delimiters } from './unescape.ts';

/** Segments of HL7 v2.5 and of JAHIS that a storage's messages are made of; others are read past, and counted. */
const KNOWN = new Set(
  `MSH SFT EVN PID PD1 NK1 PV1 PV2 DB1 OBX AL1 IAM IN1 IN2 IN3 GT1 DG1 PRB ROL VAR PTH GOL ORC RXO RXE RXA RXR RXC TQ1 TQ2 NTE SPM SAC
   OBR ODS ODT IPC TCD CTI BLG FT1 CTD ACC UB1 UB2 DSC ZE1 ZE2 ZPR ZI1 ZPD`.split(/\s+/),
);
/** Line ends, the end block of MLLP (0x1C) and padding, which storages leave behind a message; the start block (0x0B) before it. */
const TAIL = new Set(['\r', '\n', '\u001c', '\u0000', ' ']);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const START_BLOCK = 0x0b;
/** The longest laboratory report has some hundreds. */
const MOST_SEGMENTS = 20_000;

export type ParsedMessage = { message: Message; charset: Charset; unknownSegments: string[] };

/** Bytes → message. Throws a Rejection for what is no message of HL7 v2; unknown segments are tolerated and named. */
export function parseMessage(bytes: Uint8Array): ParsedMessage {
  if (bytes.length === 0) throw new Rejection('EMPTY_FILE');
  const { text: decoded, charset } = decodeMessage(bytes[0] === START_BLOCK ? bytes.subarray(1) : bytes);
  const text = withoutTail(decoded);
  if (FORBIDDEN.test(text)) throw new Rejection('CONTROL_CHARACTERS');
  const delimiters = delimitersOf(text, charset);
  const lines = linesOf(text, delimiters.field);
  if (lines.length > MOST_SEGMENTS) throw new Rejection('TOO_LARGE', `${lines.length} segments`);
  const segments = lines.map((line) => new Segment(line, delimiters));
  const unknownSegments = segments.map(({ name }) => name).filter((name) => !KNOWN.has(name));
  return { message: new Message(segments, delimiters), charset, unknownSegments };
}

/** By hand: a pattern anchored at the end takes quadratic time on long runs of blanks in the middle. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && TAIL.has(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** MSH-1 and MSH-2. Delimiters that are letters, blanks or one another would split the text anywhere. */
function delimitersOf(text: string, charset: Charset): Delimiters {
  const [field, component, repetition, escape, subcomponent] = text.slice(3, 8);
  const all = [field, component, repetition, escape, subcomponent];
  const sound = all.every((each) => each !== undefined && /^[!-/:-@[-`{-~]$/.test(each)) && new Set(all).size === 5;
  if (!sound || (text.length > 8 && text[8] !== field && text[9] !== field)) throw new Rejection('NOT_HL7', 'MSH-2');
  return { field, component, repetition, escape, subcomponent, charset } as Delimiters;
}

/**
 * Segments end in CR by the standard; CR LF and LF occur. A line that does not begin like a segment is free text that holds a line's
 * end itself: it belongs to the segment before.
 */
function linesOf(text: string, separator: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (isSegment(line, separator)) lines.push(line);
    else if (line !== '') lines.push(`${lines.pop() ?? ''}\n${line}`);
  }
  return lines;
}

function isSegment(line: string, separator: string): boolean {
  return /^[A-Z][A-Z0-9]{2}/.test(line) && (line.length === 3 || line[3] === separator);
}

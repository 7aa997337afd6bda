import { Rejection } from '../rejection.ts';
import { type Charset, decodeBytes } from './charset.ts';

/** As MSH-1 and MSH-2 say, and the character set that `\X..\` escapes are written in. */
export type Delimiters = {
  field: string;
  component: string;
  repetition: string;
  escape: string;
  subcomponent: string;
  charset: Charset;
};

/** Formatting commands that end a line (HL7 v2.5 chapter 2.7.6). */
const LINE_COMMANDS = /^\.(?:br|sp\d*|ce|sk\d*)$/;

/**
 * Resolves HL7 escapes: \F\ \S\ \T\ \R\ \E\ delimiters, \.br\ a line's end, \Xdd..\ bytes in the message's own character set, \H\ \N\
 * highlighting (dropped). What is no escape stays as it was written: a lone backslash is common in free text.
 */
export function unescape(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  let resolved = '';
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf(escape, at);
    const end = start === -1 ? -1 : text.indexOf(escape, start + 1);
    if (end === -1) return resolved + text.slice(at);
    const replacement = replacementOf(text.slice(start + 1, end), delimiters);
    resolved += text.slice(at, start) + (replacement ?? escape);
    at = replacement === undefined ? start + 1 : end + 1;
  }
  return resolved;
}

function replacementOf(sequence: string, delimiters: Delimiters): string | undefined {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    case 'H':
    case 'N':
      return '';
    default:
      if (LINE_COMMANDS.test(sequence)) return '\n';
      return /^X(?:[0-9A-Fa-f]{2})+$/.test(sequence) ? hexadecimal(sequence.slice(1), delimiters) : undefined;
  }
}

function hexadecimal(digits: string, { charset }: Delimiters): string | undefined {
  try {
    return decodeBytes(Buffer.from(digits, 'hex'), charset === 'US-ASCII' ? 'ISO-2022-JP' : charset);
  } catch (error) {
    if (error instanceof Rejection) return undefined;
    throw error;
  }
}

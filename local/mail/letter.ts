import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mail as SES has taken it. */
export type Letter = { messageId: string; from: string; to: string[]; subject: string; text: string; at: Date };

/** RFC 5322, 3.3; in UTC. */
const dateOf = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

/** Header lines are one line each, whatever somebody put into a subject. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

/** RFC 5322, with UTF-8 in its headers and body (RFC 6532): a person reads it with any viewer, and a test with none. */
export function asMessage({ messageId, from, to, subject, text, at }: Letter): string {
  const headers = [
    `Date: ${dateOf(at)}`,
    `From: ${oneLine(from)}`,
    `To: ${oneLine(to.join(', '))}`,
    `Subject: ${oneLine(subject)}`,
    `Message-ID: <${messageId}@ap-northeast-1.amazonses.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return `${[...headers, '', ...text.split(/\r?\n/)].join('\r\n')}\r\n`;
}

/** One file for each mail in `DIR/mail`, for its owner's eyes, in the order in which they were sent. Nothing leaves the machine. */
export function keepLetter(dataDir: string, letter: Letter): void {
  const directory = join(dataDir, 'mail');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const name = `${letter.at.toISOString().replaceAll(':', '')}-${letter.messageId}.eml`;
  writeFileSync(join(directory, name), asMessage(letter), { mode: 0o600, flag: 'wx', flush: true });
}

/** Like SES's own: unlike any other. */
export const newMessageId = (): string => `0100${randomUUID()}`;

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { Rejection } from './rejection.ts';
import type { FileStat } from './state.ts';

/** A message larger than this is none; the network would not take it either. */
const LARGEST_MESSAGE = 16 * 1024 * 1024;

/** Size and time of a plain file. A pipe or a device would never end: refused. */
export async function statOf(path: string): Promise<FileStat> {
  const found = await orRejection(stat(path));
  if (!found.isFile()) throw new Rejection('NOT_READABLE', 'not a plain file');
  return { path, size: found.size, mtimeMs: found.mtimeMs };
}

/** The bytes of a message, as many as it had when it was looked at. */
export async function bytesOf({ path, size }: FileStat): Promise<Buffer> {
  if (size > LARGEST_MESSAGE) throw new Rejection('TOO_LARGE', `${size} B`);
  const bytes = await orRejection(readFile(path));
  if (bytes.length !== size) throw new Rejection('CHANGED_WHILE_READ');
  return bytes;
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of a file of any size, without holding it. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const read = async (): Promise<void> => {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  };
  await orRejection(read());
  return hash.digest('hex');
}

/** The first bytes of a file. */
export async function headOf(path: string, length: number): Promise<Buffer> {
  const file = await orRejection(open(path, 'r'));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function orRejection<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new Rejection('NOT_READABLE', (error as NodeJS.ErrnoException).code ?? 'UNKNOWN');
  }
}

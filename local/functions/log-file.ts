import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

/** A log is begun anew at this size; one older file stays beside it. */
const MAXIMUM_BYTES = 20 * 1024 * 1024;

/** A file of JSON lines. What a function prints as JSON is kept as it is, anything else is wrapped. */
export class LogFile {
  readonly #path: string;
  #stream: WriteStream;
  #bytes: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#path = path;
    this.#bytes = sizeOf(path);
    this.#stream = open(path);
  }

  write(entry: { level: 'INFO' | 'WARN' | 'ERROR'; [key: string]: unknown }): void {
    this.#append(JSON.stringify({ timestamp: new Date().toISOString(), ...entry }));
  }

  /** Takes over an output of a worker, line by line; resolves when it has ended. */
  take(output: Readable, level: 'INFO' | 'ERROR'): Promise<void> {
    let rest = '';
    output.setEncoding('utf8');
    output.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#print(line, level);
    });
    return new Promise((resolve) => {
      output.once('end', () => {
        if (rest !== '') this.#print(rest, level);
        resolve();
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#stream.end(() => resolve()));
  }

  #print(line: string, level: 'INFO' | 'ERROR'): void {
    if (line.trim() === '') return;
    if (isJsonObject(line)) this.#append(line);
    else this.write({ level, message: line });
  }

  #append(line: string): void {
    this.#bytes += line.length + 1;
    if (this.#bytes > MAXIMUM_BYTES) {
      this.#stream.end();
      renameSync(this.#path, `${this.#path}.1`);
      this.#stream = open(this.#path);
      this.#bytes = 0;
    }
    this.#stream.write(`${line}\n`);
  }
}

const open = (path: string): WriteStream => createWriteStream(path, { flags: 'a', mode: 0o600 });

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function isJsonObject(line: string): boolean {
  if (!line.startsWith('{') || !line.endsWith('}')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

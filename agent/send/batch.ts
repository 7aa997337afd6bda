import { gzipSync } from 'node:zlib';
import type { BatchDocument } from '../../schemas/document.ts';
import type { NormalisedDocument } from '../normalise/index.ts';
import { Rejection } from '../rejection.ts';
import type { FileStat } from '../state.ts';

/** `schemas/operations/ingest.ts`: at most 24 documents and 1 MB a batch; a margin for what stands around them. */
export const MOST_DOCUMENTS = 24;
export const MOST_BYTES = 1_000_000 - 4_000;

/** A file made ready: its documents go together or not at all. */
export type PreparedFile = { stat: FileStat; sha256: string; documents: BatchDocument[]; byteLength: number };

/** Adds the raw message, gzip in base64, to the first of a file's documents; the others name it by its hash. */
export function prepare(parts: {
  stat: FileStat;
  sha256: string;
  bytes: Uint8Array;
  documents: NormalisedDocument[];
}): PreparedFile {
  const { stat, sha256, bytes, documents } = parts;
  const rawGzip = gzipSync(bytes).toString('base64');
  const complete = documents.map((document, index) => (index === 0 ? { ...document, rawGzip } : document));
  const byteLength = Buffer.byteLength(JSON.stringify(complete));
  if (byteLength > MOST_BYTES || complete.length > MOST_DOCUMENTS) throw new Rejection('TOO_LARGE', `${byteLength} B`);
  return { stat, sha256, documents: complete, byteLength };
}

/** Gathers files into batches: full ones are given back, what remains by `rest`. */
export class Batches {
  #files: PreparedFile[] = [];

  /** The batch that has no room for this file, or that already holds another version of the same thing; else undefined. */
  add(file: PreparedFile): PreparedFile[] | undefined {
    const full = this.#fits(file) ? undefined : this.rest();
    this.#files.push(file);
    return full;
  }

  rest(): PreparedFile[] {
    const files = this.#files;
    this.#files = [];
    return files;
  }

  #fits(file: PreparedFile): boolean {
    const documents = this.#files.flatMap((each) => each.documents);
    const bytes = this.#files.reduce((sum, each) => sum + each.byteLength, 0);
    const keys = new Set(documents.map(({ sourceKey }) => sourceKey));
    const isOwnVersion = file.documents.some(({ sourceKey }) => keys.has(sourceKey));
    return (
      documents.length + file.documents.length <= MOST_DOCUMENTS &&
      bytes + file.byteLength <= MOST_BYTES &&
      !isOwnVersion
    );
  }
}

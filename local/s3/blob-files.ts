import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './versions.ts';

/** A file whose bytes and name are on the disk; nobody sees it until the catalog names it. */
export type WrittenBlob<T> = { blobId: string; size: number; result: T };

/** Inclusive offsets. */
export type ByteRange = { first: number; last: number };

const readSize = 256 * 1024;

/** Makes names in a directory durable. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  codes.includes(String((error as { code?: string }).code));

/**
 * Bodies as files. A name on the disk is an id of our own, never part of a key: no key can leave the directory.
 *
 * incoming/ID   a body while it arrives; it stays as a second name (hard link) of the same file until the catalog has
 *               committed, so that after a kill the leftovers are exactly what incoming/ lists
 * blobs/xx/ID   whole bodies
 */
export class BlobFiles {
  readonly #incoming: string;
  readonly #blobs: string;
  readonly #madeShelves = new Set<string>();
  readonly #ours = new Set<string>();
  readonly #held = new Map<string, number>();

  private constructor(directory: string) {
    this.#incoming = join(directory, 'incoming');
    this.#blobs = join(directory, 'blobs');
  }

  static async open(directory: string): Promise<BlobFiles> {
    const files = new BlobFiles(directory);
    await mkdir(files.#incoming, { recursive: true, mode: 0o700 });
    await mkdir(files.#blobs, { recursive: true, mode: 0o700 });
    return files;
  }

  #pathOf(blobId: string): string {
    return join(this.#blobs, blobId.slice(0, 2), blobId);
  }

  async #shelfOf(blobId: string): Promise<string> {
    const shelf = join(this.#blobs, blobId.slice(0, 2));
    if (!this.#madeShelves.has(shelf)) {
      await mkdir(shelf, { recursive: true });
      await syncDirectory(this.#blobs);
      this.#madeShelves.add(shelf);
    }
    return shelf;
  }

  /** Writes a body as it comes; when the source fails, nothing remains. */
  async write<T>(source: AsyncGenerator<Buffer, T>): Promise<WrittenBlob<T>> {
    const blobId = randomBytes(16).toString('hex');
    this.#ours.add(blobId);
    try {
      const { size, result } = await this.#fill(join(this.#incoming, blobId), source);
      await this.#place(blobId);
      return { blobId, size, result };
    } catch (error) {
      await this.discard(blobId);
      throw error;
    }
  }

  async #fill<T>(path: string, source: AsyncGenerator<Buffer, T>): Promise<{ size: number; result: T }> {
    const handle = await open(path, 'wx', 0o600);
    try {
      let size = 0;
      let step = await source.next();
      for (; !step.done; step = await source.next()) {
        await writeAll(handle, step.value);
        size += step.value.length;
      }
      await handle.sync();
      return { size, result: step.value };
    } finally {
      await source.return(undefined as T);
      await handle.close();
    }
  }

  async #place(blobId: string): Promise<void> {
    const shelf = await this.#shelfOf(blobId);
    const from = join(this.#incoming, blobId);
    try {
      await link(from, this.#pathOf(blobId));
    } catch (error) {
      // A file system without hard links: rename is as atomic, only a kill right after it leaves an unused file.
      if (!isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
      await rename(from, this.#pathOf(blobId));
    }
    await syncDirectory(shelf);
  }

  /** The catalog has committed: the second name goes. */
  async settle(blobId: string): Promise<void> {
    await rm(join(this.#incoming, blobId), { force: true });
    this.#ours.delete(blobId);
  }

  /** Nothing refers to it: all of it goes. */
  async discard(blobId: string): Promise<void> {
    await rm(this.#pathOf(blobId), { force: true });
    await this.settle(blobId);
  }

  /** Deletes a body whose version is gone; false while somebody still reads it. */
  async erase(blobId: string): Promise<boolean> {
    if (this.#held.has(blobId)) return false;
    await rm(this.#pathOf(blobId), { force: true });
    return true;
  }

  /** Clears what an earlier run left in incoming/; `isKnown` tells whether the catalog names a blob. */
  async sweep(isKnown: (blobId: string) => boolean): Promise<void> {
    for (const name of await readdir(this.#incoming)) {
      if (this.#ours.has(name)) continue;
      await (isKnown(name) ? this.settle(name) : this.discard(name));
    }
  }

  /**
   * The bytes of a range across segments. The blobs are held from this call until the generator ends: a caller takes at
   * least one step and, when it stops early, calls `return`.
   */
  read(segments: readonly Segment[], range: ByteRange): AsyncGenerator<Buffer, void> {
    for (const { blobId } of segments) this.#held.set(blobId, (this.#held.get(blobId) ?? 0) + 1);
    return this.#readHeld(segments, range);
  }

  #release(segments: readonly Segment[]): void {
    for (const { blobId } of segments) {
      const others = (this.#held.get(blobId) ?? 1) - 1;
      if (others > 0) this.#held.set(blobId, others);
      else this.#held.delete(blobId);
    }
  }

  async *#readHeld(segments: readonly Segment[], range: ByteRange): AsyncGenerator<Buffer, void> {
    try {
      let start = 0;
      for (const { blobId, size } of segments) {
        const first = Math.max(range.first - start, 0);
        const end = Math.min(range.last - start + 1, size);
        if (first < end) yield* readFile({ path: this.#pathOf(blobId), size, first, end });
        start += size;
      }
    } finally {
      this.#release(segments);
    }
  }
}

async function* readFile(part: {
  path: string;
  size: number;
  first: number;
  end: number;
}): AsyncGenerator<Buffer, void> {
  const handle = await open(part.path, 'r');
  try {
    if ((await handle.stat()).size !== part.size) throw new Error('A stored body has another size than recorded');
    for (let at = part.first; at < part.end; ) {
      const buffer = Buffer.allocUnsafe(Math.min(readSize, part.end - at));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw new Error('A stored body ended early');
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

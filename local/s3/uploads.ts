import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import type { BlobLedger } from './blob-ledger.ts';
import type { Catalog } from './catalog.ts';
import type { ChecksumAlgorithm, ChecksumType } from './checksums.ts';
import type { ObjectDescription, Place, Tag } from './versions.ts';

/** What CreateMultipartUpload fixed for the object to come. */
export type UploadPlan = {
  description: ObjectDescription;
  tags: Tag[];
  checksum?: { algorithm: ChecksumAlgorithm; type: ChecksumType };
};

/** An upload that was completed stays for a day, so that a repeated completion gets the same answer. */
export type Upload = Place & UploadPlan & { uploadId: string; completedVersionId?: string };

/** `md5` in hexadecimal, `checksum` in base64 by the upload's algorithm (or the part's own). */
export type Part = { partNumber: number; blobId: string; size: number; md5: string; checksum?: string };

function partFromRow(row: Record<string, SQLOutputValue>): Part {
  const checksum = row['checksum'];
  return {
    partNumber: Number(row['part_number']),
    blobId: String(row['blob_id']),
    size: Number(row['size']),
    md5: String(row['md5']),
    ...(checksum === null || checksum === undefined ? {} : { checksum: String(checksum) }),
  };
}

/** Multipart uploads and their parts. Every write runs inside the caller's transaction. */
export class Uploads {
  readonly #blobs: BlobLedger;
  readonly #create: StatementSync;
  readonly #find: StatementSync;
  readonly #putPart: StatementSync;
  readonly #part: StatementSync;
  readonly #parts: StatementSync;
  readonly #dropParts: StatementSync;
  readonly #complete: StatementSync;
  readonly #drop: StatementSync;
  readonly #forget: StatementSync;

  constructor({ db }: Catalog, blobs: BlobLedger) {
    this.#blobs = blobs;
    this.#create = db.prepare('INSERT INTO uploads (upload_id, bucket, key, description) VALUES (?, ?, ?, ?)');
    this.#find = db.prepare('SELECT * FROM uploads WHERE upload_id = ? AND bucket = ? AND key = ?');
    this.#putPart = db.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)');
    this.#part = db.prepare('SELECT * FROM parts WHERE upload_id = ? AND part_number = ?');
    this.#parts = db.prepare('SELECT * FROM parts WHERE upload_id = ? ORDER BY part_number');
    this.#dropParts = db.prepare('DELETE FROM parts WHERE upload_id = ?');
    this.#complete = db.prepare('UPDATE uploads SET completed_at = ?, completed_version_id = ? WHERE upload_id = ?');
    this.#drop = db.prepare('DELETE FROM uploads WHERE upload_id = ?');
    this.#forget = db.prepare('DELETE FROM uploads WHERE completed_at < ?');
  }

  create({ uploadId, bucket, key, ...plan }: Upload): void {
    this.#create.run(uploadId, bucket, Buffer.from(key), JSON.stringify(plan));
  }

  /** The upload of exactly this bucket and key. */
  find({ bucket, key }: Place, uploadId: string): Upload | undefined {
    const row = this.#find.get(uploadId, bucket, Buffer.from(key));
    if (!row) return undefined;
    const plan = JSON.parse(String(row['description'])) as UploadPlan;
    const completed = row['completed_version_id'];
    return {
      ...plan,
      bucket,
      key,
      uploadId,
      ...(completed === null || completed === undefined ? {} : { completedVersionId: String(completed) }),
    };
  }

  parts(uploadId: string): Part[] {
    return this.#parts.all(uploadId).map(partFromRow);
  }

  /** A part sent again replaces the earlier one. */
  putPart(uploadId: string, part: Part): void {
    const replaced = this.#part.get(uploadId, part.partNumber);
    if (replaced) this.#blobs.doom([partFromRow(replaced).blobId]);
    this.#blobs.keep(part.blobId);
    this.#putPart.run(uploadId, part.partNumber, part.blobId, part.size, part.md5, part.checksum ?? null);
  }

  /** The used parts' files now belong to the version; the others go. */
  complete(uploadId: string, result: { versionId: string; at: number; usedBlobIds: ReadonlySet<string> }): void {
    const unused = this.parts(uploadId).filter((part) => !result.usedBlobIds.has(part.blobId));
    this.#blobs.doom(unused.map((part) => part.blobId));
    this.#dropParts.run(uploadId);
    this.#complete.run(result.at, result.versionId, uploadId);
  }

  abort(uploadId: string): void {
    this.#blobs.doom(this.parts(uploadId).map((part) => part.blobId));
    this.#dropParts.run(uploadId);
    this.#drop.run(uploadId);
  }

  forgetCompletedBefore(instant: number): void {
    this.#forget.run(instant);
  }
}

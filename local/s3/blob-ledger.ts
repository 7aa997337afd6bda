import type { StatementSync } from 'node:sqlite';
import type { Catalog } from './catalog.ts';

/** Which blobs count. Its writes belong into the transaction of the version or part that they are for. */
export class BlobLedger {
  readonly #keep: StatementSync;
  readonly #doom: StatementSync;
  readonly #known: StatementSync;
  readonly #doomed: StatementSync;
  readonly #forget: StatementSync;

  constructor({ db }: Catalog) {
    this.#keep = db.prepare('INSERT INTO blobs (blob_id, doomed) VALUES (?, 0)');
    this.#doom = db.prepare('UPDATE blobs SET doomed = 1 WHERE blob_id = ?');
    this.#known = db.prepare('SELECT 1 FROM blobs WHERE blob_id = ?');
    this.#doomed = db.prepare('SELECT blob_id FROM blobs WHERE doomed = 1 AND blob_id > ? ORDER BY blob_id LIMIT 100');
    this.#forget = db.prepare('DELETE FROM blobs WHERE blob_id = ?');
  }

  keep(blobId: string): void {
    this.#keep.run(blobId);
  }

  doom(blobIds: Iterable<string>): void {
    for (const blobId of blobIds) this.#doom.run(blobId);
  }

  isKnown(blobId: string): boolean {
    return this.#known.get(blobId) !== undefined;
  }

  /** Up to 100 doomed blobs after `after` ('' from the start). */
  doomedAfter(after: string): string[] {
    return this.#doomed.all(after).map((row) => String(row['blob_id']));
  }

  forget(blobIds: Iterable<string>): void {
    for (const blobId of blobIds) this.#forget.run(blobId);
  }
}

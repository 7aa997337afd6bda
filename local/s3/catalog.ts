import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * The metadata: what exists under which key. Keys are BLOBs of UTF-8, since S3 lists in byte order and a key may hold NUL.
 * `blobs` names every file that counts; `doomed` ones wait to be deleted. A blob that stands in no row is a leftover.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    key BLOB NOT NULL,
    version_id TEXT NOT NULL,
    latest INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    description TEXT NOT NULL,
    tags TEXT NOT NULL,
    UNIQUE (bucket, key, version_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS versions_in_order ON versions (bucket, key, seq);
  CREATE UNIQUE INDEX IF NOT EXISTS latest_versions ON versions (bucket, key) WHERE latest = 1;
  CREATE INDEX IF NOT EXISTS listed_versions ON versions (bucket, key) WHERE latest = 1 AND delete_marker = 0;

  CREATE TABLE IF NOT EXISTS blobs (blob_id TEXT PRIMARY KEY, doomed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS doomed_blobs ON blobs (blob_id) WHERE doomed = 1;

  CREATE TABLE IF NOT EXISTS uploads (
    upload_id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL,
    key BLOB NOT NULL,
    description TEXT NOT NULL,
    completed_at INTEGER,
    completed_version_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS completed_uploads ON uploads (completed_at) WHERE completed_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS parts (
    upload_id TEXT NOT NULL,
    part_number INTEGER NOT NULL,
    blob_id TEXT NOT NULL,
    size INTEGER NOT NULL,
    md5 TEXT NOT NULL,
    checksum TEXT,
    PRIMARY KEY (upload_id, part_number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS created_events (seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL) STRICT;
  PRAGMA user_version = 1;
`;

/** SQLite with one writer: this process. FULL makes every commit wait for the disk; WAL recovers by itself after a kill. */
export class Catalog {
  readonly db: DatabaseSync;

  constructor(file: string) {
    // SQLite would create it readable for all; the journal takes over this file's mode.
    closeSync(openSync(file, 'a', 0o600));
    this.db = new DatabaseSync(file);
    try {
      // EXCLUSIVE: a second server on the same directory is refused, and the lock dies with the process.
      this.db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      const version = this.db.prepare('PRAGMA user_version').get()?.['user_version'];
      if (version !== 0 && version !== 1) throw new Error(`${file} was written by another version of this endpoint`);
      this.transaction(() => this.db.exec(schema));
    } catch (error) {
      this.db.close();
      if (!String(error).includes('locked')) throw error;
      throw new Error(`${file} is in use: another server runs on this directory`, { cause: error });
    }
  }

  /** All of `work` is durable when this returns; a throw undoes it. `work` may not await. */
  transaction<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.db.close();
  }
}

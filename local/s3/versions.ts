import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import type { BlobLedger } from './blob-ledger.ts';
import type { Catalog } from './catalog.ts';
import type { Checksum } from './checksums.ts';
import type { RetentionMode } from './contract.ts';

export type Place = { bucket: string; key: string };
export type Tag = { key: string; value: string };
/** One file of a body; a multipart object has one per part. Size in bytes. */
export type Segment = { blobId: string; size: number };
/** `retainUntil` in milliseconds since 1970. */
export type Lock = { retention?: { mode: RetentionMode; retainUntil: number }; legalHold?: boolean };

/** What a writer says about an object: headers to give back as they are (`content-type`, `x-amz-meta-*` …), tags, lock. */
export type ObjectDescription = { headers: Record<string, string>; lock?: Lock };

/** A version before it has its id and time. ETag without quotes. */
export type VersionDraft = {
  size: number;
  etag: string;
  segments: Segment[];
  description: ObjectDescription;
  tags: Tag[];
  checksum?: Checksum;
};

export type ObjectVersion = VersionDraft &
  Place & { versionId: string; createdAt: number; deleteMarker: boolean; isLatest: boolean };

/** The id of versions that were written while the bucket was not versioned. */
export const nullVersionId = 'null';

type Row = Record<string, SQLOutputValue>;
type Detail = Pick<ObjectVersion, 'segments' | 'description' | 'checksum'>;

function fromRow(row: Row): ObjectVersion {
  return {
    bucket: String(row['bucket']),
    key: Buffer.from(row['key'] as Uint8Array).toString('utf8'),
    versionId: String(row['version_id']),
    isLatest: row['latest'] === 1,
    deleteMarker: row['delete_marker'] === 1,
    createdAt: Number(row['created_at']),
    size: Number(row['size']),
    etag: String(row['etag']),
    tags: JSON.parse(String(row['tags'])) as Tag[],
    ...(JSON.parse(String(row['description'])) as Detail),
  };
}

/** Object versions by place. Every write runs inside the caller's transaction. */
export class Versions {
  readonly #blobs: BlobLedger;
  readonly #latest: StatementSync;
  readonly #one: StatementSync;
  readonly #newest: StatementSync;
  readonly #history: StatementSync;
  readonly #next: StatementSync;
  readonly #insert: StatementSync;
  readonly #demote: StatementSync;
  readonly #promote: StatementSync;
  readonly #delete: StatementSync;
  readonly #tag: StatementSync;

  constructor({ db }: Catalog, blobs: BlobLedger) {
    this.#blobs = blobs;
    this.#latest = db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND latest = 1');
    this.#one = db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND version_id = ?');
    this.#newest = db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1');
    this.#history = db.prepare(
      `SELECT 1 FROM versions WHERE bucket = ? AND key = ? AND version_id <> '${nullVersionId}' LIMIT 1`,
    );
    this.#next = db.prepare(`SELECT key, size, etag, created_at FROM versions INDEXED BY listed_versions
      WHERE latest = 1 AND delete_marker = 0 AND bucket = ? AND key >= ? ORDER BY key LIMIT 1`);
    this.#insert = db.prepare(`INSERT INTO versions
      (bucket, key, version_id, latest, delete_marker, created_at, size, etag, description, tags)
      VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`);
    this.#demote = db.prepare('UPDATE versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1');
    this.#promote = db.prepare('UPDATE versions SET latest = 1 WHERE bucket = ? AND key = ? AND version_id = ?');
    this.#delete = db.prepare('DELETE FROM versions WHERE bucket = ? AND key = ? AND version_id = ?');
    this.#tag = db.prepare('UPDATE versions SET tags = ? WHERE bucket = ? AND key = ? AND version_id = ?');
  }

  /** The newest version of a key, which may be a delete marker. */
  latest({ bucket, key }: Place): ObjectVersion | undefined {
    const row = this.#latest.get(bucket, Buffer.from(key));
    return row && fromRow(row);
  }

  find({ bucket, key }: Place, versionId: string): ObjectVersion | undefined {
    const row = this.#one.get(bucket, Buffer.from(key), versionId);
    return row && fromRow(row);
  }

  /** Whether a key has versions from a time when its bucket was versioned. */
  hasHistory({ bucket, key }: Place): boolean {
    return this.#history.get(bucket, Buffer.from(key)) !== undefined;
  }

  /** The first object (no delete marker) at or after a key in byte order. */
  nextListed(bucket: string, from: Buffer): ListedObject | undefined {
    const row = this.#next.get(bucket, from);
    if (!row) return undefined;
    const [size, createdAt] = [Number(row['size']), Number(row['created_at'])];
    return { key: Buffer.from(row['key'] as Uint8Array), size, createdAt, etag: String(row['etag']) };
  }

  /** Makes a version the newest; one with the same id (only 'null' can be) is replaced. */
  add(version: Omit<ObjectVersion, 'isLatest'>): void {
    const { bucket, versionId, createdAt, size, etag } = version;
    const key = Buffer.from(version.key);
    const replaced = this.find(version, versionId);
    if (replaced) this.#erase(replaced);
    this.#demote.run(bucket, key);
    const { segments, description, checksum } = version;
    const detail: Detail = { segments, description, ...(checksum ? { checksum } : {}) };
    const marker = version.deleteMarker ? 1 : 0;
    const [details, tags] = [JSON.stringify(detail), JSON.stringify(version.tags)];
    this.#insert.run(bucket, key, versionId, marker, createdAt, size, etag, details, tags);
  }

  #erase(version: ObjectVersion): void {
    this.#delete.run(version.bucket, Buffer.from(version.key), version.versionId);
    this.#blobs.doom(version.segments.map((segment) => segment.blobId));
  }

  /** Deletes one version for good; the one before it becomes the newest. */
  remove(version: ObjectVersion): void {
    this.#erase(version);
    const key = Buffer.from(version.key);
    const newest = version.isLatest ? this.#newest.get(version.bucket, key) : undefined;
    if (newest) this.#promote.run(version.bucket, key, String(newest['version_id']));
  }

  setTags(version: ObjectVersion, tags: readonly Tag[]): void {
    this.#tag.run(JSON.stringify(tags), version.bucket, Buffer.from(version.key), version.versionId);
  }
}

export type ListedObject = { key: Buffer; size: number; createdAt: number; etag: string };

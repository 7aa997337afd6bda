import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BlobFiles, syncDirectory, type WrittenBlob } from './blob-files.ts';
import { BlobLedger } from './blob-ledger.ts';
import { Catalog } from './catalog.ts';
import type { BucketSpec, ObjectCreated } from './contract.ts';
import { isDiskFull, S3Error } from './errors.ts';
import { Outbox } from './outbox.ts';
import { Uploads } from './uploads.ts';
import { nullVersionId, type ObjectVersion, type VersionDraft, Versions } from './versions.ts';

export type StoreOptions = {
  dataDir: string;
  now: () => number;
  deliver?: ((event: ObjectCreated) => void | Promise<void>) | undefined;
  onFailure: (error: unknown) => void;
};

const dayMs = 86_400_000;

/** Files and catalog as one: a version is in the catalog only when its bytes are on the disk. */
export class Store {
  readonly files: BlobFiles;
  readonly versions: Versions;
  readonly uploads: Uploads;
  readonly #catalog: Catalog;
  readonly #ledger: BlobLedger;
  readonly #outbox: Outbox;
  readonly #options: StoreOptions;
  #background: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(files: BlobFiles, options: StoreOptions) {
    this.files = files;
    this.#options = options;
    this.#catalog = new Catalog(join(options.dataDir, 'catalog.sqlite'));
    this.#ledger = new BlobLedger(this.#catalog);
    this.versions = new Versions(this.#catalog, this.#ledger);
    this.uploads = new Uploads(this.#catalog, this.#ledger);
    this.#outbox = new Outbox(this.#catalog, options);
  }

  /** Opens at once; what an earlier run left behind is cleared in the background. */
  static async open(options: StoreOptions): Promise<Store> {
    const store = new Store(await BlobFiles.open(options.dataDir), options);
    await syncDirectory(options.dataDir);
    store.#inBackground(async () => {
      await store.files.sweep((blobId) => store.#ledger.isKnown(blobId));
      store.#catalog.transaction(() => store.uploads.forgetCompletedBefore(options.now() - dayMs));
    });
    store.reclaim();
    store.#outbox.wake();
    return store;
  }

  transaction<T>(work: () => T): T {
    return this.#catalog.transaction(work);
  }

  /** Receives a body and lets `commit` name it in the catalog. When that refuses, the file goes. */
  async receive<T, R>(source: AsyncGenerator<Buffer, T>, commit: (blob: WrittenBlob<T>) => R): Promise<R> {
    const blob = await this.files.write(source);
    try {
      const result = commit(blob);
      await this.files.settle(blob.blobId);
      return result;
    } catch (error) {
      // A refusal or a full disk is surely rolled back; after any other failure the next start decides by the catalog.
      if (error instanceof S3Error || isDiskFull(error)) await this.files.discard(blob.blobId);
      throw error;
    }
  }

  keep(blobId: string): void {
    this.#ledger.keep(blobId);
  }

  /** Adds the newest version of a key and its event; inside the caller's transaction, which `announce` follows. */
  add(bucket: BucketSpec, draft: VersionDraft & { key: string; sha256?: string }): ObjectVersion {
    const { sha256, ...content } = draft;
    const versionId = bucket.versioning ? newVersionId() : nullVersionId;
    const createdAt = this.#options.now();
    const version = { ...content, bucket: bucket.name, versionId, createdAt, deleteMarker: false };
    this.versions.add(version);
    this.#outbox.record({
      bucket: bucket.name,
      key: draft.key,
      versionId,
      size: draft.size,
      ...(sha256 === undefined ? {} : { sha256 }),
      etag: draft.etag,
      at: new Date(createdAt).toISOString(),
    });
    return { ...version, isLatest: true };
  }

  addDeleteMarker(bucket: BucketSpec, key: string): ObjectVersion {
    const versionId = bucket.versioning ? newVersionId() : nullVersionId;
    const content = { size: 0, etag: '', segments: [], description: { headers: {} }, tags: [] };
    const place = { bucket: bucket.name, key, versionId, createdAt: this.#options.now(), deleteMarker: true };
    const marker = { ...content, ...place };
    this.versions.add(marker);
    return { ...marker, isLatest: true };
  }

  /** After a commit: tells the receiver of events, and deletes files that lost their version. */
  announce(): void {
    this.#outbox.wake();
    this.reclaim();
  }

  /** Deletes doomed files in the background. One that is being read waits for the next time. */
  reclaim(): void {
    this.#inBackground(async () => {
      let after = '';
      for (let doomed = this.#ledger.doomedAfter(after); doomed.length > 0; doomed = this.#ledger.doomedAfter(after)) {
        const erased: string[] = [];
        for (const blobId of doomed) if (await this.files.erase(blobId)) erased.push(blobId);
        if (this.#isClosed) return;
        if (erased.length > 0) this.#catalog.transaction(() => this.#ledger.forget(erased));
        after = doomed.at(-1) ?? '';
      }
    });
  }

  #inBackground(work: () => Promise<void>): void {
    this.#background = this.#background
      .then(() => (this.#isClosed ? undefined : work()))
      .catch((error: unknown) => this.#options.onFailure(error));
  }

  async close(): Promise<void> {
    await this.#outbox.close();
    this.#isClosed = true;
    await this.#background;
    this.#catalog.close();
  }
}

/** 32 characters that cannot be guessed, as S3's are. */
const newVersionId = (): string => randomBytes(24).toString('base64url');

import type { StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Catalog } from './catalog.ts';
import type { ObjectCreated } from './contract.ts';

type Entry = { seq: number; event: ObjectCreated };
type Deliver = (event: ObjectCreated) => void | Promise<void>;

export type OutboxOptions = {
  deliver?: Deliver | undefined;
  onFailure: (error: unknown) => void;
  now: () => number;
};

const retryAfterMs = 2_000;
const tidyAfterMs = 250;
const closeGraceMs = 3_000;
/** EventBridge gives an event up after a day. */
const giveUpAfterMs = 86_400_000;

/**
 * Object-created events, recorded in the object's own transaction: an object that was acknowledged is announced even when
 * the process dies in between. Delivery is one at a time and at least once, as EventBridge promises; one that fails is tried
 * again without holding up the others.
 */
export class Outbox {
  readonly #catalog: Catalog;
  readonly #options: OutboxOptions;
  readonly #record: StatementSync;
  readonly #after: StatementSync;
  readonly #remove: StatementSync;
  #settled: number[] = [];
  #failed: Entry[] = [];
  #lastSeq = 0;
  #running: Promise<void> | undefined;
  #tidying: NodeJS.Timeout | undefined;
  #retrying: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(catalog: Catalog, options: OutboxOptions) {
    this.#catalog = catalog;
    this.#options = options;
    this.#record = catalog.db.prepare('INSERT INTO created_events (event) VALUES (?)');
    this.#after = catalog.db.prepare('SELECT seq, event FROM created_events WHERE seq > ? ORDER BY seq LIMIT 100');
    this.#remove = catalog.db.prepare('DELETE FROM created_events WHERE seq = ?');
  }

  /** Inside the transaction that creates the object. Without a receiver nothing piles up. */
  record(event: ObjectCreated): void {
    if (this.#options.deliver) this.#record.run(JSON.stringify(event));
  }

  /** After the commit, and at start. */
  wake(): void {
    const { deliver, onFailure } = this.#options;
    if (this.#isClosed || this.#running || !deliver) return;
    this.#running = this.#drain(deliver)
      .catch(onFailure)
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #drain(deliver: Deliver): Promise<void> {
    // A turn of the event loop later, so that the writer is answered first.
    await new Promise((resolve) => setImmediate(resolve));
    for (const entry of this.#failed.splice(0)) await this.#deliverOne(entry, deliver);
    for (let entries = this.#next(); entries.length > 0; entries = this.#next()) {
      for (const entry of entries) {
        await this.#deliverOne(entry, deliver);
        if (this.#isClosed) return;
        this.#lastSeq = entry.seq;
      }
    }
    this.#tidying ??= setTimeout(() => this.#tidy(), tidyAfterMs).unref();
    if (this.#failed.length > 0) this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retrying);
    this.#retrying = setTimeout(() => this.wake(), retryAfterMs).unref();
  }

  async #deliverOne(entry: Entry, deliver: Deliver): Promise<void> {
    if (this.#isClosed) return;
    try {
      await deliver(entry.event);
      this.#settled.push(entry.seq);
    } catch (error) {
      this.#options.onFailure(error);
      const isOld = this.#options.now() - Date.parse(entry.event.at) > giveUpAfterMs;
      if (isOld) this.#settled.push(entry.seq);
      else this.#failed.push(entry);
    }
  }

  #next(): Entry[] {
    if (this.#isClosed) return [];
    return this.#after
      .all(this.#lastSeq)
      .map((row) => ({ seq: Number(row['seq']), event: JSON.parse(String(row['event'])) as ObjectCreated }));
  }

  /** Removes what was delivered, many in one commit: a commit per event would double the writes. */
  #tidy(): void {
    clearTimeout(this.#tidying);
    this.#tidying = undefined;
    if (this.#settled.length === 0) return;
    try {
      this.#catalog.transaction(() => {
        for (const seq of this.#settled) this.#remove.run(seq);
      });
      this.#settled = [];
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  /** Waits a little for the delivery under way; the rest is delivered after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retrying);
    await Promise.race([this.#running, wait(closeGraceMs, undefined, { ref: false })]);
    clearTimeout(this.#tidying);
    this.#tidy();
  }
}

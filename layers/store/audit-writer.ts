import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { AuditEvent } from '../../events/audit-event.ts';
import type { AuditEventId } from '../../schemas/primitives.ts';
import type { Item } from './db.ts';
import { ConflictError, StoreUnavailableError } from './errors.ts';
import { AUDIT_SHARDS, auditPartition } from './keys.ts';

/** An audit event before its writer has put it in its chain. */
export type AuditDraft = Omit<AuditEvent, 'eventVersion' | 'eventId' | 'eventTime' | 'writer'>;

const FIRST = '0'.repeat(64);

/** Keys in order, so that one event has one hash wherever it is computed. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
};

/** SHA-256 of an event, its writer's link included: what the next event of the chain points to. */
export const auditHash = (event: AuditEvent): string => createHash('sha256').update(canonicalJson(event)).digest('hex');

/**
 * The item of an event: key by hour and shard, attributes for the two indexes, the event itself (canonical JSON, raw deflate: a look at four
 * facilities has 1.3 KB as text, and beyond 1 KB the table and each index would pay two write units for it).
 */
export const auditItemOf = (event: AuditEvent): Item => {
  const random = Number.parseInt(createHash('sha256').update(event.eventId).digest('hex').slice(0, 2), 16);
  return {
    pk: auditPartition(event.eventTime.slice(0, 13), random % AUDIT_SHARDS),
    sk: event.eventId,
    ...(event.patientId && { patientId: event.patientId }),
    ...(event.actor.staffId && { staffId: event.actor.staffId }),
    event: deflateRawSync(canonicalJson(event), { level: 9 }),
  };
};

export const auditEventOf = (item: Item): AuditEvent => {
  const { event } = item;
  if (!(event instanceof Uint8Array)) throw new TypeError('an audit item without its event');
  return AuditEvent.parse(JSON.parse(inflateRawSync(event).toString('utf8')));
};

/**
 * One writer a function instance: its events carry a running number and the hash of the one before, so that a missing or altered event
 * shows. An event counts only once it is written; after an uncertain write the writer is abandoned and a new one begins.
 */
export class AuditWriter {
  readonly #now: () => number;
  readonly #newId: () => string;
  #writerId: string;
  #n = 0;
  #previousHash = FIRST;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: { now: () => number; newId: () => string }) {
    this.#now = options.now;
    this.#newId = options.newId;
    this.#writerId = options.newId();
  }

  /** Writes one event through `write`; events of one writer go one after another. Retried by the caller under another event. */
  async append<T>(draft: AuditDraft, write: (event: AuditEvent) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#append(draft, write));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #append<T>(draft: AuditDraft, write: (event: AuditEvent) => Promise<T>): Promise<T> {
    // Parsed before it is written: append-only data cannot be mended, and one event that does not read back would close a patient's log.
    const event = AuditEvent.parse({
      eventVersion: '1',
      eventId: `evt_${this.#newId()}` as AuditEventId,
      eventTime: new Date(this.#now()).toISOString(),
      ...draft,
      writer: { writerId: this.#writerId, n: this.#n + 1, previousHash: this.#previousHash },
    } satisfies AuditEvent);
    try {
      const written = await write(event);
      this.#n += 1;
      this.#previousHash = auditHash(event);
      return written;
    } catch (error) {
      const failed = error instanceof StoreUnavailableError || error instanceof ConflictError;
      if (failed && !error.certain) this.#begin();
      throw error;
    }
  }

  #begin(): void {
    this.#writerId = this.#newId();
    this.#n = 0;
    this.#previousHash = FIRST;
  }
}

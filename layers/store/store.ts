import { ulid } from 'ulid';
import type { AuditEvent } from '../../events/audit-event.ts';
import { type AuditDraft, AuditWriter, auditItemOf } from './audit-writer.ts';
import { Db, type TableName, type Write } from './db.ts';
import { AuditUnavailableError, ConflictError } from './errors.ts';
import { Seal } from './seal.ts';

/** Everything a deed needs of the tables. One per Lambda instance. */
export type Store = {
  db: Db;
  seal: Seal;
  audit: AuditWriter;
  now: () => number;
  newId: () => string;
};

export type StoreOptions = {
  tables: Record<TableName, string>;
  secret: string;
  db?: Db;
  now?: () => number;
  newId?: () => string;
};

export const openStore = (options: StoreOptions): Store => {
  const now = options.now ?? Date.now;
  const newId = options.newId ?? (() => ulid(now()));
  return {
    db: options.db ?? Db.connect(options.tables),
    seal: new Seal(options.secret),
    audit: new AuditWriter({ now, newId }),
    now,
    newId,
  };
};

/** What is written; a function where it names the audit event that is written with it. */
type Writes = Write[] | ((event: AuditEvent) => Write[]);

/** State and its audit event in one conditional transaction: both or neither. */
export const commit = async (store: Store, change: { writes: Writes; audit: AuditDraft }): Promise<AuditEvent> =>
  store.audit.append(change.audit, async (event) => {
    const writes = typeof change.writes === 'function' ? change.writes(event) : change.writes;
    const audit: Write = {
      table: 'audit',
      put: auditItemOf(event),
      condition: { expression: 'attribute_not_exists(pk)' },
      otherwise: 'audit',
    };
    try {
      await store.db.transact([...writes, audit], event.eventId);
    } catch (error) {
      // The event's id is its own: where it stands already, an attempt that seemed to fail has written it, and all the rest with it.
      if (!(error instanceof ConflictError && error.conditions.includes('audit'))) throw error;
    }
    return event;
  });

/** The audit event of a read, of a refusal, of a failure: written before anything is answered. */
export const record = async (store: Store, draft: AuditDraft): Promise<AuditEvent> => {
  try {
    return await store.audit.append(draft, async (event) => {
      await store.db.putNew('audit', auditItemOf(event));
      return event;
    });
  } catch (error) {
    if (error instanceof ConflictError) throw error;
    throw new AuditUnavailableError(error);
  }
};

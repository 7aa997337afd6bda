import type { AuditEvent } from '../../events/audit-event.ts';
import { auditEventOf } from './audit-writer.ts';
import type { Page } from './db.ts';
import type { Key } from './keys.ts';
import type { Store } from './store.ts';

/** Who did what to a patient, or what a person did: newest first. */
export const auditEventsOf = async (
  store: Store,
  ask: { index: 'byPatient' | 'byStaff'; value: string; limit: number; before?: Key },
): Promise<Page<AuditEvent>> => {
  const page = await store.db.queryIndex(ask.index, ask.value, {
    limit: ask.limit,
    ...(ask.before && { before: ask.before }),
  });
  return { items: page.items.map(auditEventOf), ...(page.last && { last: page.last }) };
};

import { randomUUID } from 'node:crypto';
import { jstDayOf } from '../../layers/names/index.ts';
import type { Store } from '../../layers/store/index.ts';
import { type AttemptKind, attemptsKey } from '../../layers/store/keys.ts';
import type { StaffId } from '../../schemas/primitives.ts';

/** Attempts are counted per person and limited (30 name searches an hour): the bench asks more often than people may. */
export async function forgetAttempts(store: Store, staffId: StaffId, kind: AttemptKind): Promise<void> {
  const at = new Date(store.now()).toISOString();
  const window = kind === 'link' ? jstDayOf(at) : at.slice(0, 13);
  await store.db.transact([{ table: 'directory', remove: attemptsKey(staffId, kind, window) }], randomUUID());
}

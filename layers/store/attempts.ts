import type { StaffId } from '../../schemas/primitives.ts';
import type { Write } from './db.ts';
import { attemptsKey } from './keys.ts';

/** Counts one attempt of a person within a window, and fails as `attempts` when the limit is reached. A counter is the person's own: no hot item. */
export const attemptWrite = (attempt: {
  staffId: StaffId;
  kind: 'link' | 'search';
  window: string;
  limit: number;
  expiresAt: number;
}): Write => ({
  table: 'directory',
  update: {
    key: attemptsKey(attempt.staffId, attempt.kind, attempt.window),
    expression: 'ADD #count :one SET #entity = :entity, expiresAtSeconds = :expires',
  },
  names: { '#count': 'count', '#entity': 'entity' },
  values: { ':one': 1, ':entity': 'Attempts', ':expires': Math.ceil(attempt.expiresAt / 1000) },
  condition: { expression: 'attribute_not_exists(#count) OR #count < :limit', values: { ':limit': attempt.limit } },
  otherwise: 'attempts',
});

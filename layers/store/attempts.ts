import type { StaffId } from '../../schemas/primitives.ts';
import type { Condition, Write } from './db.ts';
import { type AttemptKind, attemptsKey } from './keys.ts';

/** Attempts of a person within a window (a day, an hour), at most `limit`. A counter is the person's own: no hot item. */
export type Attempt = { staffId: StaffId; kind: AttemptKind; window: string; limit: number; expiresAt: number };

const keyOf = ({ staffId, kind, window }: Attempt) => attemptsKey(staffId, kind, window);
const left = ({ limit }: Attempt): Condition => ({
  expression: 'attribute_not_exists(#count) OR #count < :limit',
  names: { '#count': 'count' },
  values: { ':limit': limit },
});

/** Counts one attempt, and fails as `attempts` when the limit is reached. */
export const attemptWrite = (attempt: Attempt): Write => ({
  table: 'directory',
  update: { key: keyOf(attempt), expression: 'ADD #count :one SET #entity = :entity, expiresAtSeconds = :expires' },
  names: { '#count': 'count', '#entity': 'entity' },
  values: { ':one': 1, ':entity': 'Attempts', ':expires': Math.ceil(attempt.expiresAt / 1000) },
  condition: left(attempt),
  otherwise: 'attempts',
});

/** Counts nothing, and fails as `attempts` when the limit is reached: for an attempt that succeeded, so that it is no way around the limit. */
export const attemptsLeft = (attempt: Attempt): Write => ({
  table: 'directory',
  check: keyOf(attempt),
  condition: left(attempt),
  otherwise: 'attempts',
});

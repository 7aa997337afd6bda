import type { Obligation } from '../../schemas/obligation.ts';

const HOUR_MS = 3_600_000;
/** Reminded within the day before it is due. */
export const AHEAD_MS = 24 * HOUR_MS;
/** So long after it was due, the network office is told. */
const OFFICE_MS = 7 * 24 * HOUR_MS;

export const STAGES = ['before', 'overdue', 'office'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Whether an open obligation is to be reminded of at this instant, once a stage: within 24 hours before it is due and at that very instant; from
 * the instant after; and from 7 days later on, to the network office.
 */
export const isToRemind = ({ dueAt, reminded }: Obligation, stage: Stage, now: number): boolean => {
  if (reminded[stage] !== undefined) return false;
  const late = now - Date.parse(dueAt);
  if (stage === 'before') return late <= 0 && late >= -AHEAD_MS;
  return stage === 'overdue' ? late > 0 : late >= OFFICE_MS;
};

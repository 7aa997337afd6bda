import type { Occasion } from '../../../schemas/ems.ts';
import type { OutputOf } from '../../../schemas/operation.ts';
import type { confirmEms, lookUpEms } from '../../../schemas/operations/ems.ts';

/** What the screen before hands over: what was typed into the header's field, or who was chosen in the name search. */
export type Handed = { patientId?: string; facilityId?: string };

/** What is looked up. */
export type Wanted = { patientId: string; facilityId?: string; occasion: Occasion };
export type Found = OutputOf<typeof lookUpEms>;
export type Confirmed = OutputOf<typeof confirmEms>;

export type Stage =
  | { at: 'asking'; wasCalledOff?: boolean }
  | { at: 'person'; found: Found }
  | { at: 'consent'; found: Found }
  | { at: 'drill'; report: NonNullable<Confirmed['drill']> };

const samePerson = (one: Found, other: Found): boolean =>
  one.facilityId === other.facilityId &&
  one.localId === other.localId &&
  JSON.stringify(one.person) === JSON.stringify(other.person);

/** Looked up again with another occasion, the person who was confirmed a moment ago need not be confirmed anew; anybody else must. */
export const stageAfter = (before: Stage, found: Found): Stage =>
  before.at === 'consent' && samePerson(before.found, found) ? { at: 'consent', found } : { at: 'person', found };

/** Nothing but text and an id is taken from the history, whatever stands there. */
export const handedFrom = (state: unknown): Handed => {
  if (typeof state !== 'object' || state === null) return {};
  const { patientId, facilityId } = state as Record<string, unknown>;
  return {
    ...(typeof patientId === 'string' && { patientId }),
    ...(typeof facilityId === 'string' && { facilityId }),
  };
};

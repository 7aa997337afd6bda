import type { Consent } from '../../../schemas/consent.ts';
import type { EmsBar } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';

type Word = { at: string; everyone: boolean; viewers: FacilityId[]; contents: EmsBar['contents'] };

/**
 * What a patient's consents leave closed to EMS at one facility's record; `undefined` where nothing is left out. `consents`: all of the
 * patient's, in any state and order; `todayJst`: YYYY-MM-DD. As for a linked look, a later comprehensive consent takes back what an earlier
 * one left out; an individual consent takes nothing back, since it speaks only of the facilities it names. A comprehensive consent that was
 * withdrawn bars everybody until there is another one, whatever individual consents are in force; what one left out whose place individual
 * consents took stays left out.
 */
export function emsBarOf(read: {
  consents: readonly Consent[];
  facilityId: FacilityId;
  todayJst: string;
}): EmsBar | undefined {
  const words = [...withdrawals(read), ...exclusions(read)];
  const [first, ...others] = words.map(({ at }) => at);
  if (first === undefined) return undefined;
  return {
    at: others.reduce((latest, at) => (Date.parse(at) > Date.parse(latest) ? at : latest), first),
    everyone: words.some(({ everyone }) => everyone),
    viewers: [...new Set(words.flatMap(({ viewers }) => viewers))].sort(),
    contents: [...new Set(words.flatMap(({ contents }) => contents))].sort(),
  };
}

type Read = Parameters<typeof emsBarOf>[0];

const inForce = ({ consents, todayJst }: Read): Consent[] =>
  consents.filter((consent) => consent.state === 'inForce' && consent.effectiveOn <= todayJst);

/** 撤回: of a comprehensive consent for everybody until there is another; of an individual one for those whom it named and no other names. */
function withdrawals(read: Read): Word[] {
  const counting = inForce(read);
  if (counting.some(({ scope }) => scope.kind === 'comprehensive')) return [];
  const still = new Set(counting.flatMap((consent) => namedBeside(consent, read.facilityId)));
  return read.consents
    .filter(({ state }) => state === 'withdrawn')
    .flatMap((consent): Word[] => {
      const everyone = counting.length === 0 || consent.scope.kind === 'comprehensive';
      const named = namedBeside(consent, read.facilityId);
      const viewers = everyone ? [] : named.filter((viewer) => !still.has(viewer));
      // It was the patient's word about this record, even where others still agree for all whom it named.
      return everyone || named.length > 0 ? [{ at: saidAt(consent), everyone, viewers, contents: [] }] : [];
    });
}

const saidAt = ({ withdrawal, endedAt, recordedAt }: Consent): string =>
  withdrawal?.recordedAt ?? endedAt ?? recordedAt;

/** Those whom an individual consent names together with a facility. */
const namedBeside = ({ scope }: Consent, facilityId: FacilityId): FacilityId[] =>
  scope.kind === 'individual' && scope.facilities.includes(facilityId)
    ? scope.facilities.filter((named) => named !== facilityId)
    : [];

/** What the latest comprehensive consent leaves out, and what individual consents since then leave out at this facility. */
function exclusions(read: Read): Word[] {
  const counting = inForce(read);
  const comprehensive = counting.filter(({ scope }) => scope.kind === 'comprehensive');
  const narrowed = comprehensive.length === 0 && counting.length > 0 ? lastReplaced(read) : [];
  const since = Math.max(...comprehensive.map(({ recordedAt }) => Date.parse(recordedAt)));
  const lasting = counting.filter(({ recordedAt }) => Date.parse(recordedAt) >= since);
  return [...narrowed, ...lasting].flatMap((consent) => exclusionOf(consent, read.facilityId));
}

/** The last comprehensive consent that another took the place of. */
const lastReplaced = ({ consents }: Read): Consent[] =>
  consents
    .filter(({ state, scope }) => state === 'replaced' && scope.kind === 'comprehensive')
    .sort((one, other) => Date.parse(other.recordedAt) - Date.parse(one.recordedAt))
    .slice(0, 1);

/**
 * Whether a consent takes the place of a refusal of a day (YYYY-MM-DD in Japan), recorded `at` that instant, or before the consent where nothing is
 * said of it. One that speaks only of some facilities says nothing of a record elsewhere; a form of an earlier day was signed before the refusal.
 */
export const takesBackRefusal = (
  { state, scope, effectiveOn, recordedAt }: Consent,
  refusal: { day: string; at?: string },
): boolean =>
  state === 'inForce' &&
  scope.kind === 'comprehensive' &&
  effectiveOn >= refusal.day &&
  (refusal.at === undefined || Date.parse(recordedAt) > Date.parse(refusal.at));

function exclusionOf({ scope, recordedAt }: Consent, facilityId: FacilityId): Word[] {
  const speaks = scope.kind === 'comprehensive' || scope.facilities.includes(facilityId);
  const excluded = scope.kind === 'comprehensive' ? scope.excludedFacilities : [];
  const everyone = excluded.includes(facilityId);
  const viewers = excluded.filter((facility) => facility !== facilityId);
  const contents = speaks ? scope.excludedContents : [];
  return everyone || viewers.length > 0 || contents.length > 0 ? [{ at: recordedAt, everyone, viewers, contents }] : [];
}

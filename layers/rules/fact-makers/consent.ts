import type { Consent } from '../../../schemas/consent.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { ALL_TYPES } from '../content-mask.ts';
import type { Facts } from '../facts.ts';

export type ConsentQuestion = {
  /** All consents of the patient, in any state and order; `undefined` where they could not be read. */
  consents: readonly Consent[] | undefined;
  discloser: FacilityId;
  viewer: FacilityId;
  /** Today in Japan, YYYY-MM-DD. */
  todayJst: string;
};
export type ConsentFacts = { facts: Facts; covered: ReadonlySet<ContentType> };

/**
 * What the patient's consents open between a discloser and a viewer. A consent counts when it is in force and has taken effect.
 * Comprehensive consent covers every pair and content but those left out; an individual one only pairs among the facilities it names, so that
 * a facility that joins later is never in it. Several in force add up, except that what was left out later beats what was agreed to before.
 */
export function consentFacts(question: ConsentQuestion): ConsentFacts {
  const { consents, todayJst } = question;
  if (consents === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(todayJst)) return { facts: {}, covered: new Set() };
  const counting = consents.filter((consent) => consent.state === 'inForce' && consent.effectiveOn <= todayJst);
  const covering = counting.filter(
    (consent) => coversPair(consent, question) && !leftOutLater(consent, counting, question),
  );
  const covered = new Set(covering.flatMap((consent) => contentsOf(consent, counting, question)));
  return { facts: { consentInForce: counting.length > 0, consentCoversPair: covering.length > 0 }, covered };
}

/** Whether the patient has left a facility out; `consents` all of the patient's, `undefined` where they could not be read. */
export const leftOutFacts = (read: { consents: readonly Consent[] | undefined; viewer: FacilityId }): Facts => {
  const { consents, viewer } = read;
  if (consents === undefined) return {};
  const inForce = consents.filter((consent) => consent.state === 'inForce');
  return { callerLeftOut: inForce.some((consent) => leavesOut(consent, { discloser: viewer, viewer })) };
};

type Pair = Pick<ConsentQuestion, 'discloser' | 'viewer'>;

const coversPair = ({ scope }: Consent, { discloser, viewer }: Pair): boolean =>
  scope.kind === 'comprehensive'
    ? !leavesOut({ scope }, { discloser, viewer })
    : scope.facilities.includes(discloser) && scope.facilities.includes(viewer);

/** A facility left out neither discloses nor views. */
const leavesOut = ({ scope }: Pick<Consent, 'scope'>, { discloser, viewer }: Pair): boolean =>
  scope.kind === 'comprehensive' && [discloser, viewer].some((facility) => scope.excludedFacilities.includes(facility));

/** Consents that say something about this pair and were recorded no earlier: their exclusions hold against `consent` too. */
const laterOn = (consent: Consent, counting: readonly Consent[]): Consent[] =>
  counting.filter((other) => other !== consent && Date.parse(other.recordedAt) >= Date.parse(consent.recordedAt));

const leftOutLater = (consent: Consent, counting: readonly Consent[], pair: Pair): boolean =>
  laterOn(consent, counting).some((other) => leavesOut(other, pair));

function contentsOf(consent: Consent, counting: readonly Consent[], pair: Pair): ContentType[] {
  const speaking = laterOn(consent, counting).filter(
    ({ scope }) => scope.kind === 'comprehensive' || coversPair({ ...consent, scope }, pair),
  );
  const leftOut = new Set([consent, ...speaking].flatMap(({ scope }) => scope.excludedContents));
  return ALL_TYPES.filter((type) => !leftOut.has(type));
}

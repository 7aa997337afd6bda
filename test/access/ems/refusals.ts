import type { Consent } from '../../../schemas/consent.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { KnownPerson } from './situation.ts';

/**
 * Since when the person does not want this facility's record to be seen by that one unasked: 不同意 noted at the facility, a withdrawal, or one of
 * the two left out of what was agreed. Undefined: nothing was refused.
 */
export function refusedSince(person: KnownPerson, viewer: string): string | undefined {
  const noted = person.refusedAt === undefined ? [] : [person.refusedAt];
  const closes = standingWords(person).some((word) => word.closedTo(viewer));
  return [...noted, ...(closes ? lastWordOf(person) : [])].sort().at(-1);
}

/** The record keeps one date for all that the person's consents leave out: that of the latest word. */
const lastWordOf = (person: KnownPerson): string[] =>
  standingWords(person)
    .map(({ at }) => at)
    .sort()
    .slice(-1);

/** Something that the person took out of what is shared of one facility's record: facilities, kinds of content, or everything. */
type Word = { at: string; closedTo: (viewer: string) => boolean; contents: ContentType[] };

const standingWords = (person: KnownPerson): Word[] => [...withdrawals(person), ...exclusions(person)];

const names = (consent: Consent, facility: string): boolean =>
  consent.scope.kind === 'individual' && consent.scope.facilities.some((one) => one === facility);
const isWhole = ({ scope }: Consent): boolean => scope.kind === 'comprehensive';

/** 撤回: a consent with the whole network takes it back; between two facilities one that names both of them, unless all was withdrawn. */
function withdrawals({ facilityId, consents = [] }: KnownPerson): Word[] {
  const standing = consents.filter(({ state }) => state === 'inForce');
  if (standing.some(isWhole)) return [];
  const stillAgreed = (viewer: string) => standing.some((one) => names(one, viewer) && names(one, facilityId));
  return consents.flatMap((consent): Word[] => {
    if (consent.state !== 'withdrawn' || !consent.withdrawal) return [];
    const all = standing.length === 0 || isWhole(consent);
    if (!all && !names(consent, facilityId)) return [];
    const other = (viewer: string) => viewer !== facilityId && names(consent, viewer) && !stillAgreed(viewer);
    const closedTo = (viewer: string) => all || other(viewer);
    return [{ at: consent.withdrawal.recordedAt, closedTo, contents: [] }];
  });
}

/** What the consents that count leave out at this facility. */
const exclusions = ({ facilityId, consents = [] }: KnownPerson): Word[] =>
  counting(consents)
    .filter((consent) => isWhole(consent) || names(consent, facilityId))
    .map(({ scope, recordedAt }) => {
      const out: string[] = scope.kind === 'comprehensive' ? scope.excludedFacilities : [];
      const closedTo = (viewer: string) => out.includes(viewer) || out.includes(facilityId);
      return { at: recordedAt, closedTo, contents: scope.excludedContents, leavesOut: out.length > 0 };
    })
    .filter(({ contents, leavesOut }) => contents.length > 0 || leavesOut);

/** Those in force; where only individual ones are, what they took the place of still says who was not wanted. */
function counting(consents: Consent[]): Consent[] {
  const standing = consents.filter(({ state }) => state === 'inForce');
  if (standing.length === 0 || standing.some(isWhole)) return standing;
  const replaced = consents.filter((consent) => consent.state === 'replaced' && isWhole(consent));
  const last = replaced.reduce<Consent | undefined>(
    (one, other) => (one === undefined || other.recordedAt > one.recordedAt ? other : one),
    undefined,
  );
  return last ? [last, ...standing] : standing;
}

/** Kinds of content that stay closed in an access: those that the patient left out, unless the patient consented to this very access later. */
export function leftOutContents(person: KnownPerson, grant: EmsGrant): Set<ContentType> {
  const [said] = lastWordOf(person);
  const consentedSince = grant.statement.consent?.by === 'patient' && said !== undefined && said < grant.openedAt;
  return new Set(consentedSince ? [] : standingWords(person).flatMap(({ contents }) => contents));
}

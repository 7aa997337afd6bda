import type { ContentType } from '../../../schemas/content-types.ts';
import type { Facility, Role } from '../../../schemas/directory.ts';
import type { DisasterRule } from '../../../schemas/disaster.ts';
import type { EmsGrant, GrantStanding } from '../../../schemas/ems.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { ALL_TYPES } from '../content-mask.ts';
import type { Facts } from '../facts.ts';
import type { DiscloserFacts } from '../receipt.ts';
import { isPublished, type PublishedDocument, publishedContents } from './publication.ts';

/** What a grant needs to know of the discloser's record of the patient. */
type Barred = Pick<FacilityPatient, 'emsRefusedAt' | 'emsEndedAt' | 'emsBar'>;

/**
 * Where a grant stands, and until when it holds. Half-open: it is over at `until`. One that rests on a disaster rule holds exactly as long as
 * a real rule in force is that rule or continues it; its own `until`, extensions for a stay included, never carries it beyond.
 */
export function grantStanding(
  grant: EmsGrant,
  at: { now: string; rules: readonly DisasterRule[] },
): { standing: GrantStanding; effectiveUntil: string } {
  const { state, until, disasterRuleId } = grant;
  if (state !== 'live') return { standing: state, effectiveUntil: grant.endedAt ?? until };
  if (disasterRuleId === undefined)
    return { standing: isBefore(at.now, until) ? 'live' : 'expired', effectiveUntil: until };
  const lasting = at.rules.filter((rule) => carries(rule, disasterRuleId) && isBefore(at.now, rule.until));
  const [first, ...others] = lasting.map((rule) => rule.until);
  if (first !== undefined) return { standing: 'live', effectiveUntil: others.reduce(later, first) };
  return isBefore(at.now, until)
    ? { standing: 'ruleEnded', effectiveUntil: at.now }
    : { standing: 'expired', effectiveUntil: until };
}

const carries = ({ ruleId, continues, mode }: DisasterRule, wanted: DisasterRule['ruleId']): boolean =>
  mode === 'real' && (ruleId === wanted || continues.includes(wanted));
const isBefore = (instant: string, end: string): boolean => Date.parse(instant) < Date.parse(end);
const later = (one: string, other: string): string => (isBefore(one, other) ? other : one);

/** What a grant says of whoever asks; `grant` undefined where there is none: nothing is known, so nothing permits. */
export function grantFacts(read: {
  grant: EmsGrant | undefined;
  viewer: FacilityId;
  record: Barred | undefined;
  rules: readonly DisasterRule[];
  now: string;
}): Facts {
  const { grant, viewer, record } = read;
  if (grant === undefined) return {};
  const refused = refusedSince(grant, record);
  return {
    grantOfCaller: grant.viewerFacilityId === viewer,
    useOfOwnRecords: grant.facilityId === viewer,
    grantLive: grantStanding(grant, read).standing === 'live',
    ...(refused !== undefined && { refusedSinceGrant: refused }),
  };
}

/** A refusal ends what was granted no later than it, for good: taken back, it opens nothing again. One's own records are never refused. Unknown where the record is. */
function refusedSince(grant: EmsGrant, record: Barred | undefined): boolean | undefined {
  if (grant.remote) return false;
  if (grant.state === 'refused') return true;
  if (record === undefined) return undefined;
  const { emsRefusedAt, emsEndedAt, emsBar } = record;
  const barsViewer = emsBar !== undefined && (emsBar.everyone || emsBar.viewers.includes(grant.viewerFacilityId));
  const standing = [emsRefusedAt, barsViewer ? emsBar.at : undefined].filter((word) => word !== undefined);
  // What nobody consented to is over whenever a refusal stands, also one that was learnt of later (a link).
  if (standing.length > 0 && !consented(grant)) return true;
  return [...standing, emsEndedAt].some((word) => word !== undefined && !isBefore(word, grant.openedAt));
}

const consented = ({ statement }: EmsGrant): boolean =>
  statement.consent?.by === 'patient' || statement.consent?.by === 'family';

/** Whose opening a look through a grant is: the facility's for EMS, or for its own staff from outside. */
export const emsAudience = ({ remote }: Pick<EmsGrant, 'remote'>): 'ems' | 'ownStaffOutside' =>
  remote ? 'ownStaffOutside' : 'ems';

/** The disclosing facility of a look through a grant. `document`: what is published is then exact for it. */
export function grantDiscloserFacts(question: {
  grant: EmsGrant;
  /** `undefined` where it could not be read: nothing is published, nothing covered. */
  facility: Facility | undefined;
  record: Barred | undefined;
  role: Role | undefined;
  /** Today in Japan, YYYY-MM-DD. */
  todayJst: string;
  document?: PublishedDocument;
}): DiscloserFacts {
  const { grant, facility, record, role, todayJst, document } = question;
  const asked = { policy: facility?.publication, audience: emsAudience(grant), role, todayJst };
  return {
    facilityId: grant.facilityId,
    facts: {
      ownRecord: grant.remote && grant.facilityId === grant.viewerFacilityId,
      ...(facility && {
        discloserDiscloses:
          facility.state === 'active' &&
          facility.discloses &&
          facility.facilityId === grant.facilityId &&
          !facility.excludedLocalIds.includes(grant.localId),
      }),
    },
    covered: notLeftOut(grant, record),
    published:
      document === undefined ? publishedContents(asked) : onlyIf(isPublished({ ...asked, document }), document),
  };
}

const onlyIf = (open: boolean, { contentType }: PublishedDocument): ReadonlySet<ContentType> =>
  new Set(open ? [contentType] : []);

/** What the patient left out stays closed, unless the patient's own consent was taken for this grant after that word. */
function notLeftOut(grant: EmsGrant, record: Barred | undefined): ReadonlySet<ContentType> {
  if (grant.remote) return new Set(ALL_TYPES);
  if (record === undefined) return new Set();
  const { emsBar } = record;
  const consentedSince =
    emsBar !== undefined && grant.statement.consent?.by === 'patient' && isBefore(emsBar.at, grant.openedAt);
  const leftOut = consentedSince ? [] : (emsBar?.contents ?? []);
  return new Set(ALL_TYPES.filter((type) => !leftOut.includes(type)));
}

import { type Desk, emsGrantView, saidRules } from '../../layers/deed/index.ts';
import { grantFacts, grantStanding } from '../../layers/rules/index.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import type { EmsGrant, EmsGrantView, EmsStatement, EmsUse, GrantStanding } from '../../schemas/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';

/** What a grant is shown with. `rules`: the real disaster rules in force; `otherName`: of the facility on the other side of it. */
export type ShownBeside = {
  now: string;
  rules: readonly DisasterRule[];
  profile: FacilityPatient | undefined;
  otherName: string;
};

/** For one grant that the caller's own facility holds: the disclosing facility was read with the caller. */
export const besideOf = (
  desk: Desk,
  { grant, rules, profile }: { grant: EmsGrant } & Pick<ShownBeside, 'rules' | 'profile'>,
): ShownBeside => ({
  now: desk.at,
  rules,
  profile,
  otherName: desk.caller.facilities.get(grant.facilityId)?.name ?? grant.facilityId,
});

/** A grant is over, too, from the patient's refusal or withdrawal on, which stands in the patient's record and not in the grant. */
const standingOf = (
  grant: EmsGrant,
  { now, rules, profile }: ShownBeside,
): { standing: GrantStanding; effectiveUntil: string } => {
  const standing = grantStanding(grant, { now, rules });
  const { refusedSinceGrant } = grantFacts({ grant, viewer: grant.viewerFacilityId, record: profile, rules, now });
  return standing.standing === 'live' && refusedSinceGrant ? { standing: 'refused', effectiveUntil: now } : standing;
};

/** For the facility that looks. */
export const shownGrant = (grant: EmsGrant, beside: ShownBeside): EmsGrantView => ({
  ...emsGrantView(grant, { ...beside, facilityName: beside.otherName }),
  ...standingOf(grant, beside),
});

/** For the facility whose records were opened. */
export const shownUse = (grant: EmsGrant, beside: ShownBeside): EmsUse => {
  const reason = reasonOf(grant.statement);
  return {
    grantId: grant.grantId,
    localId: grant.localId,
    person: grant.person,
    viewerFacilityId: grant.viewerFacilityId,
    viewerFacilityName: beside.otherName,
    openedBy: grant.openedBy,
    openedAt: grant.openedAt,
    until: grant.until,
    standing: standingOf(grant, beside).standing,
    remote: grant.remote,
    ...(grant.statement.occasion && { occasion: grant.statement.occasion }),
    rules: saidRules(grant.because),
    ...(reason && { reason }),
    openObligations: grant.openObligations,
    messages: grant.messages,
  };
};

/** Why EMS was used, in the viewer's words; a threat to life needs none. */
const reasonOf = ({ unavoidable, reason }: EmsStatement): string | undefined => {
  if (unavoidable?.kind === 'other') return unavoidable.words;
  return unavoidable ? '生命の危機' : reason;
};

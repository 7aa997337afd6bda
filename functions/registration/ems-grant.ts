import { barOfLink, type Desk, personSummary, type Verdict } from '../../layers/deed/index.ts';
import { demographicsMatch } from '../../layers/names/index.ts';
import { consentFacts } from '../../layers/rules/index.ts';
import {
  type EmsGrantRecord,
  emsGrantNameOf,
  emsGrantRecord,
  emsGrantWrites,
  emsMarkWrite,
  facilityPatientRecord,
  linkAt,
  obligationWrites,
  type PatientAccess,
  pendingLinkWrites,
  type Store,
  verifiedLinkWrites,
  type Write,
} from '../../layers/store/index.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import type { Obligation } from '../../schemas/obligation.ts';
import type { FacilityPatient, Link } from '../../schemas/patient.ts';
import type { EmsGrantId } from '../../schemas/primitives.ts';

/** An EMS access that a registration is to take the place of, with the disclosing facility's own record of the person. */
export type GrantRead = { record: EmsGrantRecord | undefined; profile: FacilityPatient | undefined };

/** Both in parallel; undefined where no access was named. */
export const readGrant = async (store: Store, grantId: EmsGrantId | undefined): Promise<GrantRead | undefined> => {
  if (grantId === undefined) return undefined;
  const name = emsGrantNameOf(store.seal, grantId);
  if (!name) return { record: undefined, profile: undefined };
  const [record, { profile }] = await Promise.all([emsGrantRecord(store, name), facilityPatientRecord(store, name)]);
  return { record, profile };
};

/** For the audit: an access that is not there may be anybody's text, which has no place in it. */
export const grantResource = (read: GrantRead | undefined): Record<string, string> =>
  read?.record ? { grantId: read.record.grant.grantId } : {};

/** States from which nothing becomes a registration: it was somebody else, the patient refused, or it became one already. */
const OVER: readonly EmsGrant['state'][] = ['wrongPatient', 'refused', 'linked'];

/** The access must be the caller's own facility's to another facility's record. One that has run out may still be registered from. */
export const usableGrant = async (desk: Desk, verdict: Verdict, read: GrantRead | undefined): Promise<void> => {
  if (!read) return;
  const grant = read.record?.grant;
  if (!grant || grant.viewerFacilityId !== desk.caller.facilityId) await desk.fail(verdict, 'NOT_FOUND');
  else if (grant.remote || OVER.includes(grant.state)) await desk.fail(verdict, 'EMS_GRANT_OVER');
};

export type Turned = { writes: Write[]; link: Link | undefined };

/**
 * The disclosing facility's ID is linked along: verified where its own demographics match the registered ones, pending otherwise, as by hand.
 * The access itself ends as `linked` once the patient's own right takes its place: both facilities' IDs verified, and a consent in force that
 * speaks of both. Then a later consent that was still owed is fulfilled by that consent; the other obligations stay, and so does the mark.
 */
export const grantTurned = (
  desk: Desk,
  read: GrantRead | undefined,
  registered: { access: PatientAccess; ownLinked: boolean },
): Turned => {
  if (!read?.record || desk.claims.kind !== 'staff') return { writes: [], link: undefined };
  const { access, ownLinked } = registered;
  const { grant } = read.record;
  const existing = linkAt(access, grant.facilityId);
  const linkedAlready = existing?.state === 'verified';
  const verified = linkedAlready ? existing.localId === grant.localId : matches(access, read.profile);
  const consented = isCovered(desk, grant, access);
  const ends = verified && ownLinked && consented ? ended(desk, read.record, access) : undefined;
  const marked = (profile: FacilityPatient): FacilityPatient => ({
    ...profile,
    emsOpen: Math.max(0, (profile.emsOpen ?? 0) + (ends?.mark ?? 0)),
  });
  if (linkedAlready) {
    const mark = ends && read.profile ? [emsMarkWrite(read.profile, { by: ends.mark })] : [];
    return { writes: [...(ends?.writes ?? []), ...mark], link: undefined };
  }
  const before = access.links.find(({ facilityId }) => facilityId === grant.facilityId);
  const link = newLink(desk, { access, grant, verified, before });
  const person = personSummary(access.patient.demographics);
  const { facilityId } = grant;
  const { consents } = access;
  const profile = read.profile && marked(read.profile);
  const linkWrites = verified
    ? verifiedLinkWrites(link, before, { person, ...barOfLink(desk, { profile, facilityId, consents }) })
    : pendingLinkWrites(link, before, person);
  return { writes: [...linkWrites, ...(ends?.writes ?? [])], link };
};

/** What the linked look in place of the access would rest on. */
const isCovered = (desk: Desk, grant: EmsGrant, { consents }: PatientAccess): boolean =>
  consentFacts({
    consents,
    discloser: grant.facilityId,
    viewer: grant.viewerFacilityId,
    todayJst: desk.today,
  }).facts.consentCoversPair === true;

const matches = ({ patient }: PatientAccess, profile: FacilityPatient | undefined): boolean => {
  const free = profile?.linkedPatientId === undefined || profile.linkedPatientId === patient.patientId;
  return (
    free && profile?.demographics !== undefined && demographicsMatch(patient.demographics, profile.demographics).matches
  );
};

const newLink = (
  desk: Desk,
  made: { access: PatientAccess; grant: EmsGrant; verified: boolean; before: Link | undefined },
): Link => {
  const { access, grant, verified, before } = made;
  return {
    patientId: access.patient.patientId,
    facilityId: grant.facilityId,
    localId: grant.localId,
    state: verified ? 'verified' : 'pending',
    ...(verified && { verifiedBy: 'demographics' as const, verifiedAt: desk.at }),
    ...(desk.claims.kind === 'staff' && { linkedBy: desk.claims.staffId }),
    linkedByFacility: desk.caller.facilityId,
    linkedAt: desk.at,
    version: (before?.version ?? 0) + 1,
  };
};

/** The access as it ends, and what of its obligations is thereby fulfilled. `mark`: by how much the EMS mark changes. */
const ended = (
  desk: Desk,
  { grant, obligations }: EmsGrantRecord,
  { patient }: PatientAccess,
): { writes: Write[]; mark: -1 | 0 } => {
  if (desk.claims.kind !== 'staff') return { writes: [], mark: 0 };
  const by = desk.claims.staffId;
  const fulfilled = obligations
    .filter(({ state, duty }) => state === 'open' && duty === 'obtainLaterConsent')
    .map((before) => ({
      before,
      next: {
        ...before,
        state: 'fulfilled',
        closedAt: desk.at,
        fulfilment: { input: { kind: 'laterConsent', outcome: 'obtained' }, through: 'link', by, at: desk.at },
        version: before.version + 1,
      } satisfies Obligation,
    }));
  const openObligations = grant.openObligations - fulfilled.length;
  const next: EmsGrant = {
    ...grant,
    state: 'linked',
    // What was over already ended then, not now.
    endedAt: grant.endedAt ?? (grant.until < desk.at ? grant.until : desk.at),
    endedBy: grant.endedBy ?? by,
    patientId: patient.patientId,
    openObligations,
    version: grant.version + 1,
  };
  return {
    writes: [
      ...emsGrantWrites(desk.store, next),
      ...fulfilled.flatMap(({ next: obligation, before }) => obligationWrites(desk.store, obligation, before)),
    ],
    mark: fulfilled.length > 0 && openObligations === 0 ? -1 : 0,
  };
};

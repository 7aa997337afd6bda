import { type Desk, disasterInForce, type Subject, withEmsBar } from '../../layers/deed/index.ts';
import {
  type DiscloserFacts,
  emsAudience,
  type Facts,
  grantDiscloserFacts,
  grantFacts,
  grantStanding,
  type InForce,
  type PublishedDocument,
} from '../../layers/rules/index.ts';
import { type EmsGrantName, emsGrantAt, emsGrantNameOf, facilityPatientRecord } from '../../layers/store/index.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { EmsGrantId } from '../../schemas/primitives.ts';
import type { ProblemCode } from '../../schemas/problems.ts';
import type { Viewed } from './viewing.ts';

/** All that is read to decide about a look through a grant; its id names the record, so nothing has to be read before. */
export type GrantReads = { grant: EmsGrant | undefined; profile: FacilityPatient | undefined; disaster: InForce };

export const grantReads = (
  desk: Desk,
  name: EmsGrantName | undefined,
): { [K in keyof GrantReads]: Promise<GrantReads[K]> } => ({
  grant: name ? emsGrantAt(desk.store, name) : Promise.resolve(undefined),
  profile: name
    ? facilityPatientRecord(desk.store, name).then((read) => withEmsBar(desk, read.profile))
    : Promise.resolve(undefined),
  disaster: disasterInForce(desk),
});

/** A grant as it stands before its viewer. */
export type GrantLook = {
  /** The caller's facility's own grant; another facility's is to the caller as none. */
  grant: EmsGrant | undefined;
  profile: FacilityPatient | undefined;
  live: boolean;
  facts: Facts;
  otherwise: ProblemCode;
  /** Of the record as it was read: which contents open, or whether one document does. */
  discloser: (document?: PublishedDocument) => DiscloserFacts | undefined;
  subject: Subject;
};

/** An id that names nothing of the caller's facility: whether there is such a grant, or was a refusal, is not the caller's to know. */
const NO_GRANT: Facts = { grantOfCaller: false, grantLive: false, refusedSinceGrant: false };

/** To be asked after `load`. */
export const grantLook = (desk: Desk, grantId: EmsGrantId, read: GrantReads): GrantLook => {
  const name = emsGrantNameOf(desk.store.seal, grantId);
  const { facilityId: viewer, staff, facilities } = desk.caller;
  const { profile } = read;
  const rules = read.disaster.real;
  const grant = read.grant?.viewerFacilityId === viewer ? read.grant : undefined;
  const live = grant !== undefined && grantStanding(grant, { now: desk.at, rules }).standing === 'live';
  return {
    grant,
    profile,
    live,
    facts: grant ? grantFacts({ grant, viewer, record: profile, rules, now: desk.at }) : NO_GRANT,
    otherwise: grant && !live ? 'EMS_GRANT_OVER' : 'NOT_FOUND',
    discloser: (document) =>
      grant &&
      grantDiscloserFacts({
        grant,
        facility: facilities.get(grant.facilityId),
        record: profile,
        role: staff?.role,
        todayJst: desk.today,
        ...(document && { document }),
      }),
    subject: {
      patientId: profile?.linkedPatientId,
      resource: { grantId, ...(name && { facilityId: name.facilityId, localId: name.localId }) },
    },
  };
};

/** The disclosing facility's record as the grant's viewer meets it. */
export const viewedByGrant = (desk: Desk, grant: EmsGrant, opened: Viewed['opened']): Viewed => ({
  name: { facilityId: grant.facilityId, localId: grant.localId },
  facility: desk.caller.facilities.get(grant.facilityId),
  audience: emsAudience(grant),
  opened,
});

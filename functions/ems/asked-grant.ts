import { type Desk, disasterInForce, type Subject, type Verdict } from '../../layers/deed/index.ts';
import { type Facts, grantFacts } from '../../layers/rules/index.ts';
import {
  type EmsGrantRecord,
  emsGrantNameOf,
  emsGrantRecord,
  type FacilityPatientRecord,
  facilityPatientRecord,
} from '../../layers/store/index.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { EmsGrantId, StaffId } from '../../schemas/primitives.ts';
import type { ProblemCode } from '../../schemas/problems.ts';

/** A grant as it was asked for by its id. */
type AskedGrant = {
  record: EmsGrantRecord | undefined;
  /** The disclosing facility's record of the patient. */
  profile: FacilityPatient | undefined;
  /** The real disaster rules in force. */
  rules: readonly DisasterRule[];
  facts: Facts;
  subject: Subject;
};

/** A grant of which the rules permitted what was asked. */
type PermittedGrant = EmsGrantRecord & {
  verdict: Verdict;
  profile: FacilityPatient | undefined;
  rules: readonly DisasterRule[];
  /** The member of staff who asks. */
  by: StaffId;
};

/** What is known of a grant that neither the caller's facility holds nor one that opens its records: as much as of one that does not exist. */
const NOBODYS: Facts = { grantOfCaller: false, useOfOwnRecords: false, grantLive: false, refusedSinceGrant: false };

/** All that decides about one grant, in one step; the disclosing facility stands in the caller's directory records then. */
export const askedGrant = async (desk: Desk, grantId: EmsGrantId): Promise<AskedGrant> => {
  const name = emsGrantNameOf(desk.store.seal, grantId);
  const { record, patient, inForce } = await desk.load(
    {
      record: name ? emsGrantRecord(desk.store, name) : Promise.resolve(undefined),
      patient: name ? facilityPatientRecord(desk.store, name) : Promise.resolve<FacilityPatientRecord>({ claims: [] }),
      inForce: disasterInForce(desk),
    },
    name ? [name.facilityId] : [],
  );
  const { profile } = patient;
  return {
    record,
    profile,
    rules: inForce.real,
    facts: factsOf(desk, { record, profile, rules: inForce.real }),
    subject: {
      patientId: profile?.linkedPatientId,
      // An id that this network did not make is somebody's own text, which has no place in the audit.
      ...(name && { resource: { grantId, facilityId: name.facilityId, localId: name.localId } }),
    },
  };
};

const factsOf = (desk: Desk, { record, profile, rules }: Pick<AskedGrant, 'record' | 'profile' | 'rules'>): Facts => {
  const viewer = desk.caller.facilityId;
  const facts = grantFacts({ grant: record?.grant, viewer, record: profile, rules, now: desk.at });
  return facts.grantOfCaller || facts.useOfOwnRecords ? facts : NOBODYS;
};

/** The problem where no rule permits: nobody but the two facilities learns that there is such a grant. */
export const forbiddenOrHidden = ({ grantOfCaller, useOfOwnRecords }: Facts): ProblemCode =>
  grantOfCaller || useOfOwnRecords ? 'FORBIDDEN' : 'NOT_FOUND';

/** Asks the rules; where none permits, `otherwise` is answered. */
export const permittedGrant = async (
  desk: Desk,
  asked: AskedGrant,
  otherwise: ProblemCode,
): Promise<PermittedGrant> => {
  const { record, profile, rules, facts, subject } = asked;
  const from = [record?.grant.grantId, record?.grant.disasterRuleId].filter((id) => id !== undefined);
  const verdict = await desk.require({ facts, otherwise, from, ...subject });
  if (!record || desk.claims.kind !== 'staff') return desk.fail(verdict, 'NOT_FOUND');
  return { ...record, verdict, profile, rules, by: desk.claims.staffId };
};

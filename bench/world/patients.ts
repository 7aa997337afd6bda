import { foundPatient, personSummary, searchTermsOf } from '../../layers/deed/index.ts';
import {
  consentWrite,
  type FacilityPatientName,
  facilityPatientWrite,
  patientSearchWrites,
  patientWrite,
  verifiedLinkWrites,
  type Write,
} from '../../layers/store/index.ts';
import type { Consent } from '../../schemas/consent.ts';
import type { FacilityPatient, Link, Patient } from '../../schemas/patient.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { ConsentId, FacilityId, PatientId, StaffId } from '../../schemas/primitives.ts';

/** A person as the bench puts them in, in the very records that the operations would have written. */
export type BenchPatient = {
  patientId: PatientId;
  demographics: Demographics;
  registeredBy: FacilityId;
  links: FacilityPatientName[];
  consented: boolean;
};

const AT = '2026-04-01T00:00:00.000Z';
const BY = 'test-clinic.clerk' as StaffId;

/** All records of a registered patient: itself, search items, links with their lists and profiles, comprehensive consent. */
export function patientWrites(person: BenchPatient): Write[] {
  const { patientId, demographics, registeredBy, links } = person;
  const patient: Patient = { patientId, demographics, registeredBy, registeredAt: AT, state: 'active', version: 1 };
  const linked = links.map((name) => linkOf(person, name));
  return [
    patientWrite(patient),
    ...patientSearchWrites(foundPatient(patient, linked), searchTermsOf(demographics), []),
    ...linked.flatMap((link) => linkedWrites(link, demographics)),
    ...(person.consented ? [consentWrite(consentOf(person))] : []),
  ];
}

const linkOf = ({ patientId, registeredBy }: BenchPatient, name: FacilityPatientName): Link => ({
  ...name,
  patientId,
  state: 'verified',
  verifiedBy: name.facilityId === registeredBy ? 'ownFacility' : 'demographics',
  linkedBy: BY,
  linkedByFacility: registeredBy,
  linkedAt: AT,
  verifiedAt: AT,
  version: 1,
});

function linkedWrites(link: Link, demographics: Demographics): Write[] {
  const { facilityId, localId } = link;
  const profile: FacilityPatient = { facilityId, localId, demographics, fetchedAt: AT, version: 1 };
  // The profile is written as it is once the link holds; its version before is never seen.
  return verifiedLinkWrites(link, undefined, { profile, person: personSummary(demographics), emsBar: undefined });
}

const consentOf = ({ patientId, registeredBy }: BenchPatient): Consent => ({
  consentId: `con_${patientId.slice(4)}` as ConsentId,
  patientId,
  scope: { kind: 'comprehensive', excludedFacilities: [], excludedContents: [] },
  effectiveOn: '2026-04-01',
  consentedBy: { who: 'patient' },
  method: 'written',
  recordedBy: BY,
  recordedAtFacility: registeredBy,
  recordedAt: AT,
  state: 'inForce',
  replaces: [],
  version: 1,
});

/** A local ID with its facility's own demographics, linked to nobody. */
export const unlinkedProfileWrite = (name: FacilityPatientName, demographics: Demographics): Write =>
  facilityPatientWrite({ ...name, demographics, fetchedAt: AT, version: 1 });

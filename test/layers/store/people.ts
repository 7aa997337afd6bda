import type { AuditDraft } from '../../../layers/store/index.ts';
import type { Consent } from '../../../schemas/consent.ts';
import type { Link, Patient } from '../../../schemas/patient.ts';
import type { Demographics, PersonSummary } from '../../../schemas/person.ts';
import type { ConsentId, FacilityId, LocalId, PatientId, StaffId } from '../../../schemas/primitives.ts';

/** Synthetic people and things for the store's tests: shapes as the deeds make them, typed names instead of casts in every test. */
const AT = '2026-11-22T03:04:05.678Z';
export const facility = (id: string): FacilityId => id as FacilityId;
export const localId = (id: string): LocalId => id as LocalId;
export const staff = (id: string): StaffId => id as StaffId;

const ulid = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(26, '0')}`;
export const patientId = (number: number): PatientId => ulid('pat', number) as PatientId;
export const consentId = (number: number): ConsentId => ulid('con', number) as ConsentId;

export const demographics = (changes: Partial<Demographics> = {}): Demographics => ({
  name: { family: '試験', given: '花子', familyKana: 'シケン', givenKana: 'ハナコ' },
  sex: 'female',
  birthDate: '1950-01-02',
  phone: '076-000-0000',
  ...changes,
});
export const person: PersonSummary = {
  name: { family: '試験', given: '花子', familyKana: 'シケン', givenKana: 'ハナコ' },
  birthDate: '1950-01-02',
  sex: 'female',
};

export const patient = (number: number, changes: Partial<Patient> = {}): Patient => ({
  patientId: patientId(number),
  demographics: demographics(),
  registeredBy: facility('test-clinic'),
  registeredAt: AT,
  state: 'active',
  version: 1,
  ...changes,
});

export const link = (number: number, changes: Partial<Link> = {}): Link => ({
  patientId: patientId(number),
  facilityId: facility('ty-hospital'),
  localId: localId('0000001'),
  state: 'verified',
  linkedByFacility: facility('test-clinic'),
  linkedAt: AT,
  version: 1,
  ...changes,
});

export const consent = (number: number, changes: Partial<Consent> = {}): Consent => ({
  consentId: consentId(number),
  patientId: patientId(1),
  scope: { kind: 'comprehensive', excludedFacilities: [], excludedContents: [] },
  effectiveOn: '2026-11-22',
  consentedBy: { who: 'patient' },
  method: 'written',
  recordedBy: staff('test-clinic.doctor'),
  recordedAtFacility: facility('test-clinic'),
  recordedAt: AT,
  state: 'inForce',
  replaces: [],
  version: 1,
  ...changes,
});

export const draft = (changes: Partial<AuditDraft> = {}): AuditDraft => ({
  eventSource: 'ism-link.registration',
  eventName: 'PutLink',
  actor: { staffId: 'test-clinic.doctor', facilityId: facility('test-clinic'), role: 'doctor' },
  outcome: { result: 'allowed', because: ['LINK-01'] },
  ...changes,
});

import type { CallerInput } from '../../../layers/rules/index.ts';
import type { Facility } from '../../../schemas/directory.ts';
import type { DisasterRule } from '../../../schemas/disaster.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { DisasterRuleId, EmsGrantId, FacilityId, LocalId, StaffId } from '../../../schemas/primitives.ts';

const DAY = [{ from: '08:30', to: '17:15' }];

/** A hospital of Wajima that opens physicians' notes and laboratory results to doctors by EMS. */
export const hospital: Facility = {
  facilityId: 'ty-hospital' as FacilityId,
  name: 'TYテスト病院',
  nameEn: 'TY Test Hospital',
  kind: 'hospital',
  municipality: '輪島市',
  discloses: true,
  views: true,
  localIds: { digits: 7, padding: 'zero' },
  publication: {
    ownStaff: [],
    linked: [],
    ems: [
      { contentType: 'physicianNote', onlyRoles: ['doctor'] },
      { contentType: 'laboratory', onlyRoles: ['doctor'] },
    ],
  },
  openingHours: {
    weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
    holidays: 'closed',
    closedDays: [],
    specialDays: [],
  },
  excludedLocalIds: [],
  state: 'active',
  joinedOn: '2020-04-01',
  version: 1,
};

/** A clinic of Kanazawa that opens prescriptions to its own doctors from outside. */
export const clinic: Facility = {
  ...hospital,
  facilityId: 'test-clinic' as FacilityId,
  name: 'テストクリニック',
  nameEn: 'Test Clinic',
  kind: 'clinic',
  municipality: '金沢市',
  publication: {
    ownStaff: [],
    linked: [],
    ownStaffOutside: [{ contentType: 'prescription', onlyRoles: ['doctor'] }],
  },
};

/** A doctor with the EMS privilege in the current session. */
export const callerOf = (facility: Facility, { scopes }: { scopes: string[] }): CallerInput => ({
  claims: {
    sub: 'sub-1',
    username: `${facility.facilityId}.doctor`,
    clientId: 'web',
    originJti: 'jti-1',
    scopes,
  },
  staff: {
    staffId: `${facility.facilityId}.doctor` as StaffId,
    sub: 'sub-1',
    facilityId: facility.facilityId,
    name: '医師 花子',
    nameKana: 'イシ ハナコ',
    role: 'doctor',
    privileges: ['ems'],
    state: 'active',
    version: 1,
  },
  session: {
    sessionId: 's-1',
    originJti: 'jti-1',
    deviceId: 'none',
    signedInAt: '2024-01-13T00:00:00.000Z',
    openedAt: '2024-01-13T00:00:01.000Z',
    state: 'current',
  },
  system: undefined,
  facility,
});

/** From Wajima to Kanazawa, approved, 12 January to 12 February 2024 (JST midnight). */
export const disasterRule = (change: Partial<DisasterRule> = {}): DisasterRule => ({
  ruleId: 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as DisasterRuleId,
  mode: 'real',
  basis: '令和6年能登半島地震に伴う臨時運用',
  viewingArea: { facilities: [], municipalities: ['金沢市', '小松市'] },
  disclosingArea: { facilities: ['suzu-hospital' as FacilityId], municipalities: ['輪島市'] },
  patients: 'evacuees',
  relaxations: ['emsForEvacuees', 'oralConsent'],
  from: '2024-01-11T15:00:00.000Z',
  until: '2024-02-11T15:00:00.000Z',
  continues: [],
  declaredBy: 'network-office.sato' as StaffId,
  declaredAt: '2024-01-11T12:00:00.000Z',
  approvedBy: 'network-office.suzuki' as StaffId,
  approvedAt: '2024-01-11T13:00:00.000Z',
  version: 2,
  ...change,
});

/** The clinic looks at the hospital's record, 96 hours from 13 January 2024, 09:00 JST. */
export const emsGrant = (change: Partial<EmsGrant> = {}): EmsGrant => ({
  grantId: `grt_${'a'.repeat(48)}` as EmsGrantId,
  facilityId: hospital.facilityId,
  localId: '0001234' as LocalId,
  viewerFacilityId: clinic.facilityId,
  person: {
    name: { family: '試験', given: '花子', familyKana: 'シケン', givenKana: 'ハナコ' },
    birthDate: '1950-04-01',
    sex: 'female',
  },
  remote: false,
  statement: { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } },
  because: ['EMS-N1'],
  owes: ['keepConsentForm'],
  openedBy: 'test-clinic.doctor' as StaffId,
  openedAt: '2024-01-13T00:00:00.000Z',
  until: '2024-01-17T00:00:00.000Z',
  windowFrom: '2023-12-14',
  state: 'live',
  extensions: [],
  openObligations: 1,
  messages: 0,
  version: 1,
  ...change,
});

import { completeInstitutionCode } from '../../layers/names/index.ts';
import { Facility, type OpeningHours } from '../../schemas/directory.ts';
import { FacilityId, LocalId } from '../../schemas/primitives.ts';
import { testHospitalPolicy, tyHospitalPolicy, viewerPolicy } from './publication.ts';

/** Facilities by the names that the rest of the demo uses. */
export const FACILITY = {
  tyHospital: FacilityId.parse('ty-hospital'),
  testHospital: FacilityId.parse('test-hospital'),
  testClinic: FacilityId.parse('test-clinic'),
  testPharmacy: FacilityId.parse('test-pharmacy'),
  testCareHome: FacilityId.parse('test-care-home'),
  networkOffice: FacilityId.parse('network-office'),
} as const;

/** Hospitals that keep a storage, and so have records to disclose. */
export const HOSPITALS = [FACILITY.tyHospital, FACILITY.testHospital] as const;

/** Somebody asked each hospital never to send this record (`people/story.ts`: 羽咋 静). */
export const EXCLUDED_LOCAL_ID = {
  tyHospital: LocalId.parse('0000190'),
  testHospital: LocalId.parse('00000290'),
} as const;

const JOINED_ON = '2024-04-01';

/** Prefecture 17, a municipality number that is not given out, and the check digit that belongs to it. */
const institutionCode = (nineDigits: string): string => {
  const code = completeInstitutionCode(nineDigits);
  if (code === undefined) throw new RangeError('not nine digits');
  return code;
};

const common = { excludedLocalIds: [], state: 'active', joinedOn: JOINED_ON, version: 1 } as const;

/** 29 December to 3 January (年末年始) of the years in which somebody may look at the demo. */
const NEW_YEARS = [2025, 2026, 2027, 2028, 2029, 2030].flatMap((year) =>
  ['01-02', '01-03', '12-29', '12-30', '12-31'].map((day) => `${year}-${day}`),
);

/** Weekdays, and Saturday morning; closed on national holidays (New Year's Day is one) and at the turn of the year. */
const hoursOf = (weekday: { from: string; to: string }, saturday: { from: string; to: string }): OpeningHours => ({
  weekly: {
    mon: [weekday],
    tue: [weekday],
    wed: [weekday],
    thu: [weekday],
    fri: [weekday],
    sat: [saturday],
    sun: [],
  },
  holidays: 'closed',
  closedDays: NEW_YEARS,
  specialDays: [],
});

const hospital = { ...common, kind: 'hospital', discloses: true, views: true } as const;

/** The directory of the demo region: names from the network's training material, everything else invented. */
export const demoFacilities: readonly Facility[] = [
  {
    ...hospital,
    facilityId: FACILITY.tyHospital,
    name: 'TYテスト病院',
    nameEn: 'TY Test Hospital',
    institutionCode: institutionCode('171999001'),
    municipality: '汐見市',
    localIds: { digits: 7, padding: 'zero' },
    publication: tyHospitalPolicy,
    openingHours: hoursOf({ from: '08:30', to: '17:15' }, { from: '08:30', to: '12:30' }),
    emsContact: { department: '地域医療連携室', phone: '000-111-0001' },
    reminderEmail: 'renkei@ty-hospital.example.jp',
    entrustment: { recordedOn: JOINED_ON, reference: '診療情報保管委託契約書 TY-2024-01' },
    excludedLocalIds: [EXCLUDED_LOCAL_ID.tyHospital],
  },
  {
    ...hospital,
    facilityId: FACILITY.testHospital,
    name: 'テスト病院',
    nameEn: 'Test Hospital',
    institutionCode: institutionCode('171999002'),
    municipality: '千舟町',
    localIds: { digits: 8, padding: 'zero' },
    publication: testHospitalPolicy,
    openingHours: hoursOf({ from: '09:00', to: '17:00' }, { from: '09:00', to: '12:00' }),
    emsContact: { department: '患者支援センター', phone: '000-111-0002' },
    reminderEmail: 'shien@test-hospital.example.jp',
    entrustment: { recordedOn: JOINED_ON, reference: '診療情報保管委託契約書 T-2024-02' },
    excludedLocalIds: [EXCLUDED_LOCAL_ID.testHospital],
  },
  {
    ...common,
    facilityId: FACILITY.testClinic,
    name: 'テストクリニック',
    nameEn: 'Test Clinic',
    kind: 'clinic',
    institutionCode: institutionCode('171999103'),
    municipality: '汐見市',
    discloses: false,
    views: true,
    localIds: { digits: 6, padding: 'none' },
    publication: viewerPolicy,
    reminderEmail: 'jimu@test-clinic.example.jp',
  },
  {
    ...common,
    facilityId: FACILITY.testPharmacy,
    name: 'テスト薬局',
    nameEn: 'Test Pharmacy',
    kind: 'pharmacy',
    institutionCode: institutionCode('174999201'),
    municipality: '汐見市',
    discloses: false,
    views: true,
    localIds: { digits: 6, padding: 'none' },
    publication: viewerPolicy,
  },
  {
    ...common,
    facilityId: FACILITY.testCareHome,
    name: 'テスト介護施設 潮騒の家',
    nameEn: 'Test Care Home Shiosai',
    kind: 'careFacility',
    municipality: '千舟町',
    discloses: false,
    views: true,
    localIds: { digits: 4, padding: 'zero' },
    publication: viewerPolicy,
  },
  {
    ...common,
    facilityId: FACILITY.networkOffice,
    name: 'ネットワーク運営事務局',
    nameEn: 'Network Office',
    kind: 'networkOffice',
    municipality: '汐見市',
    discloses: false,
    views: false,
    localIds: { digits: 1, padding: 'none' },
    publication: { ownStaff: [], linked: [] },
    reminderEmail: 'jimukyoku@network-office.example.jp',
  },
].map((facility) => Facility.parse(facility));

/** @throws when there is no such facility in the demo. */
export const facilityOf = (facilityId: FacilityId): Facility => {
  const found = demoFacilities.find((facility) => facility.facilityId === facilityId);
  if (found === undefined) throw new Error(`The demo has no facility ${facilityId}`);
  return found;
};

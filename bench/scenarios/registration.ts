import { mergePatients } from '../../functions/registration/merge-patients.ts';
import { readPatient } from '../../functions/registration/read-patient.ts';
import { refreshPatient } from '../../functions/registration/refresh-patient.ts';
import { registerPatient } from '../../functions/registration/register-patient.ts';
import { searchPatients } from '../../functions/registration/search-patients.ts';
import { updatePatient } from '../../functions/registration/update-patient.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import { forgetAttempts } from '../world/attempts.ts';
import { addStranger, opened } from '../world/strangers.ts';
import { localIdAt } from '../world/world.ts';
import { ACCESS, GRANT, inTurn, NEW_KEY, PROFILE, type Scenario, STAFF } from './scenario.ts';

const comprehensive = {
  scope: { kind: 'comprehensive', excludedFacilities: [], excludedContents: [] },
  consentedBy: { who: 'patient' },
  method: 'written',
};
/** Birth date, kana name, kanji name, telephone. */
const TERMS = 4;
const SEARCHES_AT_ONCE = 40;

export const registration: Scenario[] = [
  {
    deed: registerPatient,
    variant: 'own ID and consent',
    as: 'clinic',
    kind: 'other',
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [{ of: ['Search'], questions: TERMS }, PROFILE],
      write: ['Patient', 'Search', 'Consent', 'Link', 'FacilityLink', 'FacilityPatient', 'Idempotency'],
    },
    asks: (world) => {
      const { index, demographics } = world.person();
      return { body: { demographics, localId: localIdAt(FACILITY.testClinic, index), consent: comprehensive } };
    },
    overHttp: true,
  },
  {
    deed: registerPatient,
    variant: 'from an EMS access',
    as: 'clinic',
    kind: 'other',
    // The hospital's ID is linked along, and the access ends; what it owes stays.
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [{ of: ['Search'], questions: TERMS }, { ...PROFILE, questions: 2 }, GRANT],
      write: [
        ...(['Patient', 'Search', 'Consent', 'Link', 'FacilityLink', 'FacilityPatient', 'Idempotency'] as const),
        ...(['EmsGrant', 'EmsGrantLine'] as const),
      ],
    },
    asks: async (world) => {
      const { stranger, grant } = await opened(world, await addStranger(world));
      const { index, demographics } = stranger;
      const localId = localIdAt(FACILITY.testClinic, index);
      return { body: { demographics, localId, consent: comprehensive, emsGrantId: grant.grantId } };
    },
  },
  {
    deed: readPatient,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [ACCESS] },
    asks: (world, n) => ({ params: { patientId: inTurn(world.looked, n).patientId } }),
    overHttp: true,
  },
  {
    deed: searchPatients,
    variant: 'own list',
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [{ of: ['FacilityLink'], questions: 1 }] },
    asks: () => ({ query: { limit: 25 } }),
  },
  {
    deed: searchPatients,
    variant: 'birth date and name',
    as: 'clinic',
    kind: 'other',
    // The counter of the person's searches changes with it.
    floor: { get: STAFF, query: [{ of: ['Search'], questions: 1 }], write: ['Attempts'] },
    asks: (world, n) => {
      const { demographics } = inTurn(world.looked, n);
      const { family, given } = demographics.name;
      return { query: { birthDate: demographics.birthDate, family, given } };
    },
    overHttp: true,
    between: async (world, { n, staffId }) => {
      if (n % SEARCHES_AT_ONCE === 0) await forgetAttempts(world.store, staffId, 'search');
    },
  },
  {
    deed: updatePatient,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [ACCESS], write: ['Patient', 'Search', 'FacilityLink'] },
    asks: async (world) => ({
      params: { patientId: (await world.patient({ links: [FACILITY.testClinic], consented: true })).patientId },
      body: { demographics: { address: '汐見市架空町1丁目' } },
      ifMatch: 1,
    }),
  },
  {
    deed: refreshPatient,
    variant: '2 hospitals',
    as: 'clinic',
    kind: 'other',
    // A wish that waits already at either hospital would be the same.
    floor: {
      get: STAFF,
      absent: NEW_KEY + 2,
      query: [ACCESS],
      write: ['RefreshRequest', 'FacilityPatient', 'Idempotency'],
    },
    asks: (world, n) => ({
      params: { patientId: inTurn(world.looked, n).patientId },
      body: { facilities: [FACILITY.tyHospital, FACILITY.testHospital] },
    }),
  },
  {
    deed: mergePatients,
    variant: '1 link',
    as: 'office',
    kind: 'other',
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [{ ...ACCESS, questions: 2 }, PROFILE],
      write: ['Patient', 'Search', 'Link', 'FacilityLink', 'FacilityPatient', 'Idempotency'],
      removed: TERMS + 1,
    },
    asks: async (world) => {
      const kept = await world.patient({ links: [FACILITY.testClinic], consented: true });
      const duplicate = await world.patient({ links: [FACILITY.tyHospital], consented: true });
      return {
        params: { patientId: kept.patientId },
        body: { duplicatePatientId: duplicate.patientId, reason: '同一人物の二重登録' },
      };
    },
  },
];

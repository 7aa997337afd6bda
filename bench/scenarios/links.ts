import { confirmLink } from '../../functions/registration/confirm-link.ts';
import { deleteLink } from '../../functions/registration/delete-link.ts';
import { listLinks } from '../../functions/registration/list-links.ts';
import { putLink } from '../../functions/registration/put-link.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import { unlinkedProfileWrite } from '../world/patients.ts';
import { localIdAt } from '../world/world.ts';
import { ACCESS, NEW_KEY, PROFILE, type Scenario, STAFF } from './scenario.ts';

const { testClinic, tyHospital } = FACILITY;
/** Search items say where a patient is linked; the patient's version turns, so that of two changes at once the second sees the first. */
const LINKED = ['Patient', 'Link', 'FacilityLink', 'FacilityPatient', 'Search'] as const;

export const links: Scenario[] = [
  {
    deed: putLink,
    variant: 'own ID',
    as: 'clinic',
    kind: 'other',
    floor: {
      get: STAFF,
      query: [ACCESS, PROFILE],
      write: [...LINKED],
    },
    asks: async (world) => {
      const { patientId, index } = await world.patient();
      return { params: { patientId, facilityId: testClinic }, body: { localId: localIdAt(testClinic, index) } };
    },
    overHttp: true,
  },
  {
    deed: putLink,
    variant: "a hospital's, matching",
    as: 'clinic',
    kind: 'other',
    floor: {
      get: STAFF,
      query: [ACCESS, PROFILE],
      write: [...LINKED],
      // The counter of attempts is only checked, which costs what a removal does.
      removed: 1,
    },
    asks: async (world) => {
      const { patientId, index, demographics } = await world.patient({ links: [testClinic], consented: true });
      const localId = localIdAt(tyHospital, index);
      await world.put([unlinkedProfileWrite({ facilityId: tyHospital, localId }, demographics)]);
      return { params: { patientId, facilityId: tyHospital }, body: { localId } };
    },
  },
  {
    deed: putLink,
    variant: "a hospital's, pending",
    as: 'clinic',
    kind: 'other',
    floor: {
      get: STAFF,
      query: [ACCESS, PROFILE],
      write: ['Patient', 'Link', 'FacilityLink', 'Claim', 'Attempts'],
    },
    asks: async (world) => {
      const { patientId, index } = await world.patient({ links: [testClinic], consented: true });
      return { params: { patientId, facilityId: tyHospital }, body: { localId: localIdAt(tyHospital, index) } };
    },
  },
  {
    deed: confirmLink,
    as: 'hospital',
    kind: 'other',
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [ACCESS, PROFILE],
      write: [...LINKED, 'Idempotency'],
      removed: 2,
    },
    asks: async (world) => {
      const { patientId, index } = await world.patient({ links: [testClinic], consented: true });
      const asked = { params: { patientId, facilityId: tyHospital }, body: { localId: localIdAt(tyHospital, index) } };
      await world.perform(putLink, 'clinic', asked);
      return asked;
    },
  },
  {
    deed: deleteLink,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [ACCESS], write: ['Patient', 'Link', 'FacilityPatient', 'Search'], removed: 1 },
    asks: async (world) => {
      const { patientId } = await world.patient({ links: [testClinic], consented: true });
      return { params: { patientId, facilityId: testClinic } };
    },
  },
  {
    deed: listLinks,
    variant: '25 verified',
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [{ of: ['FacilityLink'], questions: 1 }] },
    asks: () => ({ query: { state: 'verified', limit: 25 } }),
  },
];

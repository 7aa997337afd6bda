import { endSession } from '../../functions/directory/end-session.ts';
import { listFacilities } from '../../functions/directory/list-facilities.ts';
import { openSession } from '../../functions/directory/open-session.ts';
import { previewPublication } from '../../functions/directory/preview-publication.ts';
import { previewRecords } from '../../functions/directory/preview-records.ts';
import { putEmsPolicy } from '../../functions/directory/put-ems-policy.ts';
import { readFacility } from '../../functions/directory/read-facility.ts';
import { readMe } from '../../functions/directory/read-me.ts';
import { facilitiesById } from '../../layers/store/index.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { Asked } from '../in-process.ts';
import { localIdAt, type World } from '../world/world.ts';
import { inTurn, PROFILE, type Scenario, STAFF } from './scenario.ts';

const toDoctors = { audience: 'ems', role: 'doctor' } as const;
const ofHospital = { facilityId: FACILITY.tyHospital };

/** The policy once more as it stands, which is a change like any other. */
async function samePolicy(world: World): Promise<Asked> {
  const hospital = (await facilitiesById(world.store, [FACILITY.tyHospital])).get(FACILITY.tyHospital);
  if (!hospital) throw new Error('The hospital is not in the directory');
  const { publication, openingHours, emsContact, version } = hospital;
  const { ems = [], ownStaffOutside = [] } = publication;
  return { params: ofHospital, body: { ems, ownStaffOutside, openingHours, emsContact }, ifMatch: version };
}

export const directory: Scenario[] = [
  {
    deed: readMe,
    as: 'clinic',
    kind: 'other',
    // How many obligations the person has.
    floor: { get: STAFF, query: [{ of: ['ObligationLine'], questions: 1 }] },
    asks: () => ({}),
    overHttp: true,
  },
  {
    deed: listFacilities,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [{ of: ['FacilitySummary'], questions: 1 }] },
    asks: () => ({}),
  },
  {
    deed: readFacility,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF },
    asks: () => ({ params: { facilityId: FACILITY.tyHospital } }),
  },
  {
    deed: putEmsPolicy,
    as: 'hospitalAdmin',
    kind: 'other',
    floor: { get: STAFF, write: ['Facility', 'FacilitySummary', 'EmsDiscloser'] },
    asks: samePolicy,
  },
  {
    deed: previewPublication,
    as: 'hospitalAdmin',
    kind: 'other',
    floor: { get: STAFF },
    asks: () => ({ params: ofHospital, query: toDoctors }),
  },
  {
    deed: previewRecords,
    variant: '31 days, 34 entries',
    as: 'hospital',
    kind: 'other',
    floor: { get: STAFF, query: [PROFILE, { of: ['DocumentRow'], questions: 1 }] },
    asks: (world, n) => ({
      params: ofHospital,
      query: { ...toDoctors, localId: localIdAt(FACILITY.tyHospital, inTurn(world.looked, n).index) },
    }),
  },
  {
    deed: openSession,
    variant: 'again',
    as: 'clinic',
    kind: 'other',
    // The sign-in itself must be known as not ended.
    floor: { get: [...STAFF, 'SignIn'] },
    asks: () => ({ body: {} }),
  },
  {
    deed: endSession,
    as: 'hospital',
    kind: 'other',
    floor: { get: STAFF, write: ['Session', 'SignIn'] },
    // An ended sign-in never reopens: each time another.
    asks: async (world) => {
      await world.signInAgain('hospital');
      return {};
    },
  },
];

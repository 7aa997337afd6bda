import { endSession } from '../../functions/directory/end-session.ts';
import { listFacilities } from '../../functions/directory/list-facilities.ts';
import { openSession } from '../../functions/directory/open-session.ts';
import { readFacility } from '../../functions/directory/read-facility.ts';
import { readMe } from '../../functions/directory/read-me.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import { type Scenario, STAFF } from './scenario.ts';

export const directory: Scenario[] = [
  { deed: readMe, as: 'clinic', kind: 'other', floor: { get: STAFF }, asks: () => ({}), overHttp: true },
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

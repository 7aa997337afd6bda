import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { putFacilityPatient } from '../../../functions/ingest/put-facility-patient.ts';
import { Desk } from '../../../layers/deed/desk.ts';
import { personSummary } from '../../../layers/deed/patient-view.ts';
import {
  accessOfPatient,
  commit,
  facilityWrites,
  linkAt,
  patientWrite,
  pendingLinkWrites,
  relistWrites,
  type Store,
  systemWrite,
} from '../../../layers/store/index.ts';
import { putFacilityPatient as operation } from '../../../schemas/operations/ingest.ts';
import type { Demographics } from '../../../schemas/person.ts';
import { demographics, draft, facility, link, localId, patient, patientId } from '../../layers/store/people.ts';
import { openTables, type Tables } from '../../layers/store/tables.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let tables: Tables;
let store: Store;
let deed: typeof putFacilityPatient;
const HOSPITAL = facility('claim-hospital');
beforeAll(async () => {
  ({ putFacilityPatient: deed } = await import('../../../functions/ingest/put-facility-patient.ts'));
  tables = await openTables();
  ({ store } = tables);
  const hospital = {
    facilityId: HOSPITAL,
    name: '試験病院',
    nameEn: 'Claim Hospital',
    kind: 'hospital' as const,
    municipality: '汐見市',
    discloses: true,
    views: true,
    localIds: { digits: 7, padding: 'zero' as const },
    publication: { ownStaff: [], linked: [] },
    excludedLocalIds: [],
    state: 'active' as const,
    joinedOn: '2024-04-01',
    version: 1,
  };
  const system = {
    clientId: 'claim-system',
    facilityId: HOSPITAL,
    name: '取込',
    state: 'active' as const,
    version: 1,
  };
  await commit(store, { writes: [...facilityWrites(hospital), systemWrite(system)], audit: draft() });
});
afterAll(() => tables.close());

let numbers = 0;
/** A patient with these demographics whose link waits at the hospital's local ID. */
const claim = async (id: string, of: Demographics): Promise<number> => {
  numbers += 1;
  const pending = link(numbers, { facilityId: HOSPITAL, localId: localId(id), state: 'pending' });
  const writes = [
    patientWrite(patient(numbers, { demographics: of })),
    ...pendingLinkWrites(pending, undefined, personSummary(of)),
  ];
  await commit(store, { writes, audit: draft() });
  return numbers;
};
const stranger = (n: number) => demographics({ birthDate: `19${String(10 + n)}-05-06` });
const send = async (id: string, of: Demographics) => {
  const desk = new Desk({
    store,
    flag: async () => ({ state: 'off' }),
    claims: { kind: 'system', clientId: 'claim-system', scopes: ['ism-link/ingest'] },
    operation,
    incoming: { requestId: 'request', text: id },
  });
  const { body } = await deed.perform({ params: { localId: id }, query: {}, body: { demographics: of } }, desk);
  return body;
};
const stateOf = async (number: number) => {
  const access = await accessOfPatient(store, patientId(number));
  return access && linkAt(access, HOSPITAL)?.state;
};

describe('demographics that come to a local ID on which others lay claim', () => {
  it('verify the right link behind 60 that are junk, and read nobody else’s record', async () => {
    for (let n = 0; n < 30; n += 1) await claim('0000001', stranger(n));
    const right = await claim('0000001', demographics());
    for (let n = 30; n < 60; n += 1) await claim('0000001', stranger(n));
    await send('0000009', demographics());
    const before = store.db.spent.calls;
    expect(await send('0000001', demographics())).toEqual({ localId: '0000001', outcome: 'stored', linked: true });
    expect(await stateOf(right)).toBe('verified');
    // Claims, caller, the one claimant, the transaction.
    expect(store.db.spent.calls - before).toBeLessThanOrEqual(6);
  });

  it('verify a link whose patient was corrected meanwhile, and not one that was corrected away', async () => {
    const number = await claim('0000002', stranger(1));
    const correct = async (of: Demographics, version: number) => {
      const pending = link(number, { facilityId: HOSPITAL, localId: localId('0000002'), state: 'pending' });
      const writes = [
        patientWrite(patient(number, { demographics: of, version })),
        ...relistWrites([pending], personSummary(of)),
      ];
      await commit(store, { writes, audit: draft() });
    };
    expect(await send('0000002', demographics())).toMatchObject({ outcome: 'notKept', linked: false });
    await correct(demographics(), 2);
    await correct(stranger(1), 3);
    expect(await send('0000002', demographics())).toMatchObject({ outcome: 'notKept', linked: false });
    await correct(demographics(), 4);
    expect(await send('0000002', demographics())).toMatchObject({ outcome: 'stored', linked: true });
    expect(await stateOf(number)).toBe('verified');
  });

  it('verify none where two would: a person must decide', async () => {
    const [one, other] = [await claim('0000003', demographics()), await claim('0000003', demographics())];
    expect(await send('0000003', demographics())).toMatchObject({ outcome: 'notKept', linked: false });
    expect([await stateOf(one), await stateOf(other)]).toEqual(['pending', 'pending']);
  });

  it('do not say "linked" for a claim whose link waits elsewhere', async () => {
    const number = await claim('0000004', demographics());
    // What a claim says is a hint alone: the patient's own link has moved on.
    const moved = link(number, { facilityId: HOSPITAL, localId: localId('0000005'), state: 'pending', version: 2 });
    const [linkAlone] = pendingLinkWrites(moved, link(number), personSummary(demographics()));
    if (!linkAlone) throw new Error('a link is written');
    await commit(store, { writes: [linkAlone], audit: draft() });
    expect(await send('0000004', demographics())).toEqual({ localId: '0000004', outcome: 'notKept', linked: false });
    expect(await stateOf(number)).toBe('pending');
  });
});

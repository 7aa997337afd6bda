import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  commit,
  completeRefreshWrites,
  facilityPatientRecord,
  facilityPatientWrite,
  openRefreshRequests,
  type RefreshRequest,
  refreshRequestsOf,
  requestRefreshWrites,
  type Store,
  type Write,
} from '../../../layers/store/index.ts';
import type { RefreshRequestId } from '../../../schemas/primitives.ts';
import { draft, facility, localId, patientId } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
const TY = facility('ty-hospital');
const IDS = ['0000001', '0000002', '0000003', '0000004'].map(localId);
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
  await done(IDS.map((id) => facilityPatientWrite({ facilityId: TY, localId: id, version: 1 })));
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
const request = (number: number, id = '0000001'): RefreshRequest => ({
  requestId: `ref_${String(number).padStart(26, '0')}` as RefreshRequestId,
  facilityId: TY,
  localId: localId(id),
  patientId: patientId(1),
  requestedAt: '2026-11-22T03:04:05.678Z',
});
const open = async (id = '0000001') => openRefreshRequests(store, [{ facilityId: TY, localId: localId(id) }]);
const profileOf = async (id: string) =>
  (await facilityPatientRecord(store, { facilityId: TY, localId: localId(id) })).profile;

describe('a wish for the latest data', () => {
  it('waits in its facility’s list alone, and the local ID says since when', async () => {
    await done(requestRefreshWrites(request(1)));
    expect((await refreshRequestsOf(store, TY, {})).items).toEqual([request(1)]);
    expect((await refreshRequestsOf(store, facility('test-hospital'), {})).items).toEqual([]);
    expect(await open()).toEqual([request(1)]);
    expect((await profileOf('0000001'))?.requestedAt).toBe('2026-11-22T03:04:05.678Z');
  });

  it('is one for a local ID, however many ask', async () => {
    await expect(done(requestRefreshWrites(request(2)))).rejects.toMatchObject({ condition: 'refresh-request' });
    const asked = await Promise.allSettled(
      [3, 4, 5].map((number) => done(requestRefreshWrites(request(number, '0000002')))),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await open('0000002')).toHaveLength(1);
  });

  it('is off the list once it is answered, and the local ID says when; it cannot be answered twice', async () => {
    await done(completeRefreshWrites(request(1), '2026-11-22T04:00:00.000Z'));
    expect(await open()).toEqual([]);
    const profile = await profileOf('0000001');
    expect(profile).toMatchObject({ fetchedAt: '2026-11-22T04:00:00.000Z', version: 3 });
    expect(profile?.requestedAt).toBeUndefined();
    const again = done(completeRefreshWrites(request(1), '2026-11-22T05:00:00.000Z'));
    await expect(again).rejects.toMatchObject({ condition: 'refresh-request' });
  });

  it('that was answered late does not take the next one off the list', async () => {
    await done(requestRefreshWrites(request(6)));
    const late = done(completeRefreshWrites(request(1), '2026-11-22T05:00:00.000Z'));
    await expect(late).rejects.toMatchObject({ condition: 'refresh-request' });
    expect(await open()).toEqual([request(6)]);
  });

  it('about somebody the facility does not know leaves no trace of having been fetched', async () => {
    await done(requestRefreshWrites(request(7, '0000003')));
    await done(completeRefreshWrites(request(7, '0000003'), undefined));
    expect(await profileOf('0000003')).toEqual({ facilityId: TY, localId: '0000003', version: 3 });
  });

  it('cannot be made for a local ID that nobody linked or sent', async () => {
    const absent = done(requestRefreshWrites(request(8, '9999999')));
    await expect(absent).rejects.toMatchObject({ condition: 'facility-patient-gone' });
    expect(await open('9999999')).toEqual([]);
  });

  it('is found in pages, and those of several local IDs in one call', async () => {
    await done(requestRefreshWrites(request(9, '0000004')));
    const page = await refreshRequestsOf(store, TY, { limit: 2 });
    const rest = await refreshRequestsOf(store, TY, { limit: 2, ...(page.last && { after: page.last.sk }) });
    const found = [...page.items, ...rest.items].map((one) => one.localId);
    expect([page.items.length, found.sort(), rest.last]).toEqual([2, ['0000001', '0000002', '0000004'], undefined]);
    const before = store.db.spent.calls;
    const several = await openRefreshRequests(
      store,
      IDS.map((id) => ({ facilityId: TY, localId: id })),
    );
    expect(several).toHaveLength(3);
    expect(store.db.spent.calls).toBe(before + 1);
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { listObligations } from '../../../functions/obligations/list-obligations.ts';
import { obligationWrites } from '../../../layers/store/index.ts';
import { Cursor } from '../../../schemas/primitives.ts';
import { facility, staff } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';
import { obligationOf, openGrant, VIEWER } from './owing.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let deed: typeof listObligations;
const START = '2026-11-22T03:04:05.678Z';
const HOUR = 3_600_000;

/** Three patients at the clinic: two looked up by the doctor, one by the nurse; one obligation is settled. */
beforeAll(async () => {
  ({ listObligations: deed } = await import('../../../functions/obligations/list-obligations.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: facility('ty-hospital'), name: 'TYテスト病院' });
  await world.addFacility({ facilityId: VIEWER, kind: 'clinic' });
  await world.addFacility({ facilityId: facility('other-clinic'), kind: 'clinic' });
  await world.addFacility({ facilityId: facility('office'), kind: 'networkOffice', discloses: false, views: false });
  await world.addStaff('test-clinic.doctor');
  await world.addStaff('test-clinic.nurse', { role: 'nurse' });
  await world.addStaff('other-clinic.doctor');
  await world.addStaff('office.officer', { role: 'networkOffice', privileges: [] });
  const first = await openGrant(world, { owes: ['keepConsentForm', 'notifyBefore'], id: '0000001' });
  world.clock.forward(HOUR);
  await openGrant(world, { owes: ['keepConsentForm'], id: '0000002' });
  world.clock.forward(HOUR);
  await openGrant(world, { owes: ['keepConsentForm'], id: '0000003', grant: { openedBy: staff('test-clinic.nurse') } });
  const told = await obligationOf(world, first, 'notifyBefore');
  const closedAt = new Date(world.clock.now()).toISOString();
  await world.write(obligationWrites(world.store, { ...told, state: 'cancelled', closedAt, version: 2 }, told));
});
afterAll(() => world.close());

type Query = { of?: 'me' | 'facility'; state?: 'open' | 'closed'; limit?: number; cursor?: string };
const ask = async (by: string, query: Query = {}) => {
  const whole = { of: 'facility' as const, state: 'open' as const, limit: 50, ...query };
  return (await world.ask(by, deed, { query: whole })).body;
};
const listed = async (...asked: Parameters<typeof ask>) =>
  (await ask(...asked)).items.map(({ localId, duty }) => `${localId} ${duty}`);

describe('the list of obligations', () => {
  it('of the facility shows everybody’s open ones, the soonest due first; of oneself one’s own', async () => {
    const own = ['0000001 keepConsentForm', '0000002 keepConsentForm'];
    expect(await listed('test-clinic.doctor')).toEqual([...own, '0000003 keepConsentForm']);
    expect(await listed('test-clinic.doctor', { of: 'me' })).toEqual(own);
    expect(await listed('test-clinic.nurse', { of: 'me' })).toEqual(['0000003 keepConsentForm']);
  });

  it('shows closed ones apart, and none of another facility', async () => {
    expect(await listed('test-clinic.nurse', { state: 'closed' })).toEqual(['0000001 notifyBefore']);
    expect(await listed('test-clinic.nurse', { of: 'me', state: 'closed' })).toEqual([]);
    expect(await listed('other-clinic.doctor')).toEqual([]);
  });

  it('says what is to be done, about whose record, and whether it is overdue: from the instant after it was due', async () => {
    const dueAt = Date.parse(START) + 7 * 24 * HOUR;
    const overdue = async (at: number) => {
      world.clock.at(new Date(at).toISOString());
      const [first] = (await ask('test-clinic.doctor')).items;
      return first;
    };
    expect(await overdue(dueAt)).toMatchObject({
      discloserName: 'TYテスト病院',
      says: { ja: '書面の同意書を保管する（または画像を登録する）' },
      dueAt: new Date(dueAt).toISOString(),
      overdue: false,
    });
    expect((await overdue(dueAt + 1))?.overdue).toBe(true);
    world.clock.at(START);
  });

  it('comes in pages, whose cursor is good for this caller and this query', async () => {
    const first = await ask('test-clinic.doctor', { limit: 2 });
    const cursor = Cursor.parse(first.cursor);
    expect(await listed('test-clinic.doctor', { limit: 2, cursor })).toEqual(['0000003 keepConsentForm']);
    for (const [by, state] of [
      ['test-clinic.nurse', 'open'],
      ['test-clinic.doctor', 'closed'],
    ] as const) {
      const query = { of: 'facility' as const, state, limit: 2, cursor };
      expect((await world.refused(by, deed, { query })).code).toBe('INVALID_CURSOR');
    }
  });

  it('is refused to the network office, whose facility neither discloses nor views', async () => {
    const query = { of: 'facility' as const, state: 'open' as const, limit: 50 };
    expect((await world.refused('office.officer', deed, { query })).code).toBe('FORBIDDEN');
  });

  it('is audited with how many were shown, and no name', async () => {
    await ask('test-clinic.doctor');
    const events = (await world.audited()).filter(({ eventName }) => eventName === 'ListObligations');
    expect(events.map(({ request }) => request)).toContainEqual({ of: 'facility', state: 'open', count: 3 });
    expect(JSON.stringify(events)).not.toMatch(/試験|シケン|0000001/);
  });
});

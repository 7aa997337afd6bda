import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { listEmsUses as ListEmsUses } from '../../../functions/ems/list-ems-uses.ts';
import type { readEmsUse as ReadEmsUse } from '../../../functions/ems/read-ems-use.ts';
import type { EmsGrantId } from '../../../schemas/primitives.ts';
import { patientId } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';
import { CLINIC, HOUR_MS, openGrant, openWorld, TY } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let listEmsUses: typeof ListEmsUses;
let readEmsUse: typeof ReadEmsUse;
beforeAll(async () => {
  ({ listEmsUses } = await import('../../../functions/ems/list-ems-uses.ts'));
  ({ readEmsUse } = await import('../../../functions/ems/read-ems-use.ts'));
  world = await openWorld();
});
afterAll(() => world.close());

const list = async (query: { limit?: number; cursor?: string } = {}, who = 'ty-hospital.doctor') =>
  (await world.ask(who, listEmsUses, { query: { limit: 100, ...query } })).body;
const read = async (grantId: EmsGrantId) =>
  (await world.ask('ty-hospital.doctor', readEmsUse, { params: { grantId } })).body;

describe("the disclosing facility's inbox", () => {
  it('shows who looked, from where, by which rule and on what occasion', async () => {
    const { grantId, localId } = await openGrant(world, {}, ['keepConsentForm']);
    const [use] = (await list()).items;
    expect(use).toMatchObject({
      grantId,
      localId,
      viewerFacilityId: CLINIC,
      viewerFacilityName: 'テストクリニック',
      openedBy: 'test-clinic.doctor',
      occasion: 'ambulance',
      standing: 'live',
      openObligations: 1,
      rules: [{ id: 'EMS-N1' }],
    });
    expect(use).not.toHaveProperty('reason');
  });

  it.each([
    [{ unavoidable: { kind: 'other', words: '身元の確認ができない' } }, '身元の確認ができない'],
    [{ unavoidable: { kind: 'lifeThreat' } }, '生命の危機'],
    [{ reason: '家族の所在が不明' }, '家族の所在が不明'],
  ] as const)('says why EMS was used: %j', async (statement, reason) => {
    const { grantId } = await openGrant(world, { statement });
    const { items } = await list();
    expect(items.find((use) => use.grantId === grantId)?.reason).toBe(reason);
  });

  it('is newest first, page by page', async () => {
    world.clock.forward(HOUR_MS);
    const older = await openGrant(world);
    world.clock.forward(HOUR_MS);
    const newer = await openGrant(world);
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, ...(first.cursor && { cursor: first.cursor }) });
    expect([first, second].map(({ items }) => items[0]?.grantId)).toEqual([newer.grantId, older.grantId]);
    const other = await world.refused('test-clinic.doctor', listEmsUses, { query: { limit: 1, cursor: first.cursor } });
    expect(other.code).toBe('INVALID_CURSOR');
  });

  it("has no line of the facility's own looks from outside", async () => {
    const { grantId } = await openGrant(world, { viewerFacilityId: TY, remote: true, because: ['EMS-E0'] });
    expect((await list()).items.map((use) => use.grantId)).not.toContain(grantId);
  });

  it("holds no use of another facility's records", async () => {
    await openGrant(world);
    expect((await list({}, 'test-clinic.doctor')).items).toEqual([]);
  });

  it('is audited with a count', async () => {
    const { items } = await list({ limit: 1 });
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'ListEmsUses',
      request: { count: items.length },
      outcome: { because: ['EMS-USE-01'] },
    });
  });
});

describe('one use of its records', () => {
  it('is audited under the patient whom the record is linked to', async () => {
    const { grantId } = await openGrant(world, {}, [], { linkedPatientId: patientId(8) });
    expect((await read(grantId)).use).toMatchObject({ grantId, viewerFacilityName: 'テストクリニック' });
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'ReadEmsUse',
      patientId: patientId(8),
      resource: { grantId, facilityId: TY },
    });
  });

  it('does not exist for others, the facility that looked among them', async () => {
    const { grantId } = await openGrant(world);
    for (const who of ['test-clinic.doctor', 'other-clinic.doctor'])
      expect((await world.refused(who, readEmsUse, { params: { grantId } })).code).toBe('NOT_FOUND');
  });

  it('is told as over from the end of its time', async () => {
    const { grantId } = await openGrant(world);
    world.clock.forward(96 * HOUR_MS - 1);
    expect((await read(grantId)).use.standing).toBe('live');
    world.clock.forward(1);
    expect((await read(grantId)).use.standing).toBe('expired');
  });
});

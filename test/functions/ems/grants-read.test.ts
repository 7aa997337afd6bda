import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { listEmsGrants as ListEmsGrants } from '../../../functions/ems/list-ems-grants.ts';
import type { readEmsGrant as ReadEmsGrant } from '../../../functions/ems/read-ems-grant.ts';
import { emsGrantIdOf } from '../../../layers/store/index.ts';
import type { EmsGrantId } from '../../../schemas/primitives.ts';
import { patientId } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';
import { declareRule, HOUR_MS, OTHER, openGrant, openWorld, TY } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let listEmsGrants: typeof ListEmsGrants;
let readEmsGrant: typeof ReadEmsGrant;
beforeAll(async () => {
  ({ listEmsGrants } = await import('../../../functions/ems/list-ems-grants.ts'));
  ({ readEmsGrant } = await import('../../../functions/ems/read-ems-grant.ts'));
  world = await openWorld();
});
afterAll(() => world.close());

const read = (grantId: EmsGrantId, who = 'test-clinic.doctor') =>
  world.ask(who, readEmsGrant, { params: { grantId } }).then(({ body }) => body);
const list = (query: { limit?: number; cursor?: string } = {}, who = 'test-clinic.doctor') =>
  world.ask(who, listEmsGrants, { query: { limit: 50, ...query } }).then(({ body }) => body);
const lastAudit = async () => (await world.audited()).at(-1);

describe('reading one EMS access', () => {
  it('shows it with what it owes, in words, and the name of the disclosing facility', async () => {
    const { grantId } = await openGrant(world, {}, ['keepConsentForm', 'notifyWithin7Days']);
    const { grant, obligations, messages } = await read(grantId);
    expect(grant).toMatchObject({ grantId, standing: 'live', facilityName: 'TYテスト病院', openObligations: 2 });
    expect(grant.rules).toEqual([{ id: 'EMS-N1', ja: expect.any(String), en: expect.any(String) }]);
    expect(obligations.map(({ duty, discloserName, overdue }) => [duty, discloserName, overdue])).toEqual([
      ['keepConsentForm', 'TYテスト病院', false],
      ['notifyWithin7Days', 'TYテスト病院', false],
    ]);
    expect(messages).toEqual([]);
  });

  it('is audited by ids, under the patient whom the record is linked to', async () => {
    const { grantId, localId } = await openGrant(world, {}, [], { linkedPatientId: patientId(7) });
    await read(grantId);
    expect(await lastAudit()).toMatchObject({
      eventName: 'ReadEmsGrant',
      patientId: patientId(7),
      resource: { grantId, facilityId: TY, localId },
      outcome: { result: 'allowed', because: ['EMS-GRANT-02'] },
    });
  });

  it.each([
    ['in its last millisecond', 96 * HOUR_MS - 1, 'live'],
    ['at its end', 96 * HOUR_MS, 'expired'],
  ])('is told %s', async (_when, later, standing) => {
    const { grantId } = await openGrant(world);
    world.clock.forward(later);
    expect((await read(grantId)).grant.standing).toBe(standing);
  });

  it("is over as soon as the patient's refusal stands in the record, whatever the grant itself says", async () => {
    const refusedAt = new Date(world.clock.now()).toISOString();
    const { grantId } = await openGrant(world, {}, [], { emsRefusedAt: refusedAt });
    expect((await read(grantId)).grant).toMatchObject({ state: 'live', standing: 'refused' });
  });

  it("goes on with the rule that continues an evacuee's rule", async () => {
    const first = await declareRule(world, { untilMs: HOUR_MS });
    const { grantId } = await openGrant(world, { disasterRuleId: first.ruleId, until: first.until });
    const next = await declareRule(world, { untilMs: 48 * HOUR_MS, continues: [first.ruleId] });
    world.clock.forward(2 * HOUR_MS);
    expect((await read(grantId)).grant).toMatchObject({ standing: 'live', effectiveUntil: next.until });
    world.flag = { state: 'off' };
    expect((await read(grantId)).grant.standing).toBe('expired');
  });

  it.each([
    ["another facility's", 'other-clinic.doctor'],
    ['to the facility whose records it opens', 'ty-hospital.doctor'],
  ])('does not exist: %s', async (_case, who) => {
    const { grantId } = await openGrant(world);
    expect((await world.refused(who, readEmsGrant, { params: { grantId } })).code).toBe('NOT_FOUND');
    expect(await lastAudit()).toMatchObject({ outcome: { result: 'refused', code: 'NOT_FOUND' } });
  });

  it('does not exist: one that was never opened, and an id that this network did not make', async () => {
    const grant = await openGrant(world);
    const absent = emsGrantIdOf(world.store.seal, { ...grant, grant: world.store.newId() });
    const forged = `${grant.grantId.slice(0, -1)}${grant.grantId.endsWith('A') ? 'B' : 'A'}` as EmsGrantId;
    for (const grantId of [absent, forged])
      expect((await world.refused('test-clinic.doctor', readEmsGrant, { params: { grantId } })).code).toBe('NOT_FOUND');
    expect(await lastAudit()).not.toHaveProperty('resource');
  });
});

describe('the list of EMS accesses', () => {
  it('is newest first, page by page, each once', async () => {
    for (let hours = 0; hours < 3; hours += 1) {
      await openGrant(world, { viewerFacilityId: OTHER });
      world.clock.forward(HOUR_MS);
    }
    const first = await list({ limit: 2 }, 'other-clinic.doctor');
    const second = await list({ limit: 2, ...(first.cursor && { cursor: first.cursor }) }, 'other-clinic.doctor');
    const opened = [...first.items, ...second.items].map(({ openedAt }) => openedAt);
    expect([first.items.length, second.items.length, second.cursor]).toEqual([2, 1, undefined]);
    expect(opened).toEqual([...new Set(opened)].sort().reverse());
    expect(first.items[0]).toMatchObject({ standing: 'live', facilityName: 'TYテスト病院' });
    expect(await lastAudit()).toMatchObject({ eventName: 'ListEmsGrants', request: { count: 1 } });
  });

  it('says of each where it stands at this moment', async () => {
    const live = await openGrant(world);
    const ended = await openGrant(world, { until: new Date(world.clock.now()).toISOString() });
    const at = new Date(world.clock.now()).toISOString();
    const bar = { at, everyone: false, viewers: [live.viewerFacilityId], contents: [] };
    const withdrawn = await openGrant(world, {}, [], { emsBar: bar });
    const { items } = await list();
    const standings = new Map(items.map(({ grantId, standing }) => [grantId, standing]));
    const wanted = [live, ended, withdrawn].map(({ grantId }) => standings.get(grantId));
    expect(wanted).toEqual(['live', 'expired', 'refused']);
  });

  it('refuses a cursor of somebody else, of another query, and one that is an hour old', async () => {
    const { cursor = '' } = await list({ limit: 1 });
    const codeOf = async (query: { limit: number; cursor: string }, who: string) =>
      (await world.refused(who, listEmsGrants, { query })).code;
    expect(await codeOf({ limit: 1, cursor }, 'test-clinic.nurse')).toBe('INVALID_CURSOR');
    expect(await codeOf({ limit: 1, cursor }, 'other-clinic.doctor')).toBe('INVALID_CURSOR');
    expect(await codeOf({ limit: 2, cursor }, 'test-clinic.doctor')).toBe('INVALID_CURSOR');
    world.clock.forward(HOUR_MS);
    expect(await codeOf({ limit: 1, cursor }, 'test-clinic.doctor')).toBe('INVALID_CURSOR');
  });

  it('is closed to whoever has nothing to do with patients', async () => {
    await world.addStaff('test-clinic.office', { role: 'facilityAdmin', privileges: [] });
    expect((await world.refused('test-clinic.office', listEmsGrants, { query: { limit: 50 } })).code).toBe('FORBIDDEN');
  });
});

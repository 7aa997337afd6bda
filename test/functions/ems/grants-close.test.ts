import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { closeEmsGrant as CloseEmsGrant } from '../../../functions/ems/close-ems-grant.ts';
import type { listEmsUses as ListEmsUses } from '../../../functions/ems/list-ems-uses.ts';
import { obligationsOf } from '../../../layers/store/index.ts';
import type { ClosureReason, EmsGrant } from '../../../schemas/ems.ts';
import type { DeedWorld } from '../deed-world.ts';
import { CLINIC, DAY_MS, declareRule, HOUR_MS, keptOf, openGrant, openWorld } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let closeEmsGrant: typeof CloseEmsGrant;
let listEmsUses: typeof ListEmsUses;
beforeAll(async () => {
  ({ closeEmsGrant } = await import('../../../functions/ems/close-ems-grant.ts'));
  ({ listEmsUses } = await import('../../../functions/ems/list-ems-uses.ts'));
  world = await openWorld();
});
afterAll(() => world.close());

const asked = ({ grantId }: EmsGrant, reason: ClosureReason) => ({ params: { grantId }, body: { reason } });
const close = async (grant: EmsGrant, reason: ClosureReason, headers: { key?: string } = {}) =>
  (await world.ask('test-clinic.doctor', closeEmsGrant, asked(grant, reason), headers)).body.grant;
const refused = async (grant: EmsGrant, reason: ClosureReason, who = 'test-clinic.doctor') =>
  (await world.refused(who, closeEmsGrant, asked(grant, reason))).code;
const now = (): string => new Date(world.clock.now()).toISOString();

describe('the wrong patient (患者取り違え)', () => {
  it('closes the access, cancels what it owes, takes the mark away and flags the look', async () => {
    const grant = await openGrant(world, {}, ['keepConsentForm', 'notifyWithin7Days']);
    world.clock.forward(HOUR_MS);
    const closed = await close(grant, 'wrongPatient');
    expect(closed).toMatchObject({
      standing: 'wrongPatient',
      closure: 'wrongPatient',
      endedAt: now(),
      endedBy: 'test-clinic.doctor',
      openObligations: 0,
    });
    const kept = await keptOf(world, grant.grantId);
    expect(kept.obligations.map(({ state, closedAt }) => [state, closedAt])).toEqual([
      ['cancelled', now()],
      ['cancelled', now()],
    ]);
    expect(kept.profile?.emsOpen).toBe(0);
    const open = await obligationsOf(world.store, { owner: { facilityId: CLINIC }, state: 'open' });
    expect(open.items.filter(({ grantId }) => grantId === grant.grantId)).toEqual([]);
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'CloseEmsGrant',
      resource: { grantId: grant.grantId },
      request: { reason: 'wrongPatient', flagged: true, cancelled: 2 },
    });
  });

  it("is told in the disclosing facility's inbox", async () => {
    const grant = await openGrant(world);
    await close(grant, 'wrongPatient');
    const { body } = await world.ask('ty-hospital.doctor', listEmsUses, { query: { limit: 100 } });
    expect(body.items.find(({ grantId }) => grantId === grant.grantId)?.standing).toBe('wrongPatient');
  });

  it('is said of an access that has run out: it ended then, not now', async () => {
    const grant = await openGrant(world, {}, ['recordInChart']);
    world.clock.forward(96 * HOUR_MS);
    expect(await close(grant, 'wrongPatient')).toMatchObject({ standing: 'wrongPatient', endedAt: grant.until });
    expect((await keptOf(world, grant.grantId)).profile?.emsOpen).toBe(0);
  });

  it('is said of an access that was closed, whose duties stayed', async () => {
    const grant = await openGrant(world, {}, ['recordInChart']);
    const { endedAt } = await close(grant, 'discharged');
    world.clock.forward(HOUR_MS);
    expect(await close(grant, 'wrongPatient')).toMatchObject({ standing: 'wrongPatient', endedAt, openObligations: 0 });
    const { obligations, profile } = await keptOf(world, grant.grantId);
    expect([obligations[0]?.state, profile?.emsOpen]).toEqual(['cancelled', 0]);
  });

  it("leaves the mark of another access to the same person's record", async () => {
    const grant = await openGrant(world, {}, ['recordInChart'], { emsOpen: 2 });
    await close(grant, 'wrongPatient');
    expect((await keptOf(world, grant.grantId)).profile?.emsOpen).toBe(1);
  });

  it('takes no mark away where all was fulfilled already', async () => {
    const grant = await openGrant(world, {}, [], { emsOpen: 1 });
    await close(grant, 'wrongPatient');
    expect((await keptOf(world, grant.grantId)).profile?.emsOpen).toBe(1);
  });

  it.each(['wrongPatient', 'linked', 'refused'] as const)('cannot be said of an access that is %s', async (state) => {
    expect(await refused(await openGrant(world, { state, endedAt: now() }), 'wrongPatient')).toBe('EMS_GRANT_OVER');
  });
});

describe.each(['noLongerNeeded', 'discharged'] as const)('%s', (reason) => {
  it('ends the access; what it owes stays owed', async () => {
    const grant = await openGrant(world, {}, ['recordInChart']);
    expect(await close(grant, reason)).toMatchObject({ standing: 'closed', closure: reason, openObligations: 1 });
    const { obligations, profile } = await keptOf(world, grant.grantId);
    expect([obligations[0]?.state, profile?.emsOpen]).toEqual(['open', 1]);
    expect((await world.audited()).at(-1)?.request).toEqual({ reason });
  });

  it('ends it in its last millisecond, and not at its end', async () => {
    const grants = [await openGrant(world), await openGrant(world)] as const;
    world.clock.forward(96 * HOUR_MS - 1);
    expect((await close(grants[0], reason)).standing).toBe('closed');
    world.clock.forward(1);
    expect(await refused(grants[1], reason)).toBe('EMS_GRANT_OVER');
  });

  it('cannot end it twice', async () => {
    const grant = await openGrant(world);
    await close(grant, reason);
    expect(await refused(grant, reason)).toBe('EMS_GRANT_OVER');
  });
});

describe('ending an EMS access', () => {
  it('is done once a key, and answered again', async () => {
    const grant = await openGrant(world, {}, ['recordInChart']);
    const first = await close(grant, 'wrongPatient', { key: 'once' });
    expect(await close(grant, 'wrongPatient', { key: 'once' })).toEqual(first);
    expect((await world.audited()).at(-1)).toMatchObject({ request: { repeated: true } });
    expect((await keptOf(world, grant.grantId)).grant.version).toBe(2);
  });

  it('is done once when two people say it at the same moment', async () => {
    const grant = await openGrant(world, {}, ['recordInChart'], { emsOpen: 2 });
    const answers = await Promise.allSettled(
      ['test-clinic.doctor', 'test-clinic.nurse'].map((who) =>
        world.ask(who, closeEmsGrant, asked(grant, 'wrongPatient')),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'EMS_GRANT_OVER' } });
    const { grant: kept, profile } = await keptOf(world, grant.grantId);
    expect([kept.version, profile?.emsOpen]).toEqual([2, 1]);
  });

  it("ends an evacuee's for good while its rule is not in force", async () => {
    const rule = await declareRule(world, { untilMs: DAY_MS });
    const grant = await openGrant(world, { disasterRuleId: rule.ruleId, until: rule.until });
    const { flag } = world;
    world.flag = { state: 'unreadable' };
    expect((await close(grant, 'noLongerNeeded')).standing).toBe('closed');
    world.flag = flag;
    expect(await refused(grant, 'noLongerNeeded')).toBe('EMS_GRANT_OVER');
    world.flag = { state: 'off' };
  });

  it('needs no EMS privilege, but to be of that facility', async () => {
    const grant = await openGrant(world);
    expect(await refused(grant, 'wrongPatient', 'other-clinic.doctor')).toBe('NOT_FOUND');
    expect(await refused(grant, 'wrongPatient', 'ty-hospital.doctor')).toBe('FORBIDDEN');
    const answer = await world.ask('test-clinic.nurse', closeEmsGrant, asked(grant, 'wrongPatient'));
    expect(answer.body.grant.endedBy).toBe('test-clinic.nurse');
  });
});

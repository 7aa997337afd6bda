import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DisasterRuleId } from '../../../schemas/primitives.ts';
import type { DeedWorld } from '../deed-world.ts';
import {
  DAY,
  type DisasterDeeds,
  DOCTOR,
  disasterDeeds,
  HOUR,
  later,
  listed,
  NOBODYS,
  OFFICE,
  type Officers,
  OTHER_OFFICER,
  officers,
  openDisasterWorld,
} from './disaster-world.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let deeds: DisasterDeeds;
let office: Officers;
beforeEach(async () => {
  deeds = await disasterDeeds();
  world = await openDisasterWorld();
  office = officers(world, deeds);
});
afterEach(() => world.close());

const LONG = () => ({ until: later(world, 30 * DAY) });

describe('a rule that nobody has approved', () => {
  it('holds 24 hours from its declaration, half-open; then it awaits approval, and holds again with it', async () => {
    const rule = await office.declared(LONG());
    world.flag = listed(rule);
    world.clock.forward(DAY - 1);
    expect(await office.standingOf(rule)).toBe('inForce');
    world.clock.forward(1);
    expect(await office.standingOf(rule)).toBe('awaitingApproval');
    world.clock.forward(DAY);
    const { approvedBy, approvedAt, standing } = await office.approved(rule);
    expect({ approvedBy, approvedAt, standing }).toEqual({
      approvedBy: OTHER_OFFICER,
      approvedAt: later(world, 0),
      standing: 'inForce',
    });
  });

  it('holds 24 hours from its beginning where that comes later', async () => {
    const rule = await office.declared({ from: later(world, 3 * DAY), ...LONG() });
    world.flag = listed(rule);
    expect(rule.unapprovedUntil).toBe(later(world, 4 * DAY));
    world.clock.forward(4 * DAY - 1);
    expect(await office.standingOf(rule)).toBe('inForce');
    world.clock.forward(1);
    expect(await office.standingOf(rule)).toBe('awaitingApproval');
  });

  it('and is approved no longer says until when it would hold alone, and keeps its hash', async () => {
    const rule = await office.declared(LONG());
    const after = await office.approved(rule);
    expect(after).not.toHaveProperty('unapprovedUntil');
    expect(after).toMatchObject({ hash: rule.hash, version: 2 });
  });
});

describe('an approval', () => {
  it.each([
    ['at once', 0],
    ['after 24 hours', DAY],
  ])('by whoever declared the rule is refused %s, and audited', async (_when, ms) => {
    const { ruleId } = await office.declared(LONG());
    world.clock.forward(ms);
    const problem = await world.refused(OFFICE, deeds.approve, { params: { ruleId } });
    expect(problem.code).toBe('DISASTER_SELF_APPROVAL');
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'ApproveDisasterRule',
      resource: { ruleId },
      outcome: { result: 'refused', code: 'DISASTER_SELF_APPROVAL' },
    });
  });

  it('is for the network office alone', async () => {
    const { ruleId } = await office.declared();
    expect((await world.refused(DOCTOR, deeds.approve, { params: { ruleId } })).code).toBe('FORBIDDEN');
    expect((await world.refused(DOCTOR, deeds.approve, { params: { ruleId: NOBODYS } })).code).toBe('FORBIDDEN');
  });

  it('is of a rule that there is, once, and before its end', async () => {
    expect((await world.refused(OTHER_OFFICER, deeds.approve, { params: { ruleId: NOBODYS } })).code).toBe('NOT_FOUND');
    const first = await office.declared();
    await office.approved(first);
    const again = (ruleId: DisasterRuleId) => world.refused(OTHER_OFFICER, deeds.approve, { params: { ruleId } });
    expect((await again(first.ruleId)).code).toBe('DISASTER_RULE_STATE');
    await office.ended(first);
    const second = await office.declared();
    await office.ended(second);
    expect((await again(second.ruleId)).code).toBe('DISASTER_RULE_STATE');
    const third = await office.declared();
    world.clock.forward(DAY);
    expect((await again(third.ruleId)).code).toBe('DISASTER_RULE_STATE');
  });

  it('in the last millisecond counts; repeated under its key it changes nothing', async () => {
    const { ruleId } = await office.declared();
    world.clock.forward(DAY - 1);
    const ask = () => world.ask(OTHER_OFFICER, deeds.approve, { params: { ruleId } }, { key: 'an approval' });
    expect((await ask()).body.rule.version).toBe(2);
    expect((await ask()).body.rule.version).toBe(2);
  });
});

describe('ending a rule', () => {
  it('is in the record at once, whatever the flag still lists', async () => {
    const rule = await office.approved(await office.declared());
    world.flag = listed(rule);
    expect(await office.standingOf(rule)).toBe('inForce');
    world.clock.forward(HOUR);
    expect(await office.ended(rule)).toMatchObject({
      standing: 'ended',
      endedBy: OFFICE,
      endedAt: later(world, 0),
      endReason: '避難の解除',
      hash: rule.hash,
    });
    expect(await office.standingOf(rule)).toBe('ended');
    expect(JSON.stringify((await world.audited()).at(-2))).not.toContain('避難');
  });

  it('works once, before its end, for the office alone; nobody is told of a rule that there is not', async () => {
    const { ruleId } = await office.declared();
    const refusal = async (who: string, id: DisasterRuleId) =>
      (await world.refused(who, deeds.end, { params: { ruleId: id }, body: { reason: '解除' } })).code;
    expect(await refusal(DOCTOR, ruleId)).toBe('FORBIDDEN');
    expect(await refusal(OFFICE, NOBODYS)).toBe('NOT_FOUND');
    await office.ended({ ruleId });
    expect(await refusal(OFFICE, ruleId)).toBe('DISASTER_RULE_STATE');
    const past = await office.declared();
    world.clock.forward(DAY);
    expect(await refusal(OFFICE, past.ruleId)).toBe('DISASTER_RULE_STATE');
  });

  it('repeated under its key answers the same', async () => {
    const { ruleId } = await office.declared();
    const ask = () =>
      world.ask(OFFICE, deeds.end, { params: { ruleId }, body: { reason: '解除' } }, { key: 'an ending' });
    const first = await ask();
    world.clock.forward(HOUR);
    expect((await ask()).body).toEqual(first.body);
  });

  it('ends the rules that continue it along, and leaves the one that it continues', async () => {
    const rule = await office.declared();
    const next = await office.extended(rule, later(world, 2 * DAY));
    const last = await office.extended(next, later(world, 3 * DAY));
    await office.ended(next);
    expect(await office.standingOf(last)).toBe('ended');
    expect(await office.standingOf(rule)).not.toBe('ended');
    await office.ended(rule);
  });

  it('and approving at the same time: both are kept, or the approval comes too late', async () => {
    const rule = await office.declared();
    const [, approval] = await Promise.allSettled([office.ended(rule), office.approved(rule)]);
    if (approval.status === 'rejected') expect(approval.reason).toMatchObject({ code: 'DISASTER_RULE_STATE' });
    const [kept] = (await office.listedNow()).items;
    expect(kept).toMatchObject({ standing: 'ended', version: approval.status === 'fulfilled' ? 3 : 2 });
  });
});

describe('the list', () => {
  it('tells where record and flag leave each rule: listed with its hash, with another, or not at all', async () => {
    const rule = await office.declared(LONG());
    const { ruleId } = rule;
    const states: [DeedWorld['flag'], string, string][] = [
      [{ state: 'off' }, 'awaitingFlag', 'off'],
      [{ state: 'unreadable' }, 'awaitingFlag', 'unreadable'],
      [listed({ ruleId: NOBODYS, hash: rule.hash }), 'awaitingFlag', 'on'],
      [listed({ ruleId, hash: '0000000000000000' }), 'mismatch', 'on'],
      [listed(rule), 'inForce', 'on'],
    ];
    for (const [flag, standing, told] of states) {
      world.flag = flag;
      const answer = await office.listedNow();
      expect([answer.items[0]?.standing, answer.flag]).toEqual([standing, told]);
    }
  });

  it('of a rule that the flag lists before its beginning and after its end: not yet, past', async () => {
    const rule = await office.declared({ from: later(world, HOUR), until: later(world, 2 * HOUR) });
    world.flag = listed(rule);
    const told: (string | undefined)[] = [];
    for (const ms of [HOUR - 1, 1, HOUR - 1, 1]) {
      world.clock.forward(ms);
      told.push(await office.standingOf(rule));
    }
    expect(told).toEqual(['notYet', 'inForce', 'inForce', 'past']);
  });

  it('is there for all staff, newest first, page by page, and audited', async () => {
    const first = await office.declared();
    world.clock.forward(1);
    const second = await office.declared({ mode: 'drill' });
    const page = await world.ask(DOCTOR, deeds.list, { query: { limit: 1 } });
    expect(page.body.items.map(({ ruleId }) => ruleId)).toEqual([second.ruleId]);
    expect((await world.audited()).at(-1)).toMatchObject({ eventName: 'ListDisasterRules', request: { count: 1 } });
    const query = { limit: 1, cursor: page.body.cursor };
    const { items, cursor } = (await world.ask(DOCTOR, deeds.list, { query })).body;
    expect([items.map(({ ruleId }) => ruleId), cursor]).toEqual([[first.ruleId], undefined]);
  });
});

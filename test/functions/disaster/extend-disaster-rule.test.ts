import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DisasterRuleId } from '../../../schemas/primitives.ts';
import type { DeedWorld } from '../deed-world.ts';
import {
  DAY,
  type DisasterDeeds,
  DOCTOR,
  disasterDeeds,
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

describe('an extension', () => {
  it('is a rule of its own that goes on where the first ends, to be approved and listed in turn', async () => {
    const rule = await office.approved(await office.declared());
    const next = await office.extended(rule, later(world, 3 * DAY));
    const { viewingArea, disclosingArea, relaxations, mode, patients } = rule;
    expect(next).toMatchObject({
      viewingArea,
      disclosingArea,
      relaxations,
      mode,
      patients,
      basis: '期間の延長',
      from: rule.until,
      until: later(world, 3 * DAY),
      continues: [rule.ruleId],
      standing: 'notYet',
    });
    expect(next).not.toHaveProperty('approvedBy');
    const third = await office.extended(next, later(world, 4 * DAY));
    expect(third.continues).toEqual([rule.ruleId, next.ruleId]);
    world.flag = listed(rule, next);
    world.clock.forward(DAY - 1);
    expect([await office.standingOf(rule), await office.standingOf(next)]).toEqual(['inForce', 'notYet']);
    world.clock.forward(1);
    expect([await office.standingOf(rule), await office.standingOf(next)]).toEqual(['past', 'inForce']);
  });

  it('lasts at most 92 days from there, and ends after it begins', async () => {
    const rule = await office.declared();
    const refusal = async (ms: number) => {
      const body = { until: later(world, DAY + ms), basis: '延長' };
      const { code, detail } = await world.refused(OFFICE, deeds.extend, { params: { ruleId: rule.ruleId }, body });
      return [code, ...(detail.errors ?? []).map(({ pointer }) => pointer)];
    };
    expect(await refusal(92 * DAY + 1)).toEqual(['DISASTER_RULE_PERIOD', '/body/until']);
    expect(await refusal(0)).toEqual(['DISASTER_RULE_PERIOD', '/body/until']);
    expect((await office.extended(rule, later(world, 93 * DAY))).from).toBe(rule.until);
  });

  it('is made once: a second one of the same rule overlaps the first', async () => {
    const rule = await office.declared();
    const next = await office.extended(rule, later(world, 2 * DAY));
    const problem = await world.refused(OTHER_OFFICER, deeds.extend, {
      params: { ruleId: rule.ruleId },
      body: { until: later(world, 5 * DAY), basis: '延長' },
    });
    expect([problem.code, problem.detail.extra]).toEqual(['DISASTER_RULE_OVERLAPS', { ruleId: next.ruleId }]);
  });

  it('is of a rule that has not ended and is not past, by the office alone', async () => {
    const refusal = async (ruleId: DisasterRuleId, who = OFFICE) =>
      (
        await world.refused(who, deeds.extend, {
          params: { ruleId },
          body: { until: later(world, 2 * DAY), basis: '延長' },
        })
      ).code;
    const rule = await office.declared();
    expect(await refusal(rule.ruleId, DOCTOR)).toBe('FORBIDDEN');
    expect(await refusal(NOBODYS)).toBe('NOT_FOUND');
    await office.ended(rule);
    expect(await refusal(rule.ruleId)).toBe('DISASTER_RULE_STATE');
    const second = await office.declared();
    world.clock.forward(DAY);
    expect(await refusal(second.ruleId)).toBe('DISASTER_RULE_STATE');
  });

  it('repeated under its key is the same rule', async () => {
    const { ruleId } = await office.declared();
    const body = { until: later(world, 2 * DAY), basis: '延長' };
    const ask = () => world.ask(OFFICE, deeds.extend, { params: { ruleId }, body }, { key: 'an extension' });
    expect((await ask()).body).toEqual((await ask()).body);
    expect((await office.listedNow()).items).toHaveLength(2);
  });
});

describe('the cost', () => {
  /** How many calls of the store a request makes; those of its facts go out together. */
  const calls = async (work: () => Promise<unknown>): Promise<number> => {
    const before = world.store.db.spent.calls;
    await work();
    return world.store.db.spent.calls - before;
  };

  it('is facts in parallel, then one transaction', async () => {
    let rule = await office.declared({ from: later(world, 2 * DAY), until: later(world, 3 * DAY) });
    // Caller, prior key, ledger, rules, facilities; transaction.
    expect(await calls(async () => (rule = await office.declared(LONG_AFTER())))).toBe(6);
    expect(await calls(() => office.extended(rule, later(world, 21 * DAY)))).toBe(6);
    // Caller, prior key, rule; transaction.
    expect(await calls(() => office.approved(rule))).toBe(4);
    // Those, and the ledger, for the rules that continue it.
    expect(await calls(() => office.ended(rule))).toBe(5);
    // Caller, rules; audit.
    expect(await calls(() => office.listedNow())).toBe(3);
  });
  const LONG_AFTER = () => ({ from: later(world, 10 * DAY), until: later(world, 20 * DAY) });
});

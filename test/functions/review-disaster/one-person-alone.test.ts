import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DisasterRuleView } from '../../../schemas/disaster.ts';
import type { DeedWorld } from '../deed-world.ts';
import {
  DAY,
  type DisasterDeeds,
  disasterDeeds,
  HOUR,
  later,
  listed,
  OFFICE,
  type Officers,
  OTHER_OFFICER,
  officers,
  openDisasterWorld,
  ruleInput,
  TY,
} from '../disaster/disaster-world.ts';

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

/** Where rules stand an hour before and at the end of each of some days, with all of them listed. */
const standingsOver = async (days: number, ...rules: DisasterRuleView[]) => {
  world.flag = listed(...rules);
  const told: string[][] = [];
  for (let day = 0; day < days; day += 1) {
    world.clock.forward(DAY - HOUR);
    const { items } = await office.listedNow();
    told.push(items.filter(({ standing }) => standing === 'inForce').map(({ ruleId }) => ruleId));
    world.clock.forward(HOUR);
  }
  return told;
};

describe('one person alone', () => {
  it('keeps no rule alive beyond its 24 hours by extending it again and again', async () => {
    const first = await office.declared();
    const second = await office.extended(first, later(world, 2 * DAY));
    const third = await office.extended(second, later(world, 3 * DAY));
    expect([second, third].map(({ unapprovedUntil }) => unapprovedUntil)).toEqual([
      first.unapprovedUntil,
      first.unapprovedUntil,
    ]);
    expect(await standingsOver(3, first, second, third)).toEqual([[first.ruleId], [], []]);
  });

  it('extends a rule that somebody else has approved for 24 hours more, once', async () => {
    const first = await office.approved(await office.declared());
    const second = await office.extended(first, later(world, 2 * DAY));
    const third = await office.extended(second, later(world, 3 * DAY));
    expect(second.unapprovedUntil).toBe(later(world, 2 * DAY));
    expect(await standingsOver(3, first, second, third)).toEqual([[first.ruleId], [second.ruleId], []]);
  });

  it('holds an extension like any other rule once it is approved, whatever it goes on from', async () => {
    const first = await office.declared();
    const second = await office.approved(await office.extended(first, later(world, 2 * DAY)));
    expect(await standingsOver(2, first, second)).toEqual([[first.ruleId], [second.ruleId]]);
  });

  it('gains no second day by declaring anew what nobody approved: past, ended, or at another hour', async () => {
    const first = await office.declared();
    world.clock.forward(DAY);
    const second = await office.declared();
    world.flag = listed(first, second);
    expect([second.unapprovedUntil, await office.standingOf(second)]).toEqual([later(world, 0), 'awaitingApproval']);
    await office.ended(second);
    world.clock.forward(HOUR);
    const third = await office.declared({ until: later(world, 30 * DAY) });
    world.flag = listed(third);
    expect(await office.standingOf(third)).toBe('awaitingApproval');
    expect((await office.approved(third)).standing).toBe('inForce');
  });

  it('gains none either by declaring the later day first', async () => {
    const second = await office.declared({ from: later(world, DAY), until: later(world, 2 * DAY) });
    const first = await office.declared();
    expect((await standingsOver(2, first, second)).flat()).toHaveLength(1);
  });

  it('may put a slip right within the hours that are left, and has a day again after a week', async () => {
    const slip = await office.declared();
    world.clock.forward(HOUR);
    await office.ended(slip);
    const right = await office.declared();
    world.flag = listed(right);
    expect([right.unapprovedUntil, await office.standingOf(right)]).toEqual([slip.unapprovedUntil, 'inForce']);
    world.clock.forward(7 * DAY - HOUR - 1);
    expect((await office.declared()).unapprovedUntil).toBe(slip.unapprovedUntil);
    world.clock.forward(DAY + 1);
    expect((await office.declared()).unapprovedUntil).toBe(later(world, DAY));
  });

  it('has a day where nothing was held alone: a plan that ended before it began, other places, a drill, another person', async () => {
    const plan = await office.declared({ from: later(world, DAY), until: later(world, 2 * DAY) });
    await office.ended(plan);
    await office.declared({ disclosingArea: { facilities: [TY], municipalities: [] } });
    const drill = await office.declared({ mode: 'drill' });
    await office.ended(drill);
    const { body } = await world.ask(OTHER_OFFICER, deeds.declare, {
      body: ruleInput(world, { until: later(world, HOUR) }),
    });
    expect(body.rule.unapprovedUntil).toBe(later(world, DAY));
    world.clock.forward(HOUR);
    expect((await office.declared()).unapprovedUntil).toBe(later(world, DAY));
  });

  it('cannot approve an extension of its own making, whoever declared the rule before', async () => {
    const first = await office.approved(await office.declared());
    const { body } = await world.ask(OTHER_OFFICER, deeds.extend, {
      params: { ruleId: first.ruleId },
      body: { until: later(world, 3 * DAY), basis: '延長' },
    });
    const { ruleId } = body.rule;
    const problem = await world.refused(OTHER_OFFICER, deeds.approve, { params: { ruleId } });
    expect(problem.code).toBe('DISASTER_SELF_APPROVAL');
    const { rule } = (await world.ask(OFFICE, deeds.approve, { params: { ruleId } })).body;
    expect(rule.approvedBy).toBe(OFFICE);
  });
});

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { DisasterRuleView } from '../../../schemas/disaster.ts';
import type { ObligationId } from '../../../schemas/primitives.ts';
import { DeedWorld } from '../deed-world.ts';
import { DAY, disasterDeeds, later, OFFICE, officers, openDisasterWorld } from '../disaster/disaster-world.ts';
import { DISCLOSER, obligationOf, openGrant, VIEWER } from '../obligations/owing.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
afterEach(() => world.close());

/** 1 KB, less what a request through the gateway adds to the actor: addresses and terminal. */
const MOST = 1024 - 80;
/** The item's own bytes of each event of one name, as DynamoDB counts them. */
const bytesOf = async (eventName: string): Promise<number[]> => {
  const items = await world.tables.itemsIn('audit');
  const events = await world.audited();
  const named = new Set(
    events.filter((event) => event.eventName === eventName).map(({ eventId }) => eventId as string),
  );
  return items
    .filter((item) => named.has(item['sk']?.S ?? ''))
    .map((item) =>
      Object.entries(item).reduce(
        (sum, [name, value]) => sum + name.length + (value.S?.length ?? Buffer.from(value.B ?? '', 'base64').length),
        0,
      ),
    );
};

describe('an audit event stays within 1 KB', () => {
  it('of ten obligations that are fulfilled together', async () => {
    world = await DeedWorld.open();
    const { fulfilObligations } = await import('../../../functions/obligations/fulfil-obligations.ts');
    await world.addFacility({ facilityId: DISCLOSER });
    await world.addFacility({ facilityId: VIEWER, kind: 'clinic' });
    const who = `${VIEWER}.doctor`;
    await world.addStaff(who);
    const obligationIds: ObligationId[] = [];
    for (let index = 0; index < 10; index += 1) {
      const id = String(Math.floor(Math.random() * 1e10)).padStart(10, '0');
      const grant = await openGrant(world, { owes: ['recordInChart'], id });
      obligationIds.push((await obligationOf(world, grant, 'recordInChart')).obligationId);
    }
    await world.ask(who, fulfilObligations, {
      body: {
        duty: 'recordInChart',
        obligationIds,
        fulfilment: {
          kind: 'evidence',
          evidence: { kind: 'chart', statement: '同意を得て記載', recordedAt: later(world, 0) },
        },
      },
    });
    const sizes = await bytesOf('FulfilObligations');
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST);
  });

  it('of a rule that is ended with the longest chain that continues it', async () => {
    world = await openDisasterWorld();
    const deeds = await disasterDeeds();
    const office = officers(world, deeds);
    const rule: DisasterRuleView = await office.declared();
    let last = rule;
    for (let day = 2; day <= 25; day += 1) last = await office.extended(last, later(world, day * DAY));
    const problem = await world.refused(OFFICE, deeds.extend, {
      params: { ruleId: last.ruleId },
      body: { until: later(world, 26 * DAY), basis: '延長' },
    });
    expect(problem.code).toBe('DISASTER_RULE_STATE');
    await office.ended(rule);
    for (const name of ['DeclareDisasterRule', 'ExtendDisasterRule', 'EndDisasterRule']) {
      const sizes = await bytesOf(name);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST);
    }
  });
});

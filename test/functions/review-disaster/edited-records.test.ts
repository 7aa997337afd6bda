import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { disasterInForce } from '../../../layers/deed/disaster-in-force.ts';
import { disasterRuleHash } from '../../../layers/rules/index.ts';
import { disasterRuleWrite } from '../../../layers/store/index.ts';
import type { DisasterRule, DisasterRuleView } from '../../../schemas/disaster.ts';
import { DAY, disasterDeeds, later, OFFICE, officers, openDisasterWorld } from '../disaster/disaster-world.ts';
import { LookUpWorld } from '../ems/look-up-world.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let asked: LookUpWorld;
beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  asked = await LookUpWorld.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await asked.world.close();
});

const WRITTEN = { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } } as const;
const EVACUEE = { occasion: 'evacuee', consent: { by: 'patient', form: 'oral' } } as const;

/** Somebody with the right to the table writes over the record, past the network. */
const overwritten = (rule: DisasterRule, change: Record<string, unknown>) => {
  const write = disasterRuleWrite({ ...rule, version: rule.version + 1 });
  if (!('put' in write)) throw new TypeError('a rule is put');
  return asked.world.write([{ table: 'directory', put: { ...write.put, ...change } }]);
};

describe('a record that was edited past the network', () => {
  it.each<[string, Record<string, unknown>]>([
    ['with more than it may relax', { relaxations: ['everything'] }],
    ['until no instant', { until: '9999' }],
    ['with a part too many', { openToAll: true }],
    ['without its areas', { viewingArea: undefined }],
  ])('%s opens nothing more, and peacetime goes on for everybody', async (_what, change) => {
    const rule = await asked.declare();
    await overwritten(rule, change);
    expect((await asked.opened(WRITTEN)).grant?.standing).toBe('live');
    expect((await asked.notOpened(EVACUEE)).code).toMatch(/^EMS_/);
  });

  it.each<[string, Partial<DisasterRule>]>([
    ['declared later, for another day alone', { declaredAt: '2026-11-30T00:00:00.000Z' }],
    ['declared by another person, so that its own approval counts', { declaredBy: 'network-office.x' as never }],
    ['until when it holds alone', { aloneUntil: '2026-12-31T00:00:00.000Z' }],
  ])('(%s) has another hash than the flag lists', async (_what, change) => {
    const rule = await asked.declare();
    expect(disasterRuleHash({ ...rule, ...change })).not.toBe(disasterRuleHash(rule));
    await overwritten(rule, change);
    expect((await asked.notOpened(EVACUEE)).code).toMatch(/^EMS_/);
  });

  it('is told to the operators', async () => {
    const rule = await asked.declare();
    await overwritten(rule, { until: '9999' });
    const { store, flag } = asked.world;
    const desk = { store, flag: async () => flag, at: new Date(store.now()).toISOString() };
    expect(await disasterInForce(desk as never)).toEqual({ real: [], drills: [], mismatched: [rule.ruleId] });
  });
});

describe('the office, beside a record that was edited past the network', () => {
  it('still sees, declares, extends and ends the other rules', async () => {
    const deeds = await disasterDeeds();
    const office = await openDisasterWorld();
    try {
      const officer = officers(office, deeds);
      const broken = await officer.declared({ mode: 'drill' });
      const rule = await officer.declared();
      const write = disasterRuleWrite({ ...recordOf(broken), version: 2 });
      if (!('put' in write)) throw new TypeError('a rule is put');
      await office.write([{ table: 'directory', put: { ...write.put, until: 'never' } }]);
      await officer.extended(rule, later(office, 2 * DAY));
      await officer.ended(rule);
      await officer.declared();
      expect((await officer.listedNow()).items).toHaveLength(3);
      const problem = await office.refused(OFFICE, deeds.end, {
        params: { ruleId: broken.ruleId },
        body: { reason: '解除' },
      });
      expect(problem.code).toBe('NOT_FOUND');
    } finally {
      await office.close();
    }
  });
});

const recordOf = ({ hash: _h, standing: _s, unapprovedUntil: _u, ...rule }: DisasterRuleView): DisasterRule => rule;

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ProblemError } from '../../../layers/edge/index.ts';
import { disasterRuleHash } from '../../../layers/rules/index.ts';
import type { DisasterRuleInput } from '../../../schemas/disaster.ts';
import { facility } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';
import {
  CLINIC,
  DAY,
  type DisasterDeeds,
  DOCTOR,
  disasterDeeds,
  GONE,
  later,
  MINUTE,
  OFFICE,
  type Officers,
  OTHER_OFFICER,
  officers,
  openDisasterWorld,
  PHARMACY,
  ruleInput,
  TEST,
  TY,
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

const refused = (change: Partial<DisasterRuleInput>, by = OFFICE): Promise<ProblemError> =>
  world.refused(by, deeds.declare, { body: ruleInput(world, change) });
const faultsOf = ({ code, detail }: ProblemError) => [code, ...(detail.errors ?? []).map(({ pointer }) => pointer)];
const rulesNow = async () => (await office.listedNow()).items;

describe('a declaration', () => {
  it('is kept as it was meant, from now on, with the hash that the flag must list', async () => {
    const rule = await office.declared({
      viewingArea: { facilities: [CLINIC, CLINIC], municipalities: ['千舟町', '千舟町'] },
      relaxations: ['emsForEvacuees', 'emsForEvacuees'],
    });
    const now = later(world, 0);
    expect(rule).toMatchObject({
      from: now,
      until: later(world, DAY),
      viewingArea: { facilities: [CLINIC], municipalities: ['千舟町'] },
      relaxations: ['emsForEvacuees'],
      continues: [],
      declaredBy: OFFICE,
      declaredAt: now,
      standing: 'awaitingFlag',
      unapprovedUntil: later(world, DAY),
      version: 1,
    });
    const { hash, standing: _s, unapprovedUntil: _u, ...record } = rule;
    expect(hash).toBe(disasterRuleHash(record));
    expect(await rulesNow()).toEqual([rule]);
    expect((await world.audited()).at(-2)).toMatchObject({
      eventName: 'DeclareDisasterRule',
      resource: { ruleId: rule.ruleId, hash },
      request: { mode: 'real', relaxations: ['emsForEvacuees'], from: now, until: rule.until },
      outcome: { result: 'allowed' },
    });
  });

  it('under the same key is made once', async () => {
    const body = ruleInput(world);
    const first = await world.ask(OFFICE, deeds.declare, { body }, { key: 'the same key' });
    world.clock.forward(MINUTE);
    const second = await world.ask(OFFICE, deeds.declare, { body }, { key: 'the same key' });
    expect(second.body).toEqual(first.body);
    expect(await rulesNow()).toHaveLength(1);
  });

  it('is for the network office alone, and the refusal is audited', async () => {
    for (const who of [DOCTOR, 'ty-hospital.doctor', 'test-pharmacy.pharmacist'])
      expect((await refused({}, who)).code).toBe('FORBIDDEN');
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'DeclareDisasterRule',
      outcome: { result: 'refused', code: 'FORBIDDEN' },
    });
    expect(await rulesNow()).toEqual([]);
  });
});

describe("a rule's period", () => {
  it('may begin ten minutes ago, and not a millisecond earlier', async () => {
    expect(faultsOf(await refused({ from: later(world, -10 * MINUTE - 1) }))).toEqual([
      'DISASTER_RULE_PERIOD',
      '/body/from',
    ]);
    expect(await office.declared({ from: later(world, -10 * MINUTE) })).toMatchObject({
      from: later(world, -10 * MINUTE),
    });
  });

  it('may last 92 days to the millisecond, and not one longer', async () => {
    const from = later(world, DAY);
    expect(faultsOf(await refused({ from, until: later(world, 93 * DAY + 1) }))).toEqual([
      'DISASTER_RULE_PERIOD',
      '/body/until',
    ]);
    expect((await office.declared({ from, until: later(world, 93 * DAY) })).standing).toBe('notYet');
  });

  it.each([
    ['ends now', { until: 0 }],
    ['ended a minute ago', { from: -5 * MINUTE, until: -MINUTE }],
    ['ends at the instant of its beginning', { from: DAY, until: DAY }],
    ['ends before it begins', { from: 2 * DAY, until: DAY }],
  ])('is refused where it %s', async (_name, { from, until }: { from?: number; until: number }) => {
    const problem = await refused({
      until: later(world, until),
      ...(from !== undefined && { from: later(world, from) }),
    });
    expect(faultsOf(problem)).toEqual(['DISASTER_RULE_PERIOD', '/body/until']);
  });

  it('may be a millisecond', async () => {
    expect((await office.declared({ until: later(world, 1) })).standing).toBe('awaitingFlag');
  });

  it('that is wrong is audited as a failure', async () => {
    await refused({ until: later(world, 0) });
    expect((await world.audited()).at(-1)).toMatchObject({
      outcome: { result: 'failed', code: 'DISASTER_RULE_PERIOD' },
    });
  });
});

describe("a rule's areas", () => {
  it('name members of the network that take part, each name checked', async () => {
    const problem = await refused({
      viewingArea: { facilities: [CLINIC, facility('no-clinic'), GONE], municipalities: ['汐見市', '離町', '幻町'] },
      disclosingArea: { facilities: [facility('no-hospital')], municipalities: ['千舟町'] },
    });
    expect(faultsOf(problem)).toEqual([
      'DISASTER_RULE_AREA',
      '/body/viewingArea/facilities/1',
      '/body/viewingArea/facilities/2',
      '/body/viewingArea/municipalities/1',
      '/body/viewingArea/municipalities/2',
      '/body/disclosingArea/facilities/0',
    ]);
  });

  it('need a medical institution that looks, and a facility that discloses', async () => {
    const problem = await refused({
      viewingArea: { facilities: [PHARMACY], municipalities: [] },
      disclosingArea: { facilities: [CLINIC], municipalities: ['港町'] },
    });
    expect(faultsOf(problem)).toEqual(['DISASTER_RULE_AREA', '/body/viewingArea', '/body/disclosingArea']);
    const towns = { viewingArea: { facilities: [], municipalities: ['港町', '汐見市'] } };
    expect((await office.declared(towns)).viewingArea.municipalities).toEqual(['港町', '汐見市']);
  });
});

describe('two rules', () => {
  /** The rule that a declaration is told to overlap. */
  const overlapped = async (change: Partial<DisasterRuleInput>): Promise<unknown> => {
    const { code, detail } = await refused(change);
    return code === 'DISASTER_RULE_OVERLAPS' ? detail.extra?.['ruleId'] : code;
  };

  it('of the same places may touch in time, and not overlap by a millisecond', async () => {
    const { ruleId } = await office.declared({ from: later(world, DAY), until: later(world, 2 * DAY) });
    expect(await overlapped({ from: later(world, 2 * DAY - 1), until: later(world, 3 * DAY) })).toBe(ruleId);
    expect(await overlapped({ until: later(world, DAY + 1) })).toBe(ruleId);
    await office.declared({ from: later(world, 2 * DAY), until: later(world, 3 * DAY) });
    await office.declared({ until: later(world, DAY) });
    expect(await rulesNow()).toHaveLength(3);
  });

  it('overlap where one names a town and the other a facility in it', async () => {
    const { ruleId } = await office.declared();
    const town = { facilities: [], municipalities: ['千舟町'] };
    expect(await overlapped({ disclosingArea: town })).toBe(ruleId);
    expect(
      await overlapped({ viewingArea: { facilities: [], municipalities: ['汐見市'] }, disclosingArea: town }),
    ).toBe(ruleId);
  });

  it('may share their viewers or their disclosers, not both', async () => {
    await office.declared();
    await office.declared({ disclosingArea: { facilities: [TY], municipalities: [] } });
    await office.declared({ viewingArea: { facilities: [TY], municipalities: [] } });
    expect(await rulesNow()).toHaveLength(3);
  });

  it('of which one is a drill stand side by side; two drills do not', async () => {
    await office.declared();
    const { ruleId } = await office.declared({ mode: 'drill' });
    expect(await overlapped({ mode: 'drill' })).toBe(ruleId);
  });

  it('do not overlap once the first has ended or is past', async () => {
    const { ruleId } = await office.declared();
    await world.ask(OFFICE, deeds.end, { params: { ruleId }, body: { reason: '解除' } });
    const second = await office.declared({ until: later(world, 5 * MINUTE) });
    world.clock.forward(5 * MINUTE - 1);
    expect(await overlapped({})).toBe(second.ruleId);
    world.clock.forward(1);
    // It may begin ten minutes ago, when the other still held: that one is past, and opens nothing any more.
    expect(await office.declared({ from: later(world, -10 * MINUTE) })).toMatchObject({ standing: 'awaitingFlag' });
  });

  it('that are declared at once and overlap: one is kept, the others are told of it', async () => {
    const body = ruleInput(world);
    const asked = await Promise.allSettled(
      [OFFICE, OTHER_OFFICER, OFFICE].map((who) => world.ask(who, deeds.declare, { body })),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const [kept] = await rulesNow();
    expect(await rulesNow()).toHaveLength(1);
    for (const one of asked)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({
          code: 'DISASTER_RULE_OVERLAPS',
          detail: { extra: { ruleId: kept?.ruleId } },
        });
  });

  it('that are declared at once and do not overlap are both kept', async () => {
    const elsewhere = { disclosingArea: { facilities: [TY], municipalities: [] } };
    await Promise.all([office.declared(), office.declared(elsewhere), office.declared({ mode: 'drill' })]);
    expect((await rulesNow()).map(({ mode }) => mode).sort()).toEqual(['drill', 'real', 'real']);
    expect(
      (await office.declared({ disclosingArea: { facilities: [TEST], municipalities: [] }, ...laterOn() })).version,
    ).toBe(1);
  });
  const laterOn = () => ({ from: later(world, DAY), until: later(world, 2 * DAY) });
});

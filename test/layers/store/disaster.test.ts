import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  commit,
  declaredRules,
  disasterLedgerWrite,
  disasterRulesByIds,
  disasterRulesOf,
  disasterRuleUnchanged,
  disasterRuleWrite,
  networkSettings,
  networkSettingsWrite,
  type Store,
  type Write,
} from '../../../layers/store/index.ts';
import { DEFAULT_SETTINGS, type DisasterRule } from '../../../schemas/disaster.ts';
import type { DisasterRuleId } from '../../../schemas/primitives.ts';
import { draft, facility, staff } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
const ruleId = (number: number) => `dis_${String(number).padStart(26, '0')}` as DisasterRuleId;
const rule = (number: number, change: Partial<DisasterRule> = {}): DisasterRule => ({
  ruleId: ruleId(number),
  mode: 'real',
  basis: '通知',
  viewingArea: { facilities: [facility('test-clinic')], municipalities: [] },
  disclosingArea: { facilities: [], municipalities: ['汐見市'] },
  patients: 'evacuees',
  relaxations: ['emsForEvacuees'],
  from: '2026-11-22T00:00:00.000Z',
  until: '2026-11-23T00:00:00.000Z',
  continues: [],
  declaredBy: staff('network-office.office'),
  declaredAt: '2026-11-22T00:00:00.000Z',
  version: 1,
  ...change,
});
const declare = async (one: DisasterRule) => {
  const { turn } = await declaredRules(store);
  return done([disasterRuleWrite(one), disasterLedgerWrite(turn)]);
};

describe('disaster rules', () => {
  it('are none before the first, and the ledger is at nought', async () => {
    expect(await declaredRules(store)).toEqual({ turn: 0, rules: [] });
    expect(await disasterRulesByIds(store, [])).toEqual([]);
    expect(await disasterRulesByIds(store, [ruleId(1)])).toEqual([]);
  });

  it('are found by their ids and listed newest first, page by page', async () => {
    for (const number of [1, 2, 3]) await declare(rule(number));
    expect(await disasterRulesByIds(store, [ruleId(2), ruleId(9)])).toEqual([rule(2)]);
    const first = await disasterRulesOf(store, { limit: 2 });
    expect(first.items.map((one) => one.ruleId)).toEqual([ruleId(3), ruleId(2)]);
    const second = await disasterRulesOf(store, { limit: 2, after: first.last?.sk ?? '' });
    expect(second.items.map((one) => one.ruleId)).toEqual([ruleId(1)]);
    expect((await declaredRules(store)).turn).toBe(3);
  });

  it('change only over the version that was read', async () => {
    await expect(done([disasterRuleWrite(rule(1))])).rejects.toMatchObject({ condition: 'disaster-rule-version' });
    await done([disasterRuleWrite(rule(1, { version: 2, endReason: '解除' }))]);
    await expect(done([disasterRuleWrite(rule(1, { version: 2 }))])).rejects.toMatchObject({
      condition: 'disaster-rule-version',
    });
    await done([disasterRuleUnchanged(rule(1, { version: 2 }))]);
    await expect(done([disasterRuleUnchanged(rule(1))])).rejects.toMatchObject({ condition: 'disaster-rule-version' });
  });

  it('are declared one after the other: of two that read the same turn only one passes', async () => {
    const { turn } = await declaredRules(store);
    const both = await Promise.allSettled(
      [4, 5].map((number) => done([disasterRuleWrite(rule(number)), disasterLedgerWrite(turn)])),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await declaredRules(store)).rules).toHaveLength(turn + 1);
  });

  it('that were read before the last declaration are a conflict, though the turn was read after it', async () => {
    const { turn } = await declaredRules(store);
    await done([disasterLedgerWrite(turn)]);
    await expect(declaredRules(store)).rejects.toMatchObject({
      name: 'ConflictError',
      condition: 'disaster-ledger',
    });
  });
});

describe("the network's settings", () => {
  it('are the defaults, of version 0 and without N5, until they are set; then only over the version before', async () => {
    expect(await networkSettings(store)).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS).toMatchObject({ version: 0 });
    expect(DEFAULT_SETTINGS).not.toHaveProperty('n5');
    const chosen = { ...DEFAULT_SETTINGS, n5: 'refuse' as const, version: 1 };
    await done([networkSettingsWrite(chosen)]);
    expect(await networkSettings(store)).toEqual(chosen);
    await expect(done([networkSettingsWrite(chosen)])).rejects.toMatchObject({ condition: 'settings-version' });
    await done([networkSettingsWrite({ ...chosen, windowDays: 60, version: 2 })]);
    expect((await networkSettings(store)).windowDays).toBe(60);
  });
});

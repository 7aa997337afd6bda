import { approveDisasterRule } from '../../functions/disaster/approve-disaster-rule.ts';
import { declareDisasterRule } from '../../functions/disaster/declare-disaster-rule.ts';
import { endDisasterRule } from '../../functions/disaster/end-disaster-rule.ts';
import { extendDisasterRule } from '../../functions/disaster/extend-disaster-rule.ts';
import { listDisasterRules } from '../../functions/disaster/list-disaster-rules.ts';
import { putNetworkSettings } from '../../functions/disaster/put-network-settings.ts';
import { readNetworkSettings } from '../../functions/disaster/read-network-settings.ts';
import { networkSettings } from '../../layers/store/index.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { DisasterRuleView } from '../../schemas/disaster.ts';
import type { Asked } from '../in-process.ts';
import type { Floor } from '../spending/floor.ts';
import type { World } from '../world/world.ts';
import { NEW_KEY, type Scenario, STAFF } from './scenario.ts';

const HOUR_MS = 3_600_000;
const BASIS = '訓練のための宣言';

/** A drill of an hour, on a day of its own: rules must not overlap. */
function drill(world: World): { body: Record<string, unknown>; next: string } {
  const from = world.store.now() + world.person().index * 24 * HOUR_MS;
  const at = (hours: number): string => new Date(from + hours * HOUR_MS).toISOString();
  const body = {
    mode: 'drill',
    basis: BASIS,
    viewingArea: { facilities: [], municipalities: ['汐見市'] },
    disclosingArea: { facilities: [FACILITY.tyHospital], municipalities: [] },
    patients: 'evacuees',
    relaxations: ['emsForEvacuees', 'oralConsent'],
    from: at(0),
    until: at(1),
  };
  return { body, next: at(2) };
}

async function declared(world: World): Promise<{ ruleId: string; next: string }> {
  const { body, next } = drill(world);
  const { rule } = await world.perform<{ rule: DisasterRuleView }>(declareDisasterRule, 'office', { body });
  return { ruleId: rule.ruleId, next };
}

const theRule = async (world: World, body: object): Promise<Asked> => {
  const { ruleId } = await declared(world);
  return { params: { ruleId }, body };
};

/** Every rule before it is held against it, over all members of the network. */
const DECLARING: Floor = {
  get: [...STAFF, 'DisasterLedger'],
  absent: NEW_KEY,
  query: [
    { of: ['DisasterRule'], questions: 1 },
    { of: ['FacilitySummary'], questions: 1 },
  ],
  write: ['DisasterRule', 'DisasterLedger', 'Idempotency'],
};
const CHANGING: Floor = {
  get: [...STAFF, 'DisasterRule'],
  absent: NEW_KEY,
  write: ['DisasterRule', 'Idempotency'],
};

export const disaster: Scenario[] = [
  { deed: declareDisasterRule, as: 'office', kind: 'other', floor: DECLARING, asks: (world) => drill(world) },
  {
    deed: extendDisasterRule,
    as: 'office',
    kind: 'other',
    // The rule that it continues is only checked, which costs what a removal does.
    floor: { ...DECLARING, removed: 1 },
    asks: async (world) => {
      const { ruleId, next } = await declared(world);
      return { params: { ruleId }, body: { until: next, basis: BASIS } };
    },
  },
  {
    deed: approveDisasterRule,
    as: 'otherOfficer',
    kind: 'other',
    floor: CHANGING,
    asks: (world) => theRule(world, {}),
  },
  {
    deed: endDisasterRule,
    as: 'office',
    kind: 'other',
    // The rules that continue it end along: all are read, and that none was declared meanwhile is checked.
    floor: {
      ...CHANGING,
      get: [...STAFF, 'DisasterLedger'],
      query: [{ of: ['DisasterRule'], questions: 1 }],
      removed: 1,
    },
    asks: (world) => theRule(world, { reason: '訓練の終了' }),
  },
  {
    deed: listDisasterRules,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [{ of: ['DisasterRule'], questions: 1 }] },
    asks: () => ({}),
  },
  {
    deed: readNetworkSettings,
    as: 'clinic',
    kind: 'other',
    floor: { get: [...STAFF, 'NetworkSettings'] },
    asks: () => ({}),
  },
  {
    deed: putNetworkSettings,
    as: 'office',
    kind: 'other',
    floor: { get: [...STAFF, 'NetworkSettings'], write: ['NetworkSettings'] },
    asks: async (world) => {
      const { version, ...body } = await networkSettings(world.store);
      return { body, ifMatch: version };
    },
  },
];

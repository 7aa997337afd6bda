import type { DisasterRuleInput, DisasterRuleView } from '../../../schemas/disaster.ts';
import type { DisasterRuleId } from '../../../schemas/primitives.ts';
import { facility } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';

export const OFFICE = 'network-office.office';
export const OTHER_OFFICER = 'network-office.office2';
export const DOCTOR = 'test-clinic.doctor';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const TY = facility('ty-hospital');
export const TEST = facility('test-hospital');
export const CLINIC = facility('test-clinic');
export const PHARMACY = facility('test-pharmacy');
export const GONE = facility('gone-clinic');

/**
 * Two towns and an office. 汐見市: ty-hospital, test-clinic, network-office; 千舟町: test-hospital; 港町: test-pharmacy alone; 離町: a clinic that
 * has left the network.
 */
export const openDisasterWorld = async (): Promise<DeedWorld> => {
  const world = await DeedWorld.open();
  const viewer = { discloses: false, publication: { ownStaff: [], linked: [] } };
  await world.addFacility({ facilityId: TY, municipality: '汐見市' });
  await world.addFacility({ facilityId: TEST, municipality: '千舟町' });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic', municipality: '汐見市', ...viewer });
  await world.addFacility({ facilityId: PHARMACY, kind: 'pharmacy', municipality: '港町', ...viewer });
  await world.addFacility({ facilityId: GONE, kind: 'clinic', municipality: '離町', state: 'left', ...viewer });
  await world.addFacility({
    facilityId: facility('network-office'),
    kind: 'networkOffice',
    municipality: '汐見市',
    views: false,
    ...viewer,
  });
  for (const officer of [OFFICE, OTHER_OFFICER])
    await world.addStaff(officer, { role: 'networkOffice', privileges: [] });
  await world.addStaff(DOCTOR);
  await world.addStaff('ty-hospital.doctor');
  await world.addStaff('test-hospital.doctor');
  await world.addStaff('test-pharmacy.pharmacist', { role: 'pharmacist', privileges: [] });
  return world;
};

/** The clinic looks at テスト病院; a day from the world's clock on. */
export const ruleInput = (world: DeedWorld, change: Partial<DisasterRuleInput> = {}): DisasterRuleInput => ({
  mode: 'real',
  basis: '令和6年1月12日付通知',
  viewingArea: { facilities: [CLINIC], municipalities: [] },
  disclosingArea: { facilities: [TEST], municipalities: [] },
  patients: 'evacuees',
  relaxations: ['emsForEvacuees', 'oralConsent'],
  until: later(world, DAY),
  ...change,
});

/** The instant so many milliseconds from now on the world's clock. */
export const later = (world: DeedWorld, ms: number): string => new Date(world.clock.now() + ms).toISOString();

/** The flag lists these rules with the hash of their records. */
export const listed = (...rules: { ruleId: string; hash: string }[]): DeedWorld['flag'] => ({
  state: 'on',
  entries: rules.map(({ ruleId, hash }) => ({ ruleId, hash })),
});

/** The deeds of a rule's life; loaded when they are asked for, since a test file mocks the Lambda entry first. */
export const disasterDeeds = async () => ({
  declare: (await import('../../../functions/disaster/declare-disaster-rule.ts')).declareDisasterRule,
  approve: (await import('../../../functions/disaster/approve-disaster-rule.ts')).approveDisasterRule,
  extend: (await import('../../../functions/disaster/extend-disaster-rule.ts')).extendDisasterRule,
  end: (await import('../../../functions/disaster/end-disaster-rule.ts')).endDisasterRule,
  list: (await import('../../../functions/disaster/list-disaster-rules.ts')).listDisasterRules,
});
export type DisasterDeeds = Awaited<ReturnType<typeof disasterDeeds>>;
type Named = { ruleId: DisasterRuleId };

/** What the office's two officers do in a world: the first declares, extends and ends, the second approves. */
export const officers = (world: DeedWorld, deeds: DisasterDeeds) => ({
  declared: async (change: Partial<DisasterRuleInput> = {}): Promise<DisasterRuleView> =>
    (await world.ask(OFFICE, deeds.declare, { body: ruleInput(world, change) })).body.rule,
  approved: async ({ ruleId }: Named): Promise<DisasterRuleView> =>
    (await world.ask(OTHER_OFFICER, deeds.approve, { params: { ruleId } })).body.rule,
  extended: async ({ ruleId }: Named, until: string): Promise<DisasterRuleView> =>
    (await world.ask(OFFICE, deeds.extend, { params: { ruleId }, body: { until, basis: '期間の延長' } })).body.rule,
  ended: async ({ ruleId }: Named): Promise<DisasterRuleView> =>
    (await world.ask(OFFICE, deeds.end, { params: { ruleId }, body: { reason: '避難の解除' } })).body.rule,
  listedNow: async (who = OFFICE) => (await world.ask(who, deeds.list, { query: { limit: 100 } })).body,
  standingOf: async ({ ruleId }: Named) =>
    (await world.ask(OFFICE, deeds.list, { query: { limit: 100 } })).body.items.find((rule) => rule.ruleId === ruleId)
      ?.standing,
});
export type Officers = ReturnType<typeof officers>;
export const NOBODYS = 'dis_00000000000000000000000009' as DisasterRuleId;

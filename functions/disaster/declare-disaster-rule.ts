import { type Desk, deed } from '../../layers/deed/index.ts';
import { declaredRules, facilitiesOfNetwork } from '../../layers/store/index.ts';
import type { DisasterRule, DisasterRuleInput } from '../../schemas/disaster.ts';
import { declareDisasterRule as operation } from '../../schemas/operations/disaster.ts';
import type { DisasterRuleId } from '../../schemas/primitives.ts';
import { areaFaults, withoutRepeats } from './areas.ts';
import { declaredBefore, declareRule } from './new-rule.ts';
import { officerOf } from './officer.ts';
import { periodFaults } from './period.ts';

/**
 * The network office (DISASTER-02). A rule lies in the present or future and ends within 92 days; each name in its areas is a member's; it does not
 * overlap another of its mode. Alone it holds 24 hours (not again within a week: `hours-alone.ts`), and only once the flag lists it with the hash that is
 * answered.
 */
export const declareDisasterRule = deed(operation, async ({ body }, desk) => {
  const known = await desk.load({
    declared: declaredRules(desk.store),
    members: facilitiesOfNetwork(desk.store, {}).then(({ items }) => items),
    flag: desk.flag(),
  });
  const rule = newRule(desk, body);
  const { mode, relaxations } = rule;
  const verdict = await desk.require({ request: { mode, relaxations } });
  if (desk.prior) return declaredBefore(desk, verdict, known);
  const misdated = periodFaults(rule, desk.at);
  if (misdated.length > 0) return desk.fail(verdict, 'DISASTER_RULE_PERIOD', { errors: misdated });
  const misplaced = areaFaults(body, known.members);
  if (misplaced.length > 0) return desk.fail(verdict, 'DISASTER_RULE_AREA', { errors: misplaced });
  return declareRule(desk, verdict, { rule, known });
});

const newRule = (desk: Desk, { from = desk.at, ...input }: DisasterRuleInput): DisasterRule => ({
  ...input,
  ruleId: `dis_${desk.store.newId()}` as DisasterRuleId,
  viewingArea: withoutRepeats(input.viewingArea),
  disclosingArea: withoutRepeats(input.disclosingArea),
  relaxations: [...new Set(input.relaxations)],
  from,
  continues: [],
  declaredBy: officerOf(desk),
  declaredAt: desk.at,
  version: 1,
});

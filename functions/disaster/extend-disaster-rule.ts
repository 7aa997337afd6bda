import { type Desk, deed } from '../../layers/deed/index.ts';
import { declaredRules, disasterRuleUnchanged, facilitiesOfNetwork } from '../../layers/store/index.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import { extendDisasterRule as operation } from '../../schemas/operations/disaster.ts';
import type { DisasterRuleId } from '../../schemas/primitives.ts';
import { declaredBefore, declareRule } from './new-rule.ts';
import { officerOf } from './officer.ts';
import { periodFaults } from './period.ts';
import { isOver } from './rule-view.ts';

/** A chain this long (six years of whole terms) is declared anew: the audit event of its end names each rule, within 1 KB. */
const LONGEST_CHAIN = 24;

/**
 * The network office (DISASTER-02). A rule's period never changes, since its hash covers it: another one goes on where it ends, with the same areas
 * and relaxations, to be approved and listed in turn. What rests on the first stays live under it. Where nobody has approved the first, no other 24
 * hours begin.
 */
export const extendDisasterRule = deed(operation, async ({ params, body }, desk) => {
  const known = await desk.load({
    declared: declaredRules(desk.store),
    members: facilitiesOfNetwork(desk.store, {}).then(({ items }) => items),
    flag: desk.flag(),
  });
  const verdict = await desk.require({ resource: { extends: params.ruleId } });
  if (desk.prior) return declaredBefore(desk, verdict, known);
  const before = known.declared.rules.find(({ ruleId }) => ruleId === params.ruleId);
  if (!before) return desk.fail(verdict, 'NOT_FOUND');
  if (isOver(desk, before) || before.continues.length >= LONGEST_CHAIN)
    return desk.fail(verdict, 'DISASTER_RULE_STATE');
  const rule = successorOf(desk, before, body);
  const misdated = periodFaults(rule, desk.at);
  if (misdated.length > 0) return desk.fail(verdict, 'DISASTER_RULE_PERIOD', { errors: misdated });
  return declareRule(desk, verdict, { rule, known, also: [disasterRuleUnchanged(before)] });
});

const successorOf = (desk: Desk, before: DisasterRule, terms: { until: string; basis: string }): DisasterRule => {
  const { mode, viewingArea, disclosingArea, patients, relaxations } = before;
  return {
    ruleId: `dis_${desk.store.newId()}` as DisasterRuleId,
    mode,
    viewingArea,
    disclosingArea,
    patients,
    relaxations,
    ...terms,
    from: before.until,
    continues: [...before.continues, before.ruleId],
    declaredBy: officerOf(desk),
    declaredAt: desk.at,
    version: 1,
  };
};

import { deed } from '../../layers/deed/index.ts';
import { disasterRuleHash } from '../../layers/rules/index.ts';
import { disasterRulesByIds, disasterRuleWrite } from '../../layers/store/index.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import { approveDisasterRule as operation } from '../../schemas/operations/disaster.ts';
import { officerOf } from './officer.ts';
import { isOver, ruleView } from './rule-view.ts';

/** Another person of the network office than the one who declared the rule (DISASTER-03). After 24 hours alone, too: it then holds again. */
export const approveDisasterRule = deed(operation, async ({ params }, desk) => {
  const { found, flag } = await desk.load({
    found: disasterRulesByIds(desk.store, [params.ruleId]),
    flag: desk.flag(),
  });
  const [rule] = found;
  const approver = officerOf(desk);
  const declaredByCaller = rule?.declaredBy === approver;
  const verdict = await desk.require({
    facts: { declaredByCaller },
    // Whoever is refused for another reason must not be told that it was this one.
    ...(declaredByCaller && { otherwise: 'DISASTER_SELF_APPROVAL' }),
    resource: { ruleId: params.ruleId },
  });
  if (!rule) return desk.fail(verdict, 'NOT_FOUND');
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return { body: { rule: ruleView(desk, rule, flag) } };
  }
  if (isOver(desk, rule) || rule.approvedBy !== undefined) return desk.fail(verdict, 'DISASTER_RULE_STATE');
  const approved: DisasterRule = { ...rule, approvedBy: approver, approvedAt: desk.at, version: rule.version + 1 };
  await desk.commit(verdict, {
    writes: [disasterRuleWrite(approved)],
    result: { ruleId: rule.ruleId },
    subject: { resource: { hash: disasterRuleHash(rule) } },
  });
  return { body: { rule: ruleView(desk, approved, flag) } };
});

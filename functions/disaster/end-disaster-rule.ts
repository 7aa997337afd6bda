import { type Desk, deed } from '../../layers/deed/index.ts';
import { declaredRules, disasterLedgerUnchanged, disasterRuleWrite } from '../../layers/store/index.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import { endDisasterRule as operation } from '../../schemas/operations/disaster.ts';
import { officerOf } from './officer.ts';
import { isOver, ruleView } from './rule-view.ts';

/**
 * The network office (DISASTER-02): from the next request on nothing is decided by the rule, whatever the flag lists. The rules that continue it end
 * with it: otherwise one that was declared in time would bring what rested on this rule back to life at the end of its old period.
 */
export const endDisasterRule = deed(operation, async ({ params, body }, desk) => {
  const { declared, flag } = await desk.load({ declared: declaredRules(desk.store), flag: desk.flag() });
  const rule = declared.rules.find(({ ruleId }) => ruleId === params.ruleId);
  const verdict = await desk.require({ resource: { ruleId: params.ruleId } });
  if (!rule) return desk.fail(verdict, 'NOT_FOUND');
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return { body: { rule: ruleView(desk, rule, flag) } };
  }
  if (isOver(desk, rule)) return desk.fail(verdict, 'DISASTER_RULE_STATE');
  const ended = endedBy(desk, rule, body.reason);
  const successors = declared.rules
    .filter((other) => other.continues.includes(rule.ruleId) && !isOver(desk, other))
    .map((other) => endedBy(desk, other, body.reason));
  await desk.commit(verdict, {
    writes: [...[ended, ...successors].map(disasterRuleWrite), disasterLedgerUnchanged(declared.turn)],
    result: { ruleId: rule.ruleId },
    subject: { request: { successors: successors.map(({ ruleId }) => ruleId) } },
  });
  return { body: { rule: ruleView(desk, ended, flag) } };
});

const endedBy = (desk: Desk, rule: DisasterRule, endReason: string): DisasterRule => ({
  ...rule,
  endedBy: officerOf(desk),
  endedAt: desk.at,
  endReason,
  version: rule.version + 1,
});

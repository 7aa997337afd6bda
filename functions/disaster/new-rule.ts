import type { Desk, Verdict } from '../../layers/deed/index.ts';
import type { DisasterFlag } from '../../layers/edge/index.ts';
import { disasterRuleHash } from '../../layers/rules/index.ts';
import { type declaredRules, disasterLedgerWrite, disasterRuleWrite, type Write } from '../../layers/store/index.ts';
import type { FacilitySummary } from '../../schemas/directory.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import { overlap } from './areas.ts';
import { withHoursAlone } from './hours-alone.ts';
import { isOver, ruleView } from './rule-view.ts';

/** What a declaration is held against. */
export type Known = {
  declared: Awaited<ReturnType<typeof declaredRules>>;
  members: readonly FacilitySummary[];
  flag: DisasterFlag;
};

/**
 * Declares a rule where no other stands for the same pairs of facilities at the same time (DISASTER_RULE_OVERLAPS, with its id). The ledger is part
 * of the transaction: of two declarations at once the second is done again, and then sees the first. `also`: further conditions.
 */
export const declareRule = async (
  desk: Desk,
  verdict: Verdict,
  { rule: wanted, known, also = [] }: { rule: DisasterRule; known: Known; also?: Write[] },
) => {
  const { declared, members, flag } = known;
  const rule = withHoursAlone(wanted, { declared: declared.rules, members });
  const other = declared.rules.find((one) => !isOver(desk, one) && overlap(rule, one, members));
  if (other) {
    const { ruleId } = other;
    await desk.fail(verdict, 'DISASTER_RULE_OVERLAPS', {
      extra: { ruleId },
      subject: { request: { overlaps: ruleId } },
    });
  }
  await desk.commit(verdict, {
    writes: [disasterRuleWrite(rule), disasterLedgerWrite(declared.turn), ...also],
    result: { ruleId: rule.ruleId },
    subject: {
      resource: { ruleId: rule.ruleId, hash: disasterRuleHash(rule) },
      request: { from: rule.from, until: rule.until },
    },
  });
  return { body: { rule: ruleView(desk, rule, flag) } };
};

/** The same request again: the rule that it declared, as it stands now. */
export const declaredBefore = async (desk: Desk, verdict: Verdict, { declared, flag }: Known) => {
  const rule = declared.rules.find(({ ruleId }) => ruleId === desk.prior?.['ruleId']);
  if (!rule) return desk.fail(verdict, 'NOT_FOUND');
  await desk.record(verdict, { resource: { ruleId: rule.ruleId }, request: { repeated: true } });
  return { body: { rule: ruleView(desk, rule, flag) } };
};

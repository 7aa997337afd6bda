import type { Desk } from '../../layers/deed/index.ts';
import type { DisasterFlag } from '../../layers/edge/index.ts';
import { disasterRuleHash, ruleStanding, unapprovedUntil } from '../../layers/rules/index.ts';
import type { DisasterRule, DisasterRuleView } from '../../schemas/disaster.ts';

/** A rule as the office sees it at this moment: with the hash that the flag must list, and where record and flag together leave it. */
export const ruleView = (desk: Desk, rule: DisasterRule, flag: DisasterFlag): DisasterRuleView => ({
  ...rule,
  hash: disasterRuleHash(rule),
  standing: ruleStanding(rule, { flag, now: desk.at }),
  ...(rule.approvedBy === undefined && rule.endedAt === undefined && { unapprovedUntil: unapprovedUntil(rule) }),
});

/** Whether nothing can be done with a rule any more. */
export const isOver = (desk: Desk, { endedAt, until }: DisasterRule): boolean =>
  endedAt !== undefined || until <= desk.at;

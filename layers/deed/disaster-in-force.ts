import { DisasterRuleId } from '../../schemas/primitives.ts';
import { log } from '../edge/index.ts';
import { type InForce, rulesInForce } from '../rules/index.ts';
import { disasterRulesByIds } from '../store/index.ts';
import type { Desk } from './desk.ts';

/**
 * The disaster rules in force at this moment: listed by the flag with the hash of their record, approved (or within their first 24 hours), within
 * their period, not ended. One batch get where the flag lists any; none in peacetime. A flag that cannot be read means peacetime. What is listed and
 * is not in force is told to the operators.
 */
export const disasterInForce = async (desk: Desk): Promise<InForce> => {
  const flag = await desk.flag();
  if (flag.state !== 'on') return { real: [], drills: [], mismatched: [] };
  const listed = flag.entries.flatMap(({ ruleId }) => DisasterRuleId.safeParse(ruleId).data ?? []);
  const rules = await disasterRulesByIds(desk.store, listed);
  const inForce = rulesInForce({ rules, flag, now: desk.at });
  if (inForce.mismatched.length > 0)
    log('error', 'the flag lists a rule that is not in force', {
      code: 'FLAG_RULE_MISMATCH',
      ruleIds: inForce.mismatched.join(' '),
    });
  return inForce;
};

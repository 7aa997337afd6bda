import { beginsAt, isApproved, unapprovedUntil } from '../../layers/rules/index.ts';
import type { FacilitySummary } from '../../schemas/directory.ts';
import type { DisasterRule } from '../../schemas/disaster.ts';
import { samePlaces } from './areas.ts';

/** One person's word carries a relaxation for 24 hours, and for no others until a week after them. */
const AGAIN_AFTER_MS = 7 * 86_400_000;

/**
 * A new rule as it may hold without approval: for 24 hours of its own, unless nobody has approved the rule that it continues, or another one of the
 * same person for the same places within a week. Those had the 24 hours, however often somebody extends or declares anew.
 */
export const withHoursAlone = (
  rule: DisasterRule,
  { declared, members }: { declared: readonly DisasterRule[]; members: readonly FacilitySummary[] },
): DisasterRule => {
  const unapproved = declared.filter((one) => !isApproved(one));
  const before = unapproved.filter(({ ruleId }) => ruleId === rule.continues.at(-1)).map(unapprovedUntil);
  const beside = unapproved
    .filter((one) => one.declaredBy === rule.declaredBy && samePlaces(one, rule, members))
    .flatMap((one) => hoursTaken(one, rule) ?? []);
  const [first, ...others] = [...before, ...beside];
  if (first === undefined) return rule;
  return { ...rule, aloneUntil: others.reduce((least, one) => (one < least ? one : least), first) };
};

/** Until when another rule of the same person leaves hours to a new one: where it comes later, none. Undefined where it is far off, or held none itself. */
const hoursTaken = (other: DisasterRule, rule: DisasterRule): string | undefined => {
  const begins = beginsAt(rule);
  const otherBegins = beginsAt(other);
  const until = unapprovedUntil(other);
  const heldNone = until <= otherBegins || (other.endedAt !== undefined && other.endedAt <= otherBegins);
  if (heldNone) return undefined;
  const isLater = otherBegins > begins;
  const apartMs = isLater ? Date.parse(otherBegins) - Date.parse(begins) : Date.parse(begins) - Date.parse(until);
  if (apartMs >= AGAIN_AFTER_MS) return undefined;
  return isLater ? begins : until;
};

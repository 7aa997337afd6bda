import type { Duty } from './duties.ts';
import type { Fact, Facts } from './facts.ts';
import { concerns, type Rule, type RuleAct, type RuleId } from './rule.ts';

/** Why no row was needed to refuse. */
export const DEFAULT_DENY: RuleId = 'DEFAULT-DENY';

/**
 * allow: `because` are the permits and the adds that matched. refuse: the forbids that matched, or DEFAULT-DENY where there was none and no
 * permit. Both in the table's order.
 */
export type Decision = { decision: 'allow' | 'refuse'; because: RuleId[]; owes: Duty[] };
export type Question = { act: RuleAct; facts: Facts };

/** A permit needs certainty: all of `when` known true, all of `unless` known false. */
const permits = (rule: Rule, facts: Facts): boolean =>
  rule.when.every((fact) => facts[fact] === true) && rule.unless.every((fact) => facts[fact] === false);

/** A forbid needs only that nothing speaks against it. */
const speaksNothingAgainst = (rule: Rule, facts: Facts): boolean =>
  rule.when.every((fact) => facts[fact] !== false) && rule.unless.every((fact) => facts[fact] !== true);

/** Cedar's semantics over any table: default deny; any forbid wins; duties are the union over the permits and adds that matched. */
export function decideWith(rules: readonly Rule[], question: Question): Decision {
  const asked = rowsFor(rules, question.act);
  const barred = asked.filter((rule) => rule.effect === 'forbid' && speaksNothingAgainst(rule, question.facts));
  if (barred.length > 0) return { decision: 'refuse', because: barred.map((rule) => rule.id), owes: [] };
  const matched = asked.filter((rule) => rule.effect === 'permit' && permits(rule, question.facts));
  if (matched.length === 0) return { decision: 'refuse', because: [DEFAULT_DENY], owes: [] };
  const applying = asked.filter(
    (rule) => matched.includes(rule) || (rule.effect === 'add' && adds(rule, question.facts)),
  );
  return {
    decision: 'allow',
    because: applying.map((rule) => rule.id),
    owes: union(applying.map((rule) => rule.owes)),
  };
}

/** A duty needs only that nothing speaks against it; a waiver (no duties) needs certainty. */
const adds = (rule: Rule, facts: Facts): boolean =>
  rule.owes.length > 0 ? speaksNothingAgainst(rule, facts) : permits(rule, facts);

/** The facts that the rows for an act name, each once, in the table's order: all that its decision can depend on. */
export const relevantFacts = (rules: readonly Rule[], act: RuleAct): Fact[] =>
  union(rowsFor(rules, act).map((rule) => [...rule.when, ...rule.unless]));

const index = new WeakMap<readonly Rule[], Map<RuleAct, Rule[]>>();
/** The rows for an act; sorted out once per table, since a look asks for some hundred decisions. */
function rowsFor(rules: readonly Rule[], act: RuleAct): Rule[] {
  const byAct = index.get(rules) ?? new Map<RuleAct, Rule[]>();
  index.set(rules, byAct);
  const rows = byAct.get(act) ?? rules.filter((rule) => concerns(rule, act));
  byAct.set(act, rows);
  return rows;
}

export const union = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

import type { Act } from '../../schemas/acts.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import type { Duty } from './duties.ts';
import type { Fact } from './facts.ts';

/** `content.open`: one content type of one disclosing facility, asked for by every look; no operation names it. */
export type RuleAct = Act | 'content.open';

/** Stable, never reused: `LOOK-02`. `DEFAULT-DENY` stands where no row permitted. */
export type RuleId = string;

/** Facts that are true in an example; every other fact of its act is false. */
export type Example = { act: RuleAct; facts: readonly Fact[]; says: Sentence };

type Effect = 'permit' | 'forbid';

/**
 * One row of the table. It matches when every fact of `when` holds and none of `unless` does. A permit matches only when all of them are
 * known; a forbid matches also when they are unknown.
 */
export type Rule = {
  id: RuleId;
  effect: Effect;
  /** `everyAct` with exceptions, so that a new act is barred from the day it exists. */
  acts: readonly RuleAct[] | { everyActExcept: readonly RuleAct[] };
  /** One sentence for the privacy officer and for the screen. */
  says: Sentence;
  /** Clause, circular or rule of operation it rests on. */
  basis: readonly Sentence[];
  when: readonly Fact[];
  unless: readonly Fact[];
  owes: readonly Duty[];
  /** Both are tests: what is allowed under this rule, and what is refused for want of it (or by it). */
  examples: { allow: Example; deny: Example };
};

/** Whether a row speaks of an act. */
export const concerns = (rule: Rule, act: RuleAct): boolean =>
  'everyActExcept' in rule.acts ? !rule.acts.everyActExcept.includes(act) : rule.acts.includes(act);

import type { Act } from '../../schemas/acts.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import type { Duty } from './duties.ts';
import type { Fact } from './facts.ts';

/**
 * One content type of one disclosing facility, asked for by every look and named by no operation: through a patient (`content.open`), or through an
 * EMS grant (`content.openByGrant`).
 */
export type ContentAct = 'content.open' | 'content.openByGrant';
export type RuleAct = Act | ContentAct;

/** Stable, never reused: `LOOK-02`. `DEFAULT-DENY` stands where no row permitted. */
export type RuleId = string;

/** Facts that are true in an example; every other fact of its act is false. */
export type Example = { act: RuleAct; facts: readonly Fact[]; says: Sentence };

/** `add` permits nothing: it says what an allowed act owes beside, or that something is waived, and stands in `because`. */
type Effect = 'permit' | 'forbid' | 'add';

/**
 * One row of the table. It matches when every fact of `when` holds and none of `unless` does. A permit matches only when all of them are
 * known; a forbid matches also when they are unknown, and so does an add that owes something: not knowing never loses a duty. An add without
 * duties is a waiver, and needs certainty like a permit.
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

/**
 * Who may do what, and what it then owes: a pure table and the facts it asks for. No I/O, clock, environment or log.
 */
import type { Act } from '../../schemas/acts.ts';
import { type Decision, decideWith } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { TABLE } from './table.ts';

export { DUTIES, type Duty } from './duties.ts';
export { DEFAULT_DENY, type Decision } from './evaluate.ts';
export { type CallerInput, type Claims, callerFacts, SCOPES, signInFacts } from './fact-makers/caller.ts';
export { consentFacts, leftOutFacts } from './fact-makers/consent.ts';
export {
  beginsAt,
  concernsOf,
  disasterRuleHash,
  type FlagState,
  type InForce,
  isApproved,
  ruleBetween,
  ruleStanding,
  rulesInForce,
  UNAPPROVED_HOURS,
  unapprovedUntil,
} from './fact-makers/disaster.ts';
export { discloserFacts } from './fact-makers/discloser.ts';
export { ANOTHER_PERSON, type EmsSituation, emsFacts } from './fact-makers/ems.ts';
export { emsBarOf, takesBackRefusal } from './fact-makers/ems-bar.ts';
export { emsAudience, grantDiscloserFacts, grantFacts, grantStanding } from './fact-makers/grant.ts';
export { patientFacts } from './fact-makers/patient.ts';
export {
  isPublished,
  type PublicationQuestion,
  type PublishedDocument,
  publishedContents,
} from './fact-makers/publication.ts';
export { sendingFacts } from './fact-makers/sending.ts';
export { FACTS, type Fact, type Facts } from './facts.ts';
export { decideLook, type LookAct, type LookDecision, type LookQuestion } from './look.ts';
export { type DiscloserFacts, type Receipt, receiptOf } from './receipt.ts';
export { type DecidedEvent, type Outcome, type Redecision, redecide } from './redecide.ts';
export type { Rule, RuleAct } from './rule.ts';
export { ruleOf, ruleTableHash } from './table.ts';

/** The rules' answer. Pure; default deny; any forbid wins; what is unknown never permits and always forbids. */
export const decide = (question: { act: Act; facts: Facts }): Decision => decideWith(TABLE, question);

import type { Act } from '../../schemas/acts.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { maskOf, typesOf } from './content-mask.ts';
import { relevantFacts, union } from './evaluate.ts';
import { FACTS, type Fact, type Facts } from './facts.ts';
import type { ContentAct, RuleAct } from './rule.ts';
import { ruleTableHash, TABLE } from './table.ts';

/** The part of a look that concerns one facility. */
export type DiscloserFacts = {
  facilityId: FacilityId;
  facts: Facts;
  /** Contents that the consents cover between this facility and the viewer's; through an EMS grant those that the patient has not left out. */
  covered: ReadonlySet<ContentType>;
  /** Contents that this facility publishes to the viewer: to its own staff for its own records, to linked facilities, or to EMS. */
  published: ReadonlySet<ContentType>;
};
/** …and what was opened. */
export type LookAtDiscloser = DiscloserFacts & { opened: ReadonlySet<ContentType> };

/** `t` the codes of facts that were true, `u` of those that were unknown; of the facts that the act's rows name, the rest were false. */
type FactsReceipt = { t: string[]; u?: string[] };
type DiscloserReceipt = FactsReceipt & { f: FacilityId; covered: string; published: string; opened: string };
/** What the audit event keeps of a decision (`events/audit-event.ts` has its schema). */
export type Receipt = {
  act: Act;
  table: string;
  facts: FactsReceipt;
  disclosers?: DiscloserReceipt[];
  from?: string[];
};

/** Where the facts of a look are kept: once for the question, once per facility, or as masks. */
export const contentActOf = (act: RuleAct): ContentAct =>
  act.startsWith('ems.') ? 'content.openByGrant' : 'content.open';
const perContent: Record<ContentAct, Fact[]> = {
  'content.open': relevantFacts(TABLE, 'content.open'),
  'content.openByGrant': relevantFacts(TABLE, 'content.openByGrant'),
};
const contentFactsOf = (act: RuleAct, of: 'question' | 'discloser'): Fact[] =>
  perContent[contentActOf(act)].filter((fact) => FACTS[fact].of === of);
const perQuestion = (act: RuleAct, look: boolean): Fact[] =>
  look ? union([relevantFacts(TABLE, act), contentFactsOf(act, 'question')]) : relevantFacts(TABLE, act);

const encode = (names: readonly Fact[], facts: Facts): FactsReceipt => {
  const codes = (value: boolean | undefined) =>
    names.filter((name) => facts[name] === value).map((name) => FACTS[name].code);
  const unknown = codes(undefined);
  return { t: codes(true), ...(unknown.length > 0 && { u: unknown }) };
};

const decode = (names: readonly Fact[], { t, u = [] }: FactsReceipt): Facts => {
  const known = names.filter((name) => !u.includes(FACTS[name].code));
  return Object.fromEntries(known.map((name) => [name, t.includes(FACTS[name].code)]));
};

/** What decides at one facility: facts of a discloser come from it alone, so that one said for another (own record, consent) never reaches it. */
export const factsAt = (act: ContentAct, question: Facts, discloser: Facts): Facts =>
  Object.fromEntries(
    perContent[act]
      .map((name) => [name, (FACTS[name].of === 'discloser' ? discloser : question)[name]] as const)
      .filter(([, value]) => value !== undefined),
  );

/** The decision receipt: what a decision was made of, ids and codes only. With `disclosers` it is the receipt of a look. */
export function receiptOf(input: { act: Act; facts: Facts; from?: string[]; disclosers?: LookAtDiscloser[] }): Receipt {
  const { act, facts, from, disclosers } = input;
  return {
    act,
    table: ruleTableHash(),
    facts: encode(perQuestion(act, disclosers !== undefined), facts),
    ...(disclosers && { disclosers: disclosers.map((discloser) => discloserReceipt(act, facts, discloser)) }),
    ...(from && from.length > 0 && { from }),
  };
}

const discloserReceipt = (act: Act, facts: Facts, discloser: LookAtDiscloser): DiscloserReceipt => ({
  f: discloser.facilityId,
  ...encode(contentFactsOf(act, 'discloser'), factsAt(contentActOf(act), facts, discloser.facts)),
  covered: maskOf(discloser.covered),
  published: maskOf(discloser.published),
  opened: maskOf(discloser.opened),
});

/** A receipt as it is read back: `disclosers` may come from any parser of the audit event. */
export type StoredReceipt = Omit<Receipt, 'disclosers'> & {
  disclosers?: (Omit<DiscloserReceipt, 'f'> & { f: string })[];
};

/** The facts behind a receipt. */
export function factsOfReceipt(receipt: StoredReceipt): { facts: Facts; disclosers?: DiscloserFacts[] } {
  const { disclosers } = receipt;
  return {
    facts: decode(perQuestion(receipt.act, disclosers !== undefined), receipt.facts),
    ...(disclosers && {
      disclosers: disclosers.map((discloser) => ({
        facilityId: discloser.f as FacilityId,
        facts: decode(contentFactsOf(receipt.act, 'discloser'), discloser),
        covered: typesOf(discloser.covered),
        published: typesOf(discloser.published),
      })),
    }),
  };
}

import type { ContentType } from '../../schemas/content-types.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { ALL_TYPES } from './content-mask.ts';
import { DEFAULT_DENY, type Decision, decideWith, union } from './evaluate.ts';
import type { Facts } from './facts.ts';
import {
  contentActOf,
  type DiscloserFacts,
  factsAt,
  type LookAtDiscloser,
  type Receipt,
  receiptOf,
} from './receipt.ts';
import type { ContentAct, RuleId } from './rule.ts';
import { TABLE } from './table.ts';

/** The calendar stands even when it is empty; the others need something that opens. */
export type LookAct =
  | 'look.timeline'
  | 'look.document'
  | 'look.content'
  | 'patient.refresh'
  | 'ems.timeline'
  | 'ems.document'
  | 'ems.content';
const CALENDARS: readonly LookAct[] = ['look.timeline', 'ems.timeline'];
export type LookQuestion = {
  act: LookAct;
  facts: Facts;
  disclosers: DiscloserFacts[];
  /** The one content type that is asked for; without it every type is decided. */
  wanted?: ContentType;
  /** Ids of the records that the facts were read from; kept in the receipt. */
  from?: string[];
};
export type LookDecision = Decision & { opened: Map<FacilityId, ReadonlySet<ContentType>>; receipt: Receipt };

/**
 * A look: one decision for the whole (may this person look at this patient at all), then one per facility and content type. Nothing opens
 * when the whole is refused. The timeline is allowed by the whole alone; a document, its content and a request for the latest data need at
 * least one content that opens.
 */
export function decideLook(question: LookQuestion): LookDecision {
  const { act } = question;
  const facts = { ...consentOf(question), ...question.facts };
  const whole = decideWith(TABLE, { act, facts });
  const parts = question.disclosers.map((discloser) => openDiscloser(question, discloser));
  const disclosers = parts.map(({ look }) =>
    whole.decision === 'allow' ? look : { ...look, opened: new Set<ContentType>() },
  );
  const decision = whole.decision === 'allow' ? overall(act, whole, parts) : whole;
  return {
    ...decision,
    opened: new Map(disclosers.map((discloser) => [discloser.facilityId, discloser.opened])),
    receipt: receiptOf({ act, facts, disclosers, ...(question.from && { from: question.from }) }),
  };
}

/** That a consent is in force is the same at every facility: the whole may ask for it too (a request for the latest data does). */
const consentOf = ({ disclosers }: LookQuestion): Facts => {
  const known = disclosers.map((discloser) => discloser.facts.consentInForce);
  const consentInForce = known.includes(true) ? true : known.includes(undefined) ? undefined : false;
  return disclosers.length === 0 || consentInForce === undefined ? {} : { consentInForce };
};

type Part = { look: LookAtDiscloser; allowed: Decision[]; barredBy: RuleId[] };

function openDiscloser({ act, facts, wanted }: LookQuestion, given: DiscloserFacts): Part {
  const only = (types: ReadonlySet<ContentType>) =>
    new Set([...types].filter((type) => wanted === undefined || type === wanted));
  const discloser = { ...given, covered: only(given.covered), published: only(given.published) };
  const contentAct = contentActOf(act);
  const decided = contentDecisions(contentAct, factsAt(contentAct, facts, given.facts), discloser);
  const allowed = decided.filter((part) => part.decision === 'allow');
  const barredBy = union(decided.filter((part) => part.decision === 'refuse').map((part) => part.because));
  return { look: { ...discloser, opened: new Set(allowed.flatMap((part) => part.types)) }, allowed, barredBy };
}

/** Contents of which the same is known are decided together: at most four decisions a facility instead of one per content type. */
function contentDecisions(
  act: ContentAct,
  here: Facts,
  { covered, published }: DiscloserFacts,
): (Decision & { types: ContentType[] })[] {
  const alike = Map.groupBy(ALL_TYPES, (type) => Number(covered.has(type)) * 2 + Number(published.has(type)));
  return [...alike.values()].map((types) => {
    const [one] = types as [ContentType];
    return {
      types,
      ...decideWith(TABLE, { act, facts: { ...here, ...contentFacts(act, one, { covered, published }) } }),
    };
  });
}

/** What the masks say of one content. Through a grant `covered` is what the patient has not left out. */
const contentFacts = (
  act: ContentAct,
  type: ContentType,
  masks: Pick<DiscloserFacts, 'covered' | 'published'>,
): Facts => ({
  contentPublished: masks.published.has(type),
  ...(act === 'content.open'
    ? { consentCoversContent: masks.covered.has(type) }
    : { contentNotLeftOut: masks.covered.has(type) }),
});

function overall(act: LookAct, whole: Decision, parts: Part[]): Decision {
  const allowed = parts.flatMap((part) => part.allowed);
  if (!CALENDARS.includes(act) && allowed.length === 0)
    return { decision: 'refuse', because: whyNothing(parts), owes: [] };
  return {
    decision: 'allow',
    because: union([whole.because, ...allowed.map((part) => part.because)]),
    owes: union([whole.owes, ...allowed.map((part) => part.owes)]),
  };
}

const whyNothing = (parts: Part[]): RuleId[] => {
  const bars = union(parts.map((part) => part.barredBy)).filter((id) => id !== DEFAULT_DENY);
  return bars.length > 0 ? bars : [DEFAULT_DENY];
};

import { dueWithinHours, obligationDuties, saidDuty, saidRules } from '../../layers/deed/index.ts';
import type { Decision, Facts } from '../../layers/rules/index.ts';
import type { DisasterRule, NetworkSettings } from '../../schemas/disaster.ts';
import type { ConsentGiver, EmsOption, EmsStatement, Occasion } from '../../schemas/ems.ts';
import { decideEms, type EmsPlace } from './place.ts';
import { wayLabel } from './way-label.ts';
import { completions, FIELDS, type Field } from './ways.ts';

/** `stated`: what is said already, which no option changes. `drill`: the drill rule between the two facilities. */
export type AskedOptions = {
  caller: Facts;
  place: EmsPlace;
  drill: DisasterRule | undefined;
  stated: EmsStatement;
};

/** One statement that the rules were asked about, and what of it nobody has said yet. */
type Way = { statement: EmsStatement; decision: Decision; needs: Field[] };

/**
 * Every way in which the rules would decide, as the rules themselves say: the allowed ones first, of those the ones that need least. Of ways
 * by the same button and form only those that no other makes senseless; a refused one only where its button has no allowed way.
 */
export const emsOptions = (asked: AskedOptions): EmsOption[] => {
  const settled = decideEms({ ...asked, statement: asked.stated });
  if (settled.decision === 'allow') return [optionOf(asked, { statement: asked.stated, decision: settled, needs: [] })];
  const ways = waysOf(asked);
  const allowed = worthwhile(shortest(ways.filter(isAllowed).map((way) => least(asked, way))));
  const options = allowed.map((way) => optionOf(asked, way)).sort((a, b) => a.needs.length - b.needs.length);
  return [...options, ...closedButtons(asked, ways)];
};

/** What of a statement stays said where another way is looked for: the occasion, unless it is one that no rule covers. */
export const statedOccasion = (asked: Pick<AskedOptions, 'place' | 'drill'>, occasion: Occasion | undefined) =>
  occasion === undefined || (occasion === 'evacuee' && !isCovered(asked)) ? {} : { occasion };

/** Duties as a screen says them. Where the look-up's own message is the notice beforehand, nobody has to telephone. */
export const saidDuties = (owes: readonly string[], settings: NetworkSettings): EmsOption['owes'] =>
  obligationDuties(owes)
    .filter((duty) => !(duty === 'notifyBefore' && settings.inboxIsNotice))
    .map((duty) => ({ duty, ...saidDuty(duty), dueWithinHours: dueWithinHours(duty, settings) }));

const isAllowed = ({ decision }: Way): boolean => decision.decision === 'allow';
const isCovered = ({ place, drill }: Pick<AskedOptions, 'place' | 'drill'>): boolean =>
  place.disaster !== undefined || drill !== undefined;

const occasionsOf = (asked: AskedOptions): Occasion[] => {
  const { occasion } = asked.stated;
  const possible: Occasion[] = ['ambulance', 'noReferral', ...(isCovered(asked) ? (['evacuee'] as const) : [])];
  return possible.filter((one) => occasion === undefined || one === occasion);
};

const waysOf = (asked: AskedOptions): Way[] =>
  completions(asked.stated, occasionsOf(asked)).map((statement) => ({
    statement,
    decision: decideEms({ ...asked, statement }),
    needs: needsOf(asked, statement),
  }));

const needsOf = ({ stated }: AskedOptions, statement: EmsStatement): Field[] =>
  FIELDS.filter((field) => field.of(statement) !== undefined && field.of(stated) === undefined);

const saysTheSame = (one: Decision, other: Decision): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The same way without what the rules do not need: whatever can be left out and the decision, its rules and its duties stay the same. */
const least = (asked: AskedOptions, way: Way): Way => {
  const statement = way.needs.reduceRight((said, field) => {
    const shorter = field.without(said);
    return saysTheSame(decideEms({ ...asked, statement: shorter }), way.decision) ? shorter : said;
  }, way.statement);
  return { ...way, statement, needs: needsOf(asked, statement) };
};

const groupedBy = (ways: Way[], keyOf: (way: Way) => unknown): Way[][] => {
  const groups = new Map<string, Way[]>();
  for (const way of ways) {
    const key = JSON.stringify(keyOf(way));
    groups.set(key, [...(groups.get(key) ?? []), way]);
  }
  return [...groups.values()];
};

const fewest = (ways: Way[]): Way | undefined => ways.toSorted((a, b) => a.needs.length - b.needs.length)[0];

/** Of ways by one button and form that rest on the same rules, the one that needs least; an occasion that makes no difference is left open. */
const shortest = (ways: Way[]): Way[] =>
  groupedBy(ways, ({ statement: { consent }, decision }) => [consent?.by, consent?.form, decision]).flatMap((group) => {
    const chosen = fewest(group);
    if (!chosen) return [];
    const occasions = new Set(group.map(({ statement }) => statement.occasion));
    const { occasion: _, ...statement } = chosen.statement;
    return [occasions.size > 1 ? { ...chosen, statement } : chosen];
  });

/** Without those that ask for more than another by the same button and form, and owe no less for it. */
const worthwhile = (ways: Way[]): Way[] => ways.filter((way) => !ways.some((other) => beats(other, way)));

const beats = (one: Way, other: Way): boolean =>
  sameButton(one, other) &&
  one.statement.consent?.form === other.statement.consent?.form &&
  one.needs.length < other.needs.length &&
  one.needs.every((field) => other.needs.includes(field)) &&
  one.decision.owes.every((duty) => other.decision.owes.includes(duty));

const buttonOf = ({ statement }: Way): [boolean, ConsentGiver | undefined] => [
  statement.occasion === 'evacuee',
  statement.consent?.by,
];
const sameButton = (one: Way, other: Way): boolean => JSON.stringify(buttonOf(one)) === JSON.stringify(buttonOf(other));

/** The buttons that no way makes open. In a drill with what it would need there, so that a drill can be carried out. */
const closedButtons = (asked: AskedOptions, ways: Way[]): EmsOption[] =>
  groupedBy(ways, buttonOf)
    .filter((group) => !group.some(isAllowed))
    .flatMap((group) => {
      // The last of them says the most: what refuses it refuses every other.
      const closed = group.at(-1);
      if (!closed) return [];
      const rehearsed = rehearsedOf(asked, group);
      return [optionOf(asked, { ...(rehearsed ?? bareButton(asked, closed)), decision: closed.decision })];
    });

const rehearsedOf = (asked: AskedOptions, group: Way[]): Way | undefined => {
  const { drill, place } = asked;
  if (!drill) return undefined;
  const inDrill = { ...asked, place: { ...place, disaster: drill } };
  const decided = group.map((way) => ({ ...way, decision: decideEms({ ...inDrill, statement: way.statement }) }));
  return fewest(decided.filter(isAllowed).map((way) => least(inDrill, way)));
};

const bareButton = ({ stated }: AskedOptions, { statement }: Way): Pick<Way, 'statement' | 'needs'> => ({
  statement: {
    ...stated,
    ...(statement.occasion === 'evacuee' && { occasion: statement.occasion }),
    ...(statement.consent && { consent: stated.consent ?? { by: statement.consent.by } }),
  },
  needs: [],
});

/** The relation is written down wherever the family consents; no rule waits for it. */
const RELATION = { pointer: '/consent/relation', ja: '患者との続柄', en: 'Relation to the patient' };

const optionOf = (asked: AskedOptions, { statement, decision, needs }: Way): EmsOption => {
  const { occasion, consent, unavoidable, patientAble, family } = statement;
  const allowed = decision.decision === 'allow';
  const asksRelation = consent?.by === 'family' && consent.relation === undefined && (allowed || needs.length > 0);
  return {
    ...(occasion && { occasion }),
    ...(consent && { consent: consent.by, ...(consent.form && { form: consent.form }) }),
    unavoidable: unavoidable !== undefined,
    ...(patientAble !== undefined && { patientAble }),
    ...(family && { family }),
    label: wayLabel(statement),
    allowed,
    because: saidRules(decision.because),
    owes: saidDuties(decision.owes, asked.place.settings),
    needs: [...needs.map(({ pointer, ja, en }) => ({ pointer, ja, en })), ...(asksRelation ? [RELATION] : [])],
  };
};

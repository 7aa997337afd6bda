import { relevantFacts } from '../../../layers/rules/evaluate.ts';
import type { Fact, Facts } from '../../../layers/rules/facts.ts';
import { concerns, type Rule, type RuleAct } from '../../../layers/rules/rule.ts';

/**
 * Every combination of what may be known for an act: each fact true, false or unknown. They are too many to be walked one by one (3^40), so a
 * branch ends as soon as the facts on it decide; it then stands for all combinations of those that were not asked. `open` says how many facts those
 * are. The branch is the walker's own and changes as it goes on: nobody may keep it.
 */
export type Branch = {
  decision: 'allow' | 'refuse';
  /** Of an allowed branch: the permits and adds that match. Of a refused one: the bars, or nothing where no permit is left. */
  because: readonly Rule[];
  open: number;
  /** Whether the fact is known to be true, known to be false, said to be unknown, or makes no difference (`any`). */
  of: (fact: Fact) => Value;
};
export type Value = 'true' | 'false' | 'unknown' | 'any';

const ANY = 0;
const VALUES: readonly Value[] = ['any', 'true', 'false', 'unknown'];
const [TRUE, FALSE, UNKNOWN] = [1, 2, 3];

/** A row in numbers: which facts must have which value, and whether it needs certainty. */
type Row = { rule: Rule; wants: readonly (readonly [fact: number, value: number])[]; certain: boolean };
type Standing = 'matches' | 'fails' | 'open';

/** Written apart from `evaluate.ts`, from its sentence: permits and waivers need certainty; forbids and duties only that nothing speaks against. */
const standingOf = ({ wants, certain }: Row, known: Int8Array): Standing => {
  let open = false;
  for (const [fact, wanted] of wants) {
    const value = known[fact];
    if (value === ANY) open = true;
    else if (value === UNKNOWN ? certain : value !== wanted) return 'fails';
  }
  return open ? 'open' : 'matches';
};

/** The fact that most of these rows still ask for: what is common to many is decided first, so that branches stay few. */
const nextFact = (rows: readonly Row[], known: Int8Array): number => {
  const asked = new Int32Array(known.length);
  for (const { wants } of rows)
    for (const [fact] of wants) if (known[fact] === ANY) asked[fact] = (asked[fact] ?? 0) + 1;
  return asked.reduce((best, count, fact) => (count > (asked[best] ?? 0) ? fact : best), 0);
};

/** Calls `visit` for every branch of an act, and gives how many facts there are. */
export function everyCombination(
  ask: { rules: readonly Rule[]; act: RuleAct },
  visit: (branch: Branch) => void,
): number {
  const facts = relevantFacts(ask.rules, ask.act);
  const indexes = new Map(facts.map((fact, index) => [fact, index]));
  const wish = (fact: Fact, value: number) => [indexes.get(fact) ?? -1, value] as const;
  const rows = ask.rules
    .filter((rule) => concerns(rule, ask.act))
    .map(
      (rule): Row => ({
        rule,
        wants: [...rule.when.map((fact) => wish(fact, TRUE)), ...rule.unless.map((fact) => wish(fact, FALSE))],
        certain: rule.effect === 'permit' || (rule.effect === 'add' && rule.owes.length === 0),
      }),
    );
  const of = (effect: Rule['effect']) => rows.filter((row) => row.rule.effect === effect);
  const [forbids, permits, adds] = [of('forbid'), of('permit'), of('add')];
  const known = new Int8Array(facts.length);
  const branch: Branch = {
    decision: 'refuse',
    because: [],
    open: facts.length,
    of: (fact) => VALUES[known[indexes.get(fact) ?? -1] ?? ANY] ?? 'any',
  };
  const told = (decision: Branch['decision'], because: readonly Row[], open: number): void =>
    visit(Object.assign(branch, { decision, because: because.map(({ rule }) => rule), open }));

  const walk = (left: { forbids: Row[]; permits: Row[]; adds: Row[]; matched: Row[] }, open: number): void => {
    const barred = left.forbids.filter((row) => standingOf(row, known) === 'matches');
    if (barred.length > 0) return told('refuse', barred, open);
    const matched = [...left.matched];
    const still = (group: readonly Row[]): Row[] =>
      group.filter((row) => {
        const standing = standingOf(row, known);
        if (standing === 'matches') matched.push(row);
        return standing === 'open';
      });
    const next = { forbids: still(left.forbids), permits: still(left.permits), adds: still(left.adds), matched };
    const permitted = matched.some(({ rule }) => rule.effect === 'permit');
    if (!permitted && next.permits.length === 0) return told('refuse', [], open);
    const undecided = [next.forbids, next.permits, next.adds].find((group) => group.length > 0);
    if (!undecided) return told('allow', matched, open);
    const fact = nextFact(undecided, known);
    for (const value of [TRUE, FALSE, UNKNOWN]) {
      known[fact] = value;
      walk(next, open - 1);
    }
    known[fact] = ANY;
  };
  walk({ forbids, permits, adds, matched: [] }, facts.length);
  return facts.length;
}

/** What a branch knows, for the rules' own evaluation: whatever makes no difference is left unknown. */
export const factsOf = (branch: Branch, facts: readonly Fact[]): Facts =>
  Object.fromEntries(
    facts.flatMap((fact) => {
      const value = branch.of(fact);
      return value === 'true' || value === 'false' ? [[fact, value === 'true']] : [];
    }),
  );

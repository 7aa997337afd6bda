import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_DENY, decideWith, relevantFacts } from '../../../layers/rules/evaluate.ts';
import type { Facts } from '../../../layers/rules/facts.ts';
import { concerns } from '../../../layers/rules/rule.ts';
import { TABLE } from '../../../layers/rules/table.ts';
import { anyAct, anyFact, anyFacts, anyRule } from './arbitraries.ts';

const RUNS = { numRuns: 3000 };
const permits = TABLE.filter((rule) => rule.effect === 'permit');
const forbids = TABLE.filter((rule) => rule.effect === 'forbid');
const adds = TABLE.filter((rule) => rule.effect === 'add');
type Row = (typeof TABLE)[number];
const certain = (rule: Row, facts: Facts): boolean =>
  rule.when.every((fact) => facts[fact]) && rule.unless.every((fact) => facts[fact] === false);
const notExcluded = (rule: Row, facts: Facts): boolean =>
  !rule.when.some((fact) => facts[fact] === false) && !rule.unless.some((fact) => facts[fact]);
const allows = (rules: readonly Row[], question: Parameters<typeof decideWith>[1]): boolean =>
  decideWith(rules, question).decision === 'allow';

describe('the rules, whatever is asked', () => {
  it('permit nothing without a permit row whose facts all hold and whose exceptions are all known not to', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, (act, facts) => {
        const { decision, because, owes } = decideWith(TABLE, { act, facts });
        const holding = permits.filter((rule) => concerns(rule, act) && certain(rule, facts));
        const beside = adds.filter(
          (rule) => concerns(rule, act) && (rule.owes.length > 0 ? notExcluded(rule, facts) : certain(rule, facts)),
        );
        if (decision === 'allow') {
          expect(holding.length).toBeGreaterThan(0);
          expect(new Set(because)).toEqual(new Set([...holding, ...beside].map((rule) => rule.id)));
          expect(new Set(owes)).toEqual(new Set([...holding, ...beside].flatMap((rule) => rule.owes)));
        } else {
          expect(owes).toEqual([]);
          expect(because).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('permit nothing at all when only the forbids and adds are left', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, (act, facts) => {
        expect(allows([...forbids, ...adds], { act, facts })).toBe(false);
      }),
      RUNS,
    );
  });

  it('refuse whenever a single forbid is not known to fail', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, (act, facts) => {
        const { decision, because } = decideWith(TABLE, { act, facts });
        const holding = forbids.filter((rule) => concerns(rule, act) && notExcluded(rule, facts));
        if (holding.length > 0)
          expect({ decision, because }).toEqual({ decision: 'refuse', because: holding.map((rule) => rule.id) });
        else if (decision === 'refuse') expect(because).toEqual([DEFAULT_DENY]);
      }),
      RUNS,
    );
  });

  it('never widen by a forbid that is added', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, anyRule, (act, facts, rule) => {
        const more = [...TABLE, { ...rule, effect: 'forbid' as const }];
        if (allows(more, { act, facts })) expect(allows(TABLE, { act, facts })).toBe(true);
      }),
      RUNS,
    );
  });

  it('never widen by a permit that is removed, nor narrow by one that is added', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, fc.constantFrom(...permits), anyRule, (act, facts, removed, added) => {
        const before = allows(TABLE, { act, facts });
        if (
          allows(
            TABLE.filter((rule) => rule !== removed),
            { act, facts },
          )
        )
          expect(before).toBe(true);
        if (before) expect(allows([...TABLE, { ...added, effect: 'permit' }], { act, facts })).toBe(true);
      }),
      RUNS,
    );
  });

  it('are as narrow with an add as without it, and owe no less', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, anyRule, (act, facts, rule) => {
        const before = decideWith(TABLE, { act, facts });
        const after = decideWith([...TABLE, { ...rule, effect: 'add' }], { act, facts });
        expect(after.decision).toBe(before.decision);
        expect(after.owes).toEqual(expect.arrayContaining(before.owes));
      }),
      RUNS,
    );
  });

  it('lose no duty of an add, and win no waiver, by a fact that is missing', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, anyFact, fc.boolean(), (act, facts, fact, value) => {
        const { [fact]: _forgotten, ...unknown } = facts;
        const known = { ...unknown, [fact]: value };
        const said = (of: Facts, owing: boolean) =>
          decideWith([...adds, ...permits], { act, facts: of }).because.filter((id) =>
            adds.some((rule) => rule.id === id && rule.owes.length > 0 === owing),
          );
        if (!allows(permits, { act, facts: unknown }) || !allows(permits, { act, facts: known })) return;
        expect(said(unknown, true)).toEqual(expect.arrayContaining(said(known, true)));
        expect(said(known, false)).toEqual(expect.arrayContaining(said(unknown, false)));
      }),
      RUNS,
    );
  });

  it('never permit by a fact that is missing: what is allowed without it is allowed whichever way it is', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, anyFact, (act, facts, fact) => {
        const { [fact]: _forgotten, ...known } = facts;
        if (!allows(TABLE, { act, facts: known })) return;
        expect(allows(TABLE, { act, facts: { ...known, [fact]: true } })).toBe(true);
        expect(allows(TABLE, { act, facts: { ...known, [fact]: false } })).toBe(true);
      }),
      RUNS,
    );
  });

  it('depend on no fact but those that the rows for the act name', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, (act, facts) => {
        const named: Facts = Object.fromEntries(relevantFacts(TABLE, act).map((fact) => [fact, facts[fact]]));
        expect(decideWith(TABLE, { act, facts: named })).toEqual(decideWith(TABLE, { act, facts }));
      }),
      RUNS,
    );
  });

  it('are tried on enough that is allowed for these properties to mean something', () => {
    const sample = fc.sample(fc.tuple(anyAct, anyFacts), { numRuns: 4000, seed: 20240112 });
    expect(sample.filter(([act, facts]) => allows(TABLE, { act, facts })).length).toBeGreaterThan(200);
  });
});

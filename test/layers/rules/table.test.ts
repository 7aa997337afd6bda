import { describe, expect, it } from '@jest/globals';
import { decideWith, relevantFacts } from '../../../layers/rules/evaluate.ts';
import { FACT_NAMES, FACTS, type Facts } from '../../../layers/rules/facts.ts';
import { hashOf } from '../../../layers/rules/hash.ts';
import { DUTIES, decide, type Rule, ruleOf, ruleTableHash } from '../../../layers/rules/index.ts';
import { concerns, type Example, type RuleAct } from '../../../layers/rules/rule.ts';
import { TABLE } from '../../../layers/rules/table.ts';
import { ACTS } from '../../../schemas/acts.ts';
import { OPERATIONS } from '../../../schemas/operations/index.ts';

const EVERY_ACT: RuleAct[] = [...ACTS, 'content.open', 'content.openByGrant'];
/** An example names what is true; all else is known to be false. */
const factsOf = (example: Example): Facts =>
  Object.fromEntries(relevantFacts(TABLE, example.act).map((fact) => [fact, example.facts.includes(fact)]));
const decided = (example: Example) => decideWith(TABLE, { act: example.act, facts: factsOf(example) });

describe.each(TABLE.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it(`ALLOW ${rule.examples.allow.says.en}`, () => {
    const { decision, because, owes } = decided(rule.examples.allow);
    expect(decision).toBe('allow');
    if (rule.effect === 'forbid') return;
    expect(because).toContain(id);
    expect(owes).toEqual(expect.arrayContaining([...rule.owes]));
  });

  it(`DENY ${rule.examples.deny.says.en}`, () => {
    const { decision, because } = decided(rule.examples.deny);
    expect(decision).toBe('refuse');
    expect(because.includes(id)).toBe(rule.effect === 'forbid');
  });

  it('says what it means in both languages, and on what it rests', () => {
    const sentences = [rule.says, rule.examples.allow.says, rule.examples.deny.says, ...rule.basis];
    expect(rule.basis.length).toBeGreaterThan(0);
    for (const { ja, en } of sentences) {
      expect(ja).toMatch(/[ぁ-んァ-ン一-龠]/);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('gives examples of what it speaks of', () => {
    const { allow, deny } = rule.examples;
    expect(concerns(rule, allow.act)).toBe(true);
    if (rule.effect === 'forbid') expect(concerns(rule, deny.act)).toBe(true);
  });
});

describe('the table', () => {
  it('has a stable, unique id per row', () => {
    const ids = TABLE.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Z]+(-[A-Z0-9]+)+$/);
  });

  it('permits every act to somebody, by at least one row', () => {
    const unreachable = EVERY_ACT.filter(
      (act) => !TABLE.some((rule) => rule.effect === 'permit' && concerns(rule, act)),
    );
    expect(unreachable).toEqual([]);
  });

  it('permits nothing unconditionally', () => {
    expect(TABLE.filter((rule) => rule.effect === 'permit' && rule.when.length === 0)).toEqual([]);
  });

  it('asks for no fact that no row uses, and gives each a code of its own', () => {
    const used = new Set(TABLE.flatMap((rule) => [...rule.when, ...rule.unless]));
    expect(FACT_NAMES.filter((fact) => !used.has(fact))).toEqual([]);
    const codes = FACT_NAMES.map((fact) => FACTS[fact].code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('owes no duty that is not declared', () => {
    expect(TABLE.flatMap((rule) => rule.owes).filter((duty) => !(duty in DUTIES))).toEqual([]);
  });

  it('bars every act, those of later rules too, to a suspended person, a stranger and a facility that has left', () => {
    const bars = TABLE.filter(
      (rule) => rule.effect === 'forbid' && 'everyActExcept' in rule.acts && rule.acts.everyActExcept.length === 0,
    );
    expect(bars.map((rule) => rule.id)).toEqual(['BASE-01', 'BASE-02', 'BASE-03', 'BASE-04', 'BASE-05']);
  });

  it('has rows for the act of every operation', () => {
    for (const operation of OPERATIONS)
      expect(TABLE.some((rule) => rule.effect === 'permit' && concerns(rule, operation.act))).toBe(true);
  });

  it('refuses by default, with a sentence for the screen', () => {
    const facts: Facts = {
      isSystem: false,
      scopeIsStaff: true,
      staffActive: true,
      subMatches: true,
      sessionCurrent: true,
      facilityActive: true,
    };
    expect(decide({ act: 'patient.merge', facts })).toEqual({
      decision: 'refuse',
      because: ['DEFAULT-DENY'],
      owes: [],
    });
    expect(ruleOf('DEFAULT-DENY').says.ja).toBe('この操作を許可する規則がありません。');
    expect(ruleOf('EMS-99').says.en).toContain('EMS-99');
  });

  it('refuses everything when nothing is known', () => {
    for (const act of ACTS) expect(decide({ act, facts: {} }).decision).toBe('refuse');
  });
});

describe('the hash of the table', () => {
  const [first, ...rest] = TABLE as [Rule, ...Rule[]];

  it('is 16 hexadecimal digits and does not depend on the order of the rows', () => {
    expect(ruleTableHash()).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOf([...rest, first])).toBe(ruleTableHash());
  });

  it('changes with whatever decides', () => {
    const changed: Rule[] = [
      { ...first, when: ['isSystem'] },
      { ...first, unless: [] },
      { ...first, effect: 'permit' },
      { ...first, acts: ['profile.read'] },
      { ...first, owes: ['showToIssuer'] },
      { ...first, id: 'BASE-99' },
    ];
    const hashes = changed.map((rule) => hashOf([rule, ...rest]));
    expect(new Set([...hashes, hashOf(rest), ruleTableHash()]).size).toBe(changed.length + 2);
  });

  it('does not change with a better sentence', () => {
    expect(hashOf([{ ...first, says: { ja: '別の文', en: 'Another sentence' }, basis: [] }, ...rest])).toBe(
      ruleTableHash(),
    );
  });
});

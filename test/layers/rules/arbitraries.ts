import fc from 'fast-check';
import { FACT_NAMES, FACTS, type Fact, type Facts } from '../../../layers/rules/facts.ts';
import type { DiscloserFacts } from '../../../layers/rules/index.ts';
import type { Rule, RuleAct } from '../../../layers/rules/rule.ts';
import { TABLE } from '../../../layers/rules/table.ts';
import { ACTS } from '../../../schemas/acts.ts';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';

const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];

export const anyAct = fc.constantFrom<RuleAct>(...ACTS, 'content.open', 'content.openByGrant');
export const anyFact = fc.constantFrom(...FACT_NAMES);

/** True, false or unknown for each fact. */
const noise: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(FACT_NAMES.map((fact) => [fact, fc.boolean()])) as Record<Fact, fc.Arbitrary<boolean>>,
  { requiredKeys: [] },
);
const exampleFacts = TABLE.flatMap(({ examples }) => [examples.allow, examples.deny]).map(
  ({ facts }): Facts => Object.fromEntries(FACT_NAMES.map((fact) => [fact, facts.includes(fact)])),
);
/** Noise alone is nearly always refused: half of the time an example of the table with a few facts changed or forgotten. */
export const anyFacts: fc.Arbitrary<Facts> = fc.oneof(
  noise,
  fc
    .record({
      base: fc.constantFrom(...exampleFacts),
      changed: noise,
      which: fc.uniqueArray(anyFact, { maxLength: 3 }),
    })
    .map(({ base, changed, which }) => withChanges(base, changed, which)),
);

const withChanges = (base: Facts, changed: Facts, which: Fact[]): Facts => {
  const kept = Object.entries(base).filter(([fact]) => !which.includes(fact as Fact));
  const added = which.filter((fact) => changed[fact] !== undefined).map((fact) => [fact, changed[fact]]);
  return Object.fromEntries([...kept, ...added]) as Facts;
};

export const anyTypes: fc.Arbitrary<Set<ContentType>> = fc.subarray(TYPES).map((types) => new Set(types));

const discloserFacts: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(
    FACT_NAMES.filter((fact) => FACTS[fact].of === 'discloser').map((fact) => [
      fact,
      fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.boolean() }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;

export const anyDisclosers: fc.Arbitrary<DiscloserFacts[]> = fc
  .array(fc.record({ facts: discloserFacts, covered: anyTypes, published: anyTypes }), { maxLength: 4 })
  .map((all) => all.map((one, index) => ({ ...one, facilityId: `facility-${index}` as FacilityId })));

export const anyRule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constant('ADDED-01'),
  effect: fc.constantFrom('permit' as const, 'forbid' as const, 'add' as const),
  acts: fc.oneof(fc.uniqueArray(anyAct, { minLength: 1, maxLength: 4 }), fc.constant({ everyActExcept: [] })),
  says: fc.constant({ ja: '追加', en: 'added' }),
  basis: fc.constant([]),
  when: fc.uniqueArray(anyFact, { maxLength: 4 }),
  unless: fc.uniqueArray(anyFact, { maxLength: 2 }),
  owes: fc.constantFrom([], ['showToIssuer' as const]),
  examples: fc.constant((TABLE[0] as Rule).examples),
});

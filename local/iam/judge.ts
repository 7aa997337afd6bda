import type { Condition, Grant } from './policy.ts';
import { wildcardExpression } from './wildcards.ts';

/** One thing that a request wants; `context` holds the values of condition keys. */
export type Wish = { action: string; resource: string; context?: Record<string, string[]> };

export type Judge = (wish: Wish) => boolean;

/**
 * Judges as IAM does for identity-based policies: default deny, an explicit Deny wins. Actions ignore case, resources do not; `*` and `?`
 * are wildcards. Some 3 µs a wish.
 */
export function judgeOf(grants: Grant[]): Judge {
  const compiled = grants.map((grant) => ({
    effect: grant.effect,
    actions: grant.actions.map((pattern) => matcherOf(pattern, 'i')),
    resources: grant.resources.map((pattern) => matcherOf(pattern)),
    conditions: grant.conditions,
  }));
  return (wish) => {
    const matching = compiled.filter(
      (grant) =>
        grant.actions.some((matches) => matches(wish.action)) &&
        grant.resources.some((matches) => matches(wish.resource)) &&
        grant.conditions.every((condition) => holds(condition, wish.context ?? {})),
    );
    return matching.some((grant) => grant.effect === 'Allow') && !matching.some((grant) => grant.effect === 'Deny');
  };
}

/** Everything the region knows of its surroundings: loopback stands for TLS, and there is one account. */
const SURROUNDINGS: Record<string, string[]> = {
  'aws:SecureTransport': ['true'],
  'aws:ResourceAccount': ['000000000000'],
};

function holds(condition: Condition, context: Record<string, string[]>): boolean {
  const values = context[condition.key] ?? SURROUNDINGS[condition.key] ?? [];
  const matches = condition.patterns.map((pattern) =>
    condition.wildcards ? matcherOf(pattern) : (value: string) => value === pattern,
  );
  const fits = (value: string): boolean => matches.some((match) => match(value)) !== condition.negated;
  // An absent key satisfies ForAllValues and every negated operator (IAM user guide, "Multivalued context keys").
  if (values.length === 0) return condition.quantifier === 'all' || condition.negated;
  return condition.quantifier === 'all' || condition.negated ? values.every(fits) : values.some(fits);
}

function matcherOf(pattern: string, flags = ''): (value: string) => boolean {
  if (pattern === '*') return () => true;
  const expression = wildcardExpression(pattern, flags);
  return (value) => expression.test(value);
}

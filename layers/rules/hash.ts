import { createHash } from 'node:crypto';
import { FACTS } from './facts.ts';
import type { Rule } from './rule.ts';

const sorted = (names: readonly string[]): string[] => [...names].sort();

/** Only what decides: a better sentence or example leaves old receipts decided under the same table. */
const canonicalRule = (rule: Rule) => ({
  id: rule.id,
  effect: rule.effect,
  acts: 'everyActExcept' in rule.acts ? { except: sorted(rule.acts.everyActExcept) } : sorted(rule.acts),
  when: sorted(rule.when),
  unless: sorted(rule.unless),
  owes: sorted(rule.owes),
});

/** First 16 hexadecimal digits of the SHA-256 over the rows in the order of their ids, and the codes and reach of the facts they name. */
export function hashOf(rules: readonly Rule[]): string {
  const rows = rules.map(canonicalRule).sort((a, b) => (a.id < b.id ? -1 : 1));
  const named = new Set(rules.flatMap((rule) => [...rule.when, ...rule.unless]));
  const facts = [...named].sort().map((fact) => [fact, FACTS[fact].code, FACTS[fact].of]);
  return createHash('sha256').update(JSON.stringify({ rows, facts })).digest('hex').slice(0, 16);
}

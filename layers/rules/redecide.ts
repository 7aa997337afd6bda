import { maskOf } from './content-mask.ts';
import { type Decision, decideWith } from './evaluate.ts';
import { decideLook, type LookAct } from './look.ts';
import { factsOfReceipt, type StoredReceipt } from './receipt.ts';
import { ruleTableHash, TABLE } from './table.ts';

/** What is read of an audit event to decide it again. */
export type DecidedEvent = {
  outcome: {
    result: 'allowed' | 'refused' | 'failed';
    because: string[];
    owes?: string[] | undefined;
    code?: string | undefined;
  };
  receipt?: StoredReceipt | undefined;
};
/** An outcome in the audit log's words. `opened`: per facility the mask of what was opened. */
export type Outcome = {
  result: 'allowed' | 'refused' | 'failed';
  because: string[];
  owes: string[];
  opened: Record<string, string>;
};
export type Redecision =
  /** Nothing was decided: the event has no receipt. */
  | { verdict: 'noReceipt' }
  /** `otherTable`: decided under the table `table`, which is not this one; both outcomes stand side by side and are never called equal. */
  | {
      verdict: 'same' | 'differs' | 'otherTable';
      table: string;
      stored: Outcome;
      again: Outcome;
      differences: string[];
    };

/** Decides again from what the event keeps, and compares. Pure: needs neither the network nor today's records. */
export function redecide(event: DecidedEvent): Redecision {
  const { receipt } = event;
  if (!receipt) return { verdict: 'noReceipt' };
  const stored = storedOutcome(event, receipt);
  const again = outcomeAgain(receipt);
  const differences = differencesOf(stored, again);
  const verdict = differences.length === 0 ? 'same' : 'differs';
  return {
    verdict: receipt.table === ruleTableHash() ? verdict : 'otherTable',
    table: receipt.table,
    stored,
    again,
    differences,
  };
}

const storedOutcome = ({ outcome }: DecidedEvent, receipt: StoredReceipt): Outcome => ({
  result: outcome.result,
  because: [...outcome.because].sort(),
  owes: [...(outcome.owes ?? [])].sort(),
  opened: Object.fromEntries((receipt.disclosers ?? []).map(({ f, opened }) => [f, opened])),
});

function outcomeAgain(receipt: StoredReceipt): Outcome {
  const { facts, disclosers } = factsOfReceipt(receipt);
  if (!disclosers) return asOutcome(decideWith(TABLE, { act: receipt.act, facts }), {});
  const look = decideLook({ act: receipt.act as LookAct, facts, disclosers });
  return asOutcome(look, Object.fromEntries([...look.opened].map(([facility, types]) => [facility, maskOf(types)])));
}

const asOutcome = ({ decision, because, owes }: Decision, opened: Record<string, string>): Outcome => ({
  result: decision === 'allow' ? 'allowed' : 'refused',
  because: [...because].sort(),
  owes: [...owes].sort(),
  opened,
});

/**
 * The rules' word is in `because`. An act that the rules allowed may still have ended otherwise (a conflict, nothing there); one that they
 * refused may never have been allowed.
 */
function differencesOf(stored: Outcome, again: Outcome): string[] {
  const parts = ['because', 'owes', 'opened'] as const;
  const unlike = parts
    .filter((part) => part !== 'owes' || stored.result === 'allowed')
    .filter((part) => !alike(stored[part], again[part]));
  return stored.result === 'allowed' && again.result === 'refused' ? ['result', ...unlike] : unlike;
}

type Part = Outcome['because'] | Outcome['opened'];
const alike = (one: Part, other: Part): boolean => inOneLine(one) === inOneLine(other);
const inOneLine = (part: Part): string =>
  Array.isArray(part)
    ? part.join(' ')
    : Object.entries(part)
        .map(([facility, mask]) => `${facility}=${mask}`)
        .sort()
        .join(' ');

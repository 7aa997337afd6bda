import { addDays, daysBetween } from '../../layers/names/index.ts';
import type { Supply } from './supply.ts';

type Range = { from: string; until: string };
export type Gap = Range & { days: number };
export type Overlap = Range & { facilityIds: readonly [string, string] };

type Bounded = Supply & { until: string };
const isBounded = (supply: Supply): supply is Bounded => supply.until !== undefined;
const byStart = (a: Range, b: Range): number => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0);

/** Ranges that touch or overlap become one. */
const merged = (ranges: readonly Range[]): Range[] => {
  const all: Range[] = [];
  for (const { from, until } of ranges.toSorted(byStart)) {
    const last = all.at(-1);
    if (last && from <= addDays(last.until, 1)) last.until = until > last.until ? until : last.until;
    else all.push({ from, until });
  }
  return all;
};

/** Days between two supplies, at whichever facility, that none covers. After a supply of unknown length nobody can say. */
export const gapsOf = (supplies: readonly Supply[]): Gap[] => {
  const covered = merged(supplies.filter(isBounded));
  return covered.slice(1).flatMap(({ from: next }, index) => {
    const before = covered[index];
    if (!before) return [];
    const [from, until] = [addDays(before.until, 1), addDays(next, -1)];
    const isUnclear = supplies.some((supply) => !isBounded(supply) && supply.from >= before.from && supply.from < next);
    return isUnclear ? [] : [{ from, until, days: daysBetween({ from, to: next }) }];
  });
};

/** When two facilities supplied the same drug, by the days that were written: something to look at, not a judgement. */
export const overlapsOf = (supplies: readonly Supply[]): Overlap[] => {
  const facilities = [...new Set(supplies.map(({ facilityId }) => facilityId))].toSorted();
  const rangesOf = (facilityId: string): Range[] =>
    merged(supplies.filter(isBounded).filter((supply) => supply.facilityId === facilityId));
  return facilities
    .flatMap((one, index) =>
      facilities.slice(index + 1).flatMap((other) =>
        rangesOf(one).flatMap((a) =>
          rangesOf(other).flatMap((b): Overlap[] => {
            const from = a.from > b.from ? a.from : b.from;
            const until = a.until < b.until ? a.until : b.until;
            return from <= until ? [{ from, until, facilityIds: [one, other] }] : [];
          }),
        ),
      ),
    )
    .toSorted(byStart);
};

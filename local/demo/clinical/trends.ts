import type { LabValue } from '../hl7/laboratory.ts';
import type { DemoPerson } from '../people/person.ts';
import type { Chances } from '../random.ts';
import { CONDITIONS, type Condition } from './conditions.ts';
import { LAB_ITEMS, type LabItem, type LabItemId } from './laboratory.ts';

/** One person's laboratory over time: where it lies, where it drifts to in a year, and how much a day differs. */
export type Trends = (ask: { item: LabItemId; daysAgo: number; draw: number; acute: boolean }) => LabValue;

const shiftOf = (person: DemoPerson, id: LabItemId): number =>
  person.conditions.reduce((sum, condition) => {
    const known: Condition = CONDITIONS[condition];
    return sum + (known.shifts[id] ?? 0);
  }, 0);

/** Inflammation while somebody is acutely ill, in spreads. */
const ACUTE: Partial<Record<LabItemId, number>> = { crp: 120, wbc: 4, alb: -2.5, k: -1, bun: 1.5 };

const flagOf = (
  value: number,
  { range, sex }: { range: LabItem['range']; sex: 'female' | 'male' },
): LabValue['flag'] => {
  const [low, high] = range[sex];
  const width = high - low;
  if (value > high) return value > high + width * 2 ? 'HH' : 'H';
  if (value < low) return value < low - width ? 'LL' : 'L';
  return '';
};

export const sexOf = (person: DemoPerson): 'female' | 'male' =>
  person.demographics.sex === 'male' ? 'male' : 'female';

/** The same person has the same trend at every hospital; `draw` is the day's own chance, mean 0 and deviation 1. */
export const trendsOf = (chances: Chances, person: DemoPerson): Trends => {
  const sex = sexOf(person);
  return ({ item: id, daysAgo, draw, acute }) => {
    const item: LabItem = LAB_ITEMS[id];
    const chance = chances(`trend/${person.key}/${id}`);
    const [own, drift] = [chance.normal(), chance.normal()];
    const [low, high] = item.range[sex];
    const middle = (low + high) / 2;
    const away =
      own * 0.9 + shiftOf(person, id) + drift * 0.8 * (1 - daysAgo / 365) + draw * 0.6 + (acute ? (ACUTE[id] ?? 0) : 0);
    const floor = 10 ** -item.decimals;
    const value = Math.max(floor, middle + away * item.spread);
    const text = value.toFixed(item.decimals);
    return { text, flag: flagOf(Number(text), { range: item.range, sex }) };
  };
};

import { type Bounds, boundsOf } from './reference-range.ts';
import type { Result, ResultRow } from './result-table.ts';
import { isTakenBack } from './statuses.ts';

export type TrendPoint = {
  /** Seconds since 1970, UTC; noon in Japan where only the day is known. */
  at: number;
  value: number;
  /** `<0.1`: the value itself is unknown, the point is drawn open. */
  isBound: boolean;
  result: Result;
};

export type Trend = {
  /** One line a facility, oldest point first. */
  series: readonly { facilityId: string; points: readonly TrendPoint[] }[];
  /** A band only where every point has the same range, and it can be read as numbers. */
  band: ({ state: 'equal'; text: string } & Bounds) | { state: 'differs' | 'unreadable' | 'none' };
  /** Results that are no numbers, or were taken back: in the table alone. */
  leftOut: number;
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** The number that its source called one; text is never read as a number here. */
export const numberOf = (value: Result['value']): number | undefined =>
  value?.numeric && NUMBER.test(value.text.trim()) ? Number(value.text) : undefined;

const secondsOf = ({ day, clock = '12:00' }: Pick<Result, 'day' | 'clock'>): number =>
  Date.parse(`${day}T${clock}:00+09:00`) / 1000;

export const trendOf = ({ results }: Pick<ResultRow, 'results'>): Trend => {
  const points = results
    .toReversed()
    .flatMap(pointOf)
    .toSorted((a, b) => a.at - b.at);
  const facilities = [...new Set(points.map(({ result }) => result.facilityId))];
  return {
    series: facilities.map((facilityId) => ({
      facilityId,
      points: distinct(points.filter(({ result }) => result.facilityId === facilityId)),
    })),
    band: bandOf(points),
    leftOut: results.length - points.length,
  };
};

const pointOf = (result: Result): TrendPoint[] => {
  const value = numberOf(result.value);
  if (value === undefined || isTakenBack(result.statusSaid)) return [];
  return [{ at: secondsOf(result), value, isBound: result.value?.comparator !== undefined, result }];
};

/** Two results of one minute stand a second apart, so that both are drawn. */
const distinct = (points: readonly TrendPoint[]): TrendPoint[] => {
  let last = Number.NEGATIVE_INFINITY;
  return points.map((point) => {
    last = Math.max(point.at, last + 1);
    return { ...point, at: last };
  });
};

const bandOf = (points: readonly TrendPoint[]): Trend['band'] => {
  const ranges = new Set(points.map(({ result }) => result.referenceRange));
  const [text] = ranges;
  if (ranges.size > 1) return { state: 'differs' };
  if (text === undefined) return { state: 'none' };
  const bounds = boundsOf(text);
  return bounds ? { state: 'equal', text, ...bounds } : { state: 'unreadable' };
};

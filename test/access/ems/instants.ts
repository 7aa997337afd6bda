import type { Random } from '../random.ts';

const HOUR_MS = 3_600_000;

/** So many milliseconds later. */
export const shift = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

/** The instant itself, a millisecond before it, or a millisecond after. */
export const border = (random: Random, instant: string): string => shift(instant, random.pick([-1, 0, 1]));

/** Some hours to some weeks before an instant. */
export const before = (random: Random, instant: string): string =>
  shift(instant, -random.pick([1, 23, 30, 120, 500]) * HOUR_MS);
/** Some hours to some weeks after it. */
export const after = (random: Random, instant: string): string =>
  shift(instant, random.pick([1, 23, 95, 120, 500]) * HOUR_MS);

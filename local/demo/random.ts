import { createHash } from 'node:crypto';

/** Chance that is the same at every run: drawn from one stream of numbers. */
export type Chance = {
  /** In [0, 1). */
  next: () => number;
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number;
  percent: (hundredths: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  weighted: <T>(list: readonly (readonly [T, number])[]) => T;
  shuffled: <T>(list: readonly T[]) => T[];
  /** Mean 0, standard deviation 1, within ±3. */
  normal: () => number;
};

/** One stream a label, so that what is added for one patient moves nothing of another. */
export type Chances = (label: string) => Chance;

export const createChances =
  (seed: string): Chances =>
  (label) =>
    createChance(digestOf(`${seed}/${label}`));

/** SHA-256 of a text: ids, UIDs and streams are derived from it. */
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** sfc32 (Chris Doty-Humphrey, PractRand): small, quick, and passes the usual tests; nothing secret is made of it. */
const streamOf = (digest: Buffer): (() => number) => {
  let [a, b, c, counter] = [
    digest.readInt32LE(0),
    digest.readInt32LE(4),
    digest.readInt32LE(8),
    digest.readInt32LE(12) | 1,
  ];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
};

const createChance = (digest: Buffer): Chance => {
  const next = streamOf(digest);
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[between(0, list.length - 1)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  };
  return {
    next,
    between,
    pick,
    percent: (hundredths) => next() * 100 < hundredths,
    weighted: (list) => weightedPick(list, next()),
    shuffled: (list) =>
      list
        .map((item) => ({ item, order: next() }))
        .sort((one, other) => one.order - other.order)
        .map(({ item }) => item),
    normal: () => sumOf(12, next) / 2,
  };
};

/** Twelve even draws about 0 have a variance of 1 after scaling: no logarithm, so that every machine agrees to the last bit. */
const sumOf = (count: number, next: () => number): number => {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += next() * 2 - 1;
  return Math.max(-6, Math.min(6, sum));
};

const weightedPick = <T>(list: readonly (readonly [T, number])[], draw: number): T => {
  const total = list.reduce((sum, [, weight]) => sum + weight, 0);
  let left = draw * total;
  for (const [item, weight] of list) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = list.at(-1);
  if (last === undefined) throw new RangeError('nothing to pick from');
  return last[0];
};

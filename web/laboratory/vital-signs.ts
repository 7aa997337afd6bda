import { codeKey, plain } from '../daily-contents/code-key.ts';
import type { ContentOf } from '../daily-contents/documents.ts';

export type Observation = ContentOf<'vitalChart'>['observations'][number];

/** One sign over time: the same code, or name, and the same unit. */
export type VitalSign = {
  key: string;
  name: string;
  /** Its code where another sign has the same name and unit. */
  code: string | undefined;
  unit: string | undefined;
  /** Oldest first; only what is a plain number. */
  points: readonly { at: number; value: number; isBound: boolean; observation: Observation }[];
};

export type VitalTable = {
  signs: readonly VitalSign[];
  /** Newest first; by sign, several of one time in the order they were written. */
  times: readonly { observedAt: string; cells: ReadonlyMap<string, readonly Observation[]> }[];
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A chart is one facility's own: its codes and names mean one thing within it. */
const signKey = ({ item, unit }: Observation): string =>
  JSON.stringify([codeKey(item, '') ?? plain(item.name), plain(unit ?? '')]);

const secondsOf = (time: string): number => {
  const [day, clock = '12:00'] = time.split('T');
  return Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+09:00`) / 1000;
};

const latestFirst = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

export const vitalTable = (observations: readonly Observation[]): VitalTable => ({
  signs: withCodes(
    [...Map.groupBy(observations, signKey)].map(([key, own]) => ({
      key,
      name: own[0]?.item.name ?? '',
      code: own[0]?.item.code,
      unit: own[0]?.unit,
      points: pointsOf(own),
    })),
  ),
  times: [...Map.groupBy(observations, ({ observedAt }) => observedAt)]
    .toSorted(([a], [b]) => latestFirst(a, b))
    .map(([observedAt, own]) => ({ observedAt, cells: Map.groupBy(own, signKey) })),
});

const withCodes = (signs: readonly VitalSign[]): VitalSign[] =>
  signs.map((sign) => {
    const namesakes = signs.filter(({ name, unit }) => name === sign.name && unit === sign.unit);
    return { ...sign, code: namesakes.length > 1 ? sign.code : undefined };
  });

/** At one moment the last that was written is drawn; the table shows them all. */
const pointsOf = (own: readonly Observation[]): VitalSign['points'] => {
  const numbers = own.filter(({ value }) => NUMBER.test(value.trim()));
  const byTime = new Map(numbers.map((observation) => [secondsOf(observation.observedAt), observation] as const));
  return [...byTime]
    .toSorted(([a], [b]) => a - b)
    .map(([at, observation]) => ({ at, value: Number(observation.value), isBound: false, observation }));
};

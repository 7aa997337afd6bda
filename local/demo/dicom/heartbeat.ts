import type { Chance } from '../random.ts';

/** P, Q, R, S and T: where in the beat (seconds from R), how wide, and how high in millivolts in leads I, II and V1 to V6. */
const WAVES = [
  { name: 'P', at: -0.17, width: 0.025, height: [0.08, 0.14, 0.06, 0.07, 0.08, 0.08, 0.07, 0.07] },
  { name: 'Q', at: -0.032, width: 0.009, height: [-0.06, -0.09, 0, 0, -0.02, -0.05, -0.07, -0.07] },
  { name: 'R', at: 0, width: 0.012, height: [0.7, 1.15, 0.22, 0.45, 0.8, 1.5, 1.55, 1.2] },
  { name: 'S', at: 0.034, width: 0.012, height: [-0.08, -0.18, -0.95, -1.15, -0.7, -0.4, -0.18, -0.08] },
  { name: 'T', at: 0.27, width: 0.055, height: [0.2, 0.3, -0.08, 0.3, 0.38, 0.36, 0.3, 0.24] },
] as const;

export const SAMPLES_PER_SECOND = 500;
const SECONDS = 10;
export const SAMPLES = SAMPLES_PER_SECOND * SECONDS;

export type Rhythm = { rate: number; fibrillating: boolean };

/** When the R waves come: evenly, with a little of the breath's sway, or at no rule at all. */
const beats = ({ rate, fibrillating }: Rhythm, chance: Chance): number[] => {
  const times: number[] = [];
  for (let at = 0.3; at < SECONDS + 1; ) {
    times.push(at);
    const sway = fibrillating ? 0.65 + chance.next() * 0.8 : 0.98 + chance.next() * 0.04;
    at += (60 / rate) * sway;
  }
  return times;
};

const bell = (distance: number, width: number): number => Math.exp(-(distance ** 2) / (2 * width ** 2));

/** One of the eight leads that are measured, in millivolts. */
const measuredLead = (lead: number, given: { rhythm: Rhythm; times: readonly number[]; chance: Chance }): number[] =>
  Array.from({ length: SAMPLES }, (_, sample) => {
    const now = sample / SAMPLES_PER_SECOND;
    const near = given.times.filter((time) => Math.abs(time - now) < 0.6);
    const waves = near.reduce(
      (sum, time) =>
        sum +
        WAVES.filter(({ name }) => !(given.rhythm.fibrillating && name === 'P')).reduce(
          (height, wave) => height + (wave.height[lead] ?? 0) * bell(now - time - wave.at, wave.width),
          0,
        ),
      0,
    );
    const flutter = given.rhythm.fibrillating ? 0.035 * Math.sin(now * 38 + lead) : 0;
    const wander = 0.03 * Math.sin(now * 1.6 + lead);
    return waves + flutter + wander + (given.chance.next() - 0.5) * 0.02;
  });

export const LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
export type Lead = (typeof LEADS)[number];

/** Twelve leads in millivolts: the limb leads that are not measured follow from I and II (Einthoven, Goldberger). */
export const twelveLeads = (rhythm: Rhythm, chance: Chance): Record<Lead, number[]> => {
  const times = beats(rhythm, chance);
  const [one = [], two = [], ...chest] = Array.from({ length: 8 }, (_, lead) =>
    measuredLead(lead, { rhythm, times, chance }),
  );
  const from = (blend: (i: number, ii: number) => number): number[] =>
    one.map((value, sample) => blend(value, two[sample] ?? 0));
  const [v1 = [], v2 = [], v3 = [], v4 = [], v5 = [], v6 = []] = chest;
  return {
    I: one,
    II: two,
    III: from((i, ii) => ii - i),
    aVR: from((i, ii) => -(i + ii) / 2),
    aVL: from((i, ii) => i - ii / 2),
    aVF: from((i, ii) => ii - i / 2),
    V1: v1,
    V2: v2,
    V3: v3,
    V4: v4,
    V5: v5,
    V6: v6,
  };
};

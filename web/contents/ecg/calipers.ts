import type { Scale } from './layout.ts';

/** A place on the paper, in millimetres. */
export type Spot = { x: number; y: number };

/** Two legs; the second is the one that moves. */
export type Calipers = { from: Spot; to: Spot };

export type Measured = {
  /** Milliseconds between the legs. */
  interval: number;
  /** Beats a minute, were it one beat; undefined for less than a tenth of a second, which no heart beats in. */
  rate?: number;
  /** Millivolts from the first leg to the second: up is positive. Undefined where the curves have no unit. */
  amplitude?: number;
};

const SHORTEST_BEAT_MS = 100;

export const measured = (
  { from, to }: Calipers,
  { scale, isCalibrated }: { scale: Scale; isCalibrated: boolean },
): Measured => {
  const interval = (Math.abs(to.x - from.x) / scale.speed) * 1000;
  return {
    interval,
    ...(interval >= SHORTEST_BEAT_MS && { rate: 60_000 / interval }),
    ...(isCalibrated && { amplitude: (from.y - to.y) / scale.gain }),
  };
};

/** Half a small square, or with Shift a large one; Enter puts the standing leg where the moving one is. */
const STEP_MM = 0.5;
const FAR_MM = 5;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Pressed = { key: string; shiftKey: boolean };

/** The calipers after a key; undefined: not ours. `gone` takes them away. */
export const calipersAfter = (
  calipers: Calipers,
  { key, shiftKey }: Pressed,
  { width, height }: { width: number; height: number },
): Calipers | 'gone' | undefined => {
  const arrow = ARROWS[key];
  if (arrow) {
    const step = shiftKey ? FAR_MM : STEP_MM;
    const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
    const to = {
      x: within(calipers.to.x + arrow[0] * step, width),
      y: within(calipers.to.y + arrow[1] * step, height),
    };
    return { ...calipers, to };
  }
  if (key === 'Enter') return { from: calipers.to, to: calipers.to };
  return key === 'Escape' ? 'gone' : undefined;
};

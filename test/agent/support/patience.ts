import type { Surroundings } from '../../../agent/network/call.ts';

/** No waiting: sleeps are noted, the clock moves with them, chance is always the same. */
export function patience(): Partial<Surroundings> & { slept: number[] } {
  const slept: number[] = [];
  let now = Date.parse('2024-01-06T00:00:00.000Z');
  return {
    slept,
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

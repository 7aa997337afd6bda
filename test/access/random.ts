/** Taken out of the global object once: a test's own globals are slow to reach. */
const { floor, imul } = Math;

/** A small generator with a seed (mulberry32), so that a disagreement can be found again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = imul(t ^ (t >>> 15), t | 1);
    t ^= t + imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True that often. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** 0 to `count` - 1. */
  below(count: number): number {
    return floor(this.next() * count);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** Each of them, that often. */
  some<T>(choices: readonly T[], share: number): T[] {
    return choices.filter(() => this.chance(share));
  }
}

/** Bounds as numbers, for a band behind a curve; either may be open. */
export type Bounds = { low?: number; high?: number };

const NUMBER = String.raw`([+-]?\d+(?:\.\d+)?)`;
const BETWEEN = new RegExp(`^${NUMBER}[-~–]${NUMBER}$`);
const BELOW = new RegExp(`^(?:<|<=|≦|≤)${NUMBER}$|^${NUMBER}(?:以下|未満)$`);
const ABOVE = new RegExp(`^(?:>|>=|≧|≥)${NUMBER}$|^${NUMBER}(?:以上|超)$`);

/** `4.9-6.0`, `4.9 ～ 6.0`, `<0.14`, `0.14以下` in any width. Undefined for what is no plain range (`男 4.35-5.55 女 …`). */
export const boundsOf = (written: string | undefined): Bounds | undefined => {
  const text = (written ?? '').normalize('NFKC').replaceAll(/[〜∼]/g, '~').replaceAll(/\s/g, '');
  const between = BETWEEN.exec(text);
  if (between) {
    const [low, high] = [Number(between[1]), Number(between[2])];
    return low <= high ? { low, high } : undefined;
  }
  const below = BELOW.exec(text);
  if (below) return { high: Number(below[1] ?? below[2]) };
  const above = ABOVE.exec(text);
  return above ? { low: Number(above[1] ?? above[2]) } : undefined;
};

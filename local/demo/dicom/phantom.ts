import type { Chance } from '../random.ts';

/** An ellipse in a picture whose sides run from -1 to 1; the later of a list lies on top. */
export type Ellipse = { x: number; y: number; across: number; down: number; value: number };

const isIn = ({ x, y, across, down }: Ellipse, place: { x: number; y: number }): boolean =>
  ((place.x - x) / across) ** 2 + ((place.y - y) / down) ** 2 <= 1;

/** A picture of 16-bit pixels: what lies on top, and a noise of its own. Values below 0 or above `most` are cut off. */
export const drawPhantom = (
  size: { rows: number; columns: number },
  given: { ellipses: readonly Ellipse[]; background: number; noise: number; most: number; chance: Chance },
): Buffer => {
  const pixels = Buffer.alloc(size.rows * size.columns * 2);
  for (let row = 0; row < size.rows; row += 1) {
    for (let column = 0; column < size.columns; column += 1) {
      const place = { x: (column / size.columns) * 2 - 1, y: (row / size.rows) * 2 - 1 };
      const value = given.ellipses.findLast((ellipse) => isIn(ellipse, place))?.value ?? given.background;
      const noisy = Math.round(value + (given.chance.next() + given.chance.next() - 1) * given.noise);
      pixels.writeUInt16LE(Math.max(0, Math.min(given.most, noisy)), (row * size.columns + column) * 2);
    }
  }
  return pixels;
};

/** How a picture lies in its box: `scale` of 1 shows all of it; `x` and `y` in CSS pixels from the box's middle. */
export type Lie = { scale: number; x: number; y: number; quarters: number };

export const WHOLE: Lie = { scale: 1, x: 0, y: 0, quarters: 0 };

const LEAST = 0.2;
const MOST = 20;

/** Larger or smaller about a place in the box, which stays where it is; `about` is from the box's middle. */
export const zoomed = (lie: Lie, factor: number, about: { x: number; y: number } = { x: 0, y: 0 }): Lie => {
  const scale = Math.max(LEAST, Math.min(MOST, lie.scale * factor));
  const real = scale / lie.scale;
  return { ...lie, scale, x: about.x - (about.x - lie.x) * real, y: about.y - (about.y - lie.y) * real };
};

export const moved = (lie: Lie, across: number, down: number): Lie => ({ ...lie, x: lie.x + across, y: lie.y + down });

export const turnedRight = (lie: Lie): Lie => ({ ...lie, x: -lie.y, y: lie.x, quarters: (lie.quarters + 1) % 4 });

type Size = { width: number; height: number };

/** The picture's width in the box when all of it shows; turned by a quarter, its height is what has to fit the width. */
export const fittedWidth = (picture: Size, box: Size, quarters: number): number => {
  const [width, height] = quarters % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  const scale = Math.min(box.width / width, box.height / height, 1);
  return picture.width * scale;
};

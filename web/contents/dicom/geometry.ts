import type { DataSet } from 'dicom-parser';
import { frameNumbers, GROUPS } from './frame-values.ts';
import { numbersOf } from './numbers.ts';

/** A place in the picture: column and row, from the upper left corner, in pixels. */
export type Point = readonly [column: number, row: number];

/** Millimetres from one row to the next, and from one column to the next. */
export type Spacing = { row: number; column: number };

type Vector = readonly [number, number, number];

/** Letters at the edges of the picture as it was taken: R right, L left, A front, P back, H head, F foot of the patient. */
export type Edges = { top: string; right: string; bottom: string; left: string };

/**
 * Pixel Spacing (0028,0030) only: distances within the patient. Imager Pixel Spacing is one of the detector's plane, larger by the projection,
 * and no measure of the patient.
 */
export const spacingOf = (dataSet: DataSet, frame: number): Spacing | undefined => {
  const [row = 0, column = 0] = frameNumbers(dataSet, frame, { tag: 'x00280030', group: GROUPS.measures }) ?? [];
  return row > 0 && column > 0 ? { row, column } : undefined;
};

/** How much taller than wide a pixel is: by its spacing of any kind, or by Pixel Aspect Ratio (0028,0034). */
export const aspectOf = (dataSet: DataSet, frame: number): number => {
  const spacing = spacingOf(dataSet, frame);
  const [down, across] = spacing
    ? [spacing.row, spacing.column]
    : (numbersOf(dataSet, 'x00181164') ?? numbersOf(dataSet, 'x00280034') ?? [1, 1]);
  const aspect = (down ?? 1) / (across ?? 1);
  return Number.isFinite(aspect) && aspect > 0.01 && aspect < 100 ? aspect : 1;
};

export const sliceOf = (dataSet: DataSet, frame: number): { thickness?: number; location?: number } => {
  const [thickness] = frameNumbers(dataSet, frame, { tag: 'x00180050', group: GROUPS.measures }) ?? [];
  const [location] = numbersOf(dataSet, 'x00201041') ?? [];
  return { ...(thickness !== undefined && { thickness }), ...(location !== undefined && { location }) };
};

export const edgesOf = (dataSet: DataSet, frame: number): Edges | undefined => {
  const cosines = frameNumbers(dataSet, frame, { tag: 'x00200037', group: GROUPS.orientation });
  const written = (dataSet.string('x00200020') ?? '').toUpperCase().split('\\');
  const [right, bottom] =
    cosines?.length === 6
      ? [lettersOf(cosines.slice(0, 3) as unknown as Vector), lettersOf(cosines.slice(3) as unknown as Vector)]
      : written.map((letters) => (/^[RLAPHF]{1,3}$/.test(letters) ? letters : ''));
  if (!right || !bottom) return undefined;
  return { top: opposite(bottom), right, bottom, left: opposite(right) };
};

/** Below this share of a direction its letter says nothing. */
const LEAST_SHARE = 0.25;
const AXES = ['LR', 'PA', 'HF'] as const;

/** The patient's x goes to the left, y to the back, z to the head (PS3.3, C.7.6.2.1.1). */
const lettersOf = (vector: Vector): string =>
  vector
    .map((share, axis) => ({ share: Math.abs(share), letter: AXES[axis]?.[share < 0 ? 1 : 0] ?? '' }))
    .filter(({ share }) => share > LEAST_SHARE)
    .sort((one, other) => other.share - one.share)
    .map(({ letter }) => letter)
    .join('');

const OPPOSITES: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };
const opposite = (letters: string): string => [...letters].map((letter) => OPPOSITES[letter] ?? '').join('');

/** The letters after the picture was turned clockwise by so many quarters. */
export const turned = ({ top, right, bottom, left }: Edges, quarters: number): Edges => {
  const around = [top, right, bottom, left];
  const at = (edge: number) => around[(edge - quarters + 8) % 4] ?? '';
  return { top: at(0), right: at(1), bottom: at(2), left: at(3) };
};

/** How long a line is: in millimetres where the spacing is known, else in pixels. */
export const lengthOf = ([[x1, y1], [x2, y2]]: readonly [Point, Point], spacing: Spacing | undefined): number =>
  Math.hypot((x2 - x1) * (spacing?.column ?? 1), (y2 - y1) * (spacing?.row ?? 1));

/** The angle at the middle point, in degrees from 0 to 180; `aspect` is how much taller than wide a pixel is. */
export const angleOf = (points: readonly [Point, Point, Point], aspect: number): number => {
  const [first, corner, last] = points;
  const arm = ([x, y]: Point) => [x - corner[0], (y - corner[1]) * aspect] as const;
  const [a, b] = [arm(first), arm(last)];
  const length = Math.hypot(...a) * Math.hypot(...b);
  if (length === 0) return 0;
  return (Math.acos(Math.max(-1, Math.min(1, (a[0] * b[0] + a[1] * b[1]) / length))) * 180) / Math.PI;
};

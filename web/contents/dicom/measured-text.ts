import type { Say } from '../../text/texts.ts';
import { angleOf, lengthOf, type Point, type Spacing } from './geometry.ts';
import type { MeasureKind } from './measuring.ts';

type Key = 'lengthMm' | 'lengthPx' | 'angleDegrees';

/** What a measurement says: millimetres only where the picture tells its spacing. Undefined as long as points are missing. */
export const measuredText = (
  { kind, points }: { kind: MeasureKind; points: readonly Point[] },
  { spacing, aspect }: { spacing: Spacing | undefined; aspect: number },
  t: Say<Key>,
): string | undefined => {
  const [first, second, third] = points;
  if (!first || !second) return undefined;
  if (kind === 'length') {
    const value = lengthOf([first, second], spacing).toFixed(1);
    return t(spacing ? 'lengthMm' : 'lengthPx', { value });
  }
  return third && t('angleDegrees', { value: angleOf([first, second, third], aspect).toFixed(1) });
};

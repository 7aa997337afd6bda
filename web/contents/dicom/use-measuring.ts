import { useState } from 'react';
import { cancelled, type Measuring, NOTHING_MEASURED } from './measuring.ts';

export type MeasuringState = {
  now: Measuring;
  /** Changes the measurements of the image that is shown. */
  change: (next: (measuring: Measuring) => Measuring) => void;
  /** Drops a draft and the cross. */
  stop: () => void;
};

/** Measurements by image, kept as long as the view stands: they belong to nobody's record. */
export const useMeasuring = (imageId: string | undefined): MeasuringState => {
  const [byImage, setByImage] = useState<Readonly<Record<string, Measuring>>>({});
  const key = imageId ?? '';
  const change: MeasuringState['change'] = (next) =>
    setByImage((before) => ({ ...before, [key]: next(before[key] ?? NOTHING_MEASURED) }));
  return { now: byImage[key] ?? NOTHING_MEASURED, change, stop: () => change(cancelled) };
};

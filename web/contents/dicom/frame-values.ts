import type { DataSet } from 'dicom-parser';
import { itemOf, numbersOf } from './numbers.ts';

const PER_FRAME = 'x52009230';
const SHARED = 'x52009229';

/** Functional groups of multi-frame objects (PS3.3, C.7.6.16): pixel measures, plane orientation, frame VOI LUT, pixel value transformation. */
export const GROUPS = {
  measures: 'x00289110',
  orientation: 'x00209116',
  window: 'x00289132',
  rescale: 'x00289145',
} as const;

/** Numbers that hold for one frame: said of the frame itself, of all frames, or of the object. */
export const frameNumbers = (
  dataSet: DataSet,
  frame: number,
  { tag, group }: { tag: string; group: string },
): number[] | undefined => {
  const inGroup = (items: DataSet | undefined) => itemOf(items, group);
  const places = [inGroup(itemOf(dataSet, PER_FRAME, frame)), inGroup(itemOf(dataSet, SHARED)), dataSet];
  return places.map((place) => place && numbersOf(place, tag)).find((values) => values !== undefined);
};

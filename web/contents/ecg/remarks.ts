import type { DataSet } from 'dicom-parser';
import { itemOf, numberOf } from '../dicom/numbers.ts';
import { textOf } from '../dicom/text.ts';

/** What the device or a person wrote to the curves: words, or a value with its name and unit. */
export type Remark = { text: string } | { name: string; value: number; unit: string };

const ANNOTATIONS = 'x0040b020';
const MOST = 200;

/** Waveform Annotation Sequence (PS3.3, C.10.10). Marks of single points within a beat are left out: they say nothing without the beat. */
export const remarksOf = (dataSet: DataSet): Remark[] =>
  (dataSet.elements[ANNOTATIONS]?.items ?? []).slice(0, MOST).flatMap(({ dataSet: item }): Remark[] => {
    if (!item) return [];
    const text = textOf(item, 'x00700006');
    if (text !== undefined) return [{ text }];
    const concept = itemOf(item, 'x0040a043');
    const name = concept && textOf(concept, 'x00080104');
    const value = numberOf(item, 'x0040a30a');
    if (name === undefined || value === undefined) return [];
    return [{ name, value, unit: itemOf(item, 'x004008ea')?.string('x00080100') ?? '' }];
  });

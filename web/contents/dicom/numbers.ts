import type { DataSet } from 'dicom-parser';

/** Backslash-separated decimal strings (DS, IS); undefined where one of them is no number. */
export const numbersOf = (dataSet: DataSet, tag: string): number[] | undefined => {
  const written = dataSet.string(tag);
  if (written === undefined || written.trim() === '') return undefined;
  const values = written.split('\\').map((value) => (value.trim() === '' ? Number.NaN : Number(value)));
  return values.every(Number.isFinite) ? values : undefined;
};

export const numberOf = (dataSet: DataSet, tag: string): number | undefined => numbersOf(dataSet, tag)?.[0];

/** The first item of a sequence. */
export const itemOf = (dataSet: DataSet | undefined, tag: string, index = 0): DataSet | undefined =>
  dataSet?.elements[tag]?.items?.[index]?.dataSet;

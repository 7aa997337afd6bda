import type { DataSet } from 'dicom-parser';
import { nameOf, textOf } from './text.ts';

/** Whose the object says it is (0010,0020 and 0010,0010). */
export type Identity = { patientId?: string; name?: string };

export const identityOf = (dataSet: DataSet): Identity => {
  const patientId = textOf(dataSet, 'x00100020');
  const name = nameOf(textOf(dataSet, 'x00100010') ?? '');
  return { ...(patientId !== undefined && { patientId }), ...(name !== '' && { name }) };
};

/** Facilities pad their IDs, and devices often do not: `101` is `0000101`. */
const bare = (id: string): string =>
  id
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .toUpperCase()
    .replace(/^0+(?=.)/, '');

/** The picture itself names another patient than the one under whose ID it was filed, or nobody. */
export const isOthers = ({ patientId }: Identity, localId: string): boolean =>
  patientId === undefined || bare(patientId) !== bare(localId);

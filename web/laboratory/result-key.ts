import { codeKey, plain } from '../daily-contents/code-key.ts';
import type { ContentOf } from '../daily-contents/documents.ts';
import { isJlac10 } from './item-groups.ts';

export type LabResult = ContentOf<'laboratory'>['results'][number];

/** A whole JLAC10 code names the specimen, too: analyte 5, identification 4, specimen 3, method 3, result 2. */
const WHOLE_JLAC10 = 17;

/**
 * Results that may stand in one row and be joined by a line: the same code of the same table and the same unit. Without a shared code, the
 * facility's own code or name, from the same specimen: sugar of blood and of urine may have one name.
 */
export const resultKey = ({ item, unit, specimen }: LabResult, facilityId: string): string => {
  const byCode = codeKey(item, facilityId);
  const own = item.localCode === undefined ? `name|${plain(item.name)}` : `${item.localSystem ?? ''}|${item.localCode}`;
  const namesSpecimen = isJlac10(item.system) && item.code?.length === WHOLE_JLAC10;
  const from = namesSpecimen ? '' : plain(specimen?.code ?? specimen?.name ?? '');
  return JSON.stringify([byCode ?? `${facilityId}|${own}`, plain(unit ?? ''), from]);
};

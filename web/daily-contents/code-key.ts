import type { Coded } from '../../schemas/content.ts';

/** The same letters in another width, or with other spaces, are the same name. Case is kept: units and codes differ by it. */
export const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, '');

/** Tables of a house (HL7 v2 table 0396: `99zzz`, `L`), and codes of no table: the same code may mean another thing next door. */
const OWN_TABLE = /^(?:99|L$)/i;
const isShared = (system: string | undefined): boolean => system !== undefined && !OWN_TABLE.test(plain(system));

/**
 * What makes two coded things one: the same code of the same table. A code of a house counts within its facility. Nothing is said of things
 * without a code: undefined.
 */
export const codeKey = ({ code, system }: Coded, facilityId: string): string | undefined => {
  if (code === undefined) return undefined;
  const table = system === undefined ? '' : plain(system).toUpperCase();
  return [isShared(system) ? '' : facilityId, table, plain(code).toUpperCase()].join('|');
};

import { foldWidth, foldWidthAndBlanks, HYPHENS } from './width.ts';

/** Health insurance as a card or a storage states it; `branch` (枝番) tells the members of one household apart. */
export type Insurance = { insurer: string; symbol?: string; number?: string; branch?: string };

/** 保険者番号 in eight digits. The national scheme's numbers have six and are left-padded; anything else is undefined. */
export function normaliseInsurerNumber(text: string): string | undefined {
  const digits = foldWidthAndBlanks(text).replace(HYPHENS, '');
  return /^(?:\d{6}|\d{8})$/.test(digits) ? digits.padStart(8, '0') : undefined;
}

/** 記号 or 番号: width folded and trimmed, otherwise as it stands (leading zeros count). Undefined when empty. */
export function normaliseInsuredText(text: string): string | undefined {
  const normalised = foldWidth(text).trim();
  return normalised === '' ? undefined : normalised;
}

/** 枝番 in two digits, 00-99. Absent stays undefined: it is not 00. */
export function normaliseBranch(text: string | undefined): string | undefined {
  const digits = foldWidthAndBlanks(text ?? '');
  return /^\d{1,2}$/.test(digits) ? digits.padStart(2, '0') : undefined;
}

/**
 * `insurer8:symbol:number:branch2`, the national platform's identifier, which names one person. Undefined unless insurer,
 * number and branch are all there; some schemes have no symbol, which is then empty.
 */
export function insuranceIdentityKey(insurance: Insurance): string | undefined {
  const household = insuranceHouseholdKey(insurance);
  const branch = normaliseBranch(insurance.branch);
  return household === undefined || branch === undefined ? undefined : `${household}:${branch}`;
}

/** The same without the branch: it names a household, so alone it says nothing about who in it somebody is. */
export function insuranceHouseholdKey({ insurer, symbol, number }: Insurance): string | undefined {
  const insurer8 = normaliseInsurerNumber(insurer);
  const insuredNumber = keyPart(number);
  return insurer8 === undefined || insuredNumber === '' ? undefined : `${insurer8}:${keyPart(symbol)}:${insuredNumber}`;
}

/** Blanks and hyphen forms differ from card to storage; a colon would blur the borders of the key. */
function keyPart(text: string | undefined): string {
  return foldWidthAndBlanks(text ?? '')
    .replace(HYPHENS, '-')
    .replaceAll(':', '');
}

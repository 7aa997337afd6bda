import { foldWidthAndBlanks, HYPHENS } from './width.ts';

/** The third digit of a medical-institution code (点数表番号). */
const KINDS = { '1': 'medical', '3': 'dental', '4': 'pharmacy', '6': 'visitingNurse' } as const;

export type InstitutionKind = (typeof KINDS)[keyof typeof KINDS];

/** What a code says; `warning` names the first thing that is wrong with it, read from left to right. */
export type InstitutionCodeCheck = {
  valid: boolean;
  warning?: 'length' | 'kind' | 'prefecture' | 'check-digit';
  /** Two digits, 01 (北海道) to 47 (沖縄). */
  prefecture: string | undefined;
  kind: InstitutionKind | undefined;
};

/** Saitama, Chiba, Tokyo and Kanagawa reckon the check digit over the last seven digits only. */
const SEVEN_DIGIT_PREFECTURES: ReadonlySet<string> = new Set(['11', '12', '13', '14']);

/**
 * Reads a medical-institution code (医療機関コード): prefecture 2 + kind 1 + 7, the last being a check digit (Luhn). Any width;
 * spaces and hyphens do not count. The answer is a warning to show, never a reason to refuse: real codes break the rules.
 */
export function checkInstitutionCode(code: string): InstitutionCodeCheck {
  const digits = foldWidthAndBlanks(code).replace(HYPHENS, '');
  if (!/^\d{10}$/.test(digits)) return { valid: false, warning: 'length', prefecture: undefined, kind: undefined };
  const prefecture = prefectureOf(digits);
  const kind = kindOf(digits);
  if (prefecture === undefined) return { valid: false, warning: 'prefecture', prefecture, kind };
  if (kind === undefined) return { valid: false, warning: 'kind', prefecture, kind };
  if (checkDigit(digits.slice(0, 9)) !== Number(digits[9])) {
    return { valid: false, warning: 'check-digit', prefecture, kind };
  }
  return { valid: true, prefecture, kind };
}

/** The whole code of ten digits from its first nine; undefined when they are not nine digits. */
export function completeInstitutionCode(nineDigits: string): string | undefined {
  return /^\d{9}$/.test(nineDigits) ? `${nineDigits}${checkDigit(nineDigits)}` : undefined;
}

function prefectureOf(digits: string): string | undefined {
  const prefecture = digits.slice(0, 2);
  return Number(prefecture) >= 1 && Number(prefecture) <= 47 ? prefecture : undefined;
}

function kindOf(digits: string): InstitutionKind | undefined {
  const kind = digits.charAt(2);
  return kind in KINDS ? KINDS[kind as keyof typeof KINDS] : undefined;
}

/** Luhn: from the right every other digit doubled, the digits of the products summed, and the sum filled up to a ten. */
function checkDigit(nineDigits: string): number {
  const counted = SEVEN_DIGIT_PREFECTURES.has(nineDigits.slice(0, 2)) ? nineDigits.slice(3) : nineDigits;
  const sum = Array.from(counted)
    .reverse()
    .reduce((total, digit, index) => {
      const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (product > 9 ? product - 9 : product);
    }, 0);
  return (10 - (sum % 10)) % 10;
}

import { type Agreement, agreementOf, sameBirthDate, sameKana, sameSex } from './agreement.ts';
import { isTellingPhone, phoneKey } from './contact-key.ts';
import type { Demographics } from './demographics.ts';
import { DUPLICATE_REASONS, type DuplicateReason } from './duplicate-reasons.ts';
import { looseKanaKey } from './kana-key.ts';

export type DemographicsDifference = 'birthDate' | 'sex' | 'kana';

/**
 * Whether a link to another facility's patient may be verified without a person: birth date, sex and kana are the same
 * (kana apart from width, hiragana and hyphen forms; sounding alike is not enough). Unknown or empty never matches.
 */
export function demographicsMatch(
  a: Demographics,
  b: Demographics,
): { matches: boolean; differences: DemographicsDifference[] } {
  const differences: DemographicsDifference[] = [];
  if (!sameBirthDate(a, b)) differences.push('birthDate');
  if (!sameSex(a, b)) differences.push('sex');
  if (!sameKana(a, b)) differences.push('kana');
  return { matches: differences.length === 0, differences };
}

export type Certainty = 'same' | 'likely' | 'possible';
export type DuplicateScore = { certainty: Certainty; because: DuplicateReason[] };

/**
 * Whether two records may be one person, and why. `same` may be merged without a person's decision; `likely` and `possible`
 * are offered to a person; undefined is no candidate. Symmetric. Birth date, address and family name with different
 * given names are twins, never a candidate; the family name is weak evidence, because it changes on marriage.
 */
export function scoreDuplicate(a: Demographics, b: Demographics): DuplicateScore | undefined {
  const agreement = agreementOf(a, b);
  const because = REASONS_IN_ORDER.filter((reason) => STRENGTH_OF[reason](agreement) !== undefined);
  if (because.length === 0) return undefined;
  if (isSamePerson(agreement)) return { certainty: 'same', because };
  const likely = because.some((reason) => STRENGTH_OF[reason](agreement) === 'likely');
  return { certainty: likely ? 'likely' : 'possible', because };
}

/**
 * The exact insurance identity with branch, or birth date + sex + kana + one of telephone and address. A branch may have
 * been mistyped into a sibling's, so an identity beside another birth date, sex or given name is left to a person.
 */
function isSamePerson(agreement: Agreement): boolean {
  if (agreement.insurance === 'person' && isUncontradicted(agreement)) return true;
  const named = agreement.birthDate && agreement.sex && agreement.familyKana && agreement.givenKana;
  return named && (agreement.phone || agreement.address);
}

function isUncontradicted(agreement: Agreement): boolean {
  return agreement.birthDate && !agreement.sexConflict && sameGivenName(agreement);
}

function sameGivenName(agreement: Agreement): boolean {
  return agreement.looseGivenKana || agreement.givenKanji;
}

type Strength = 'likely' | 'possible' | undefined;

/** How far each reason carries on its own; undefined where it does not apply. */
const STRENGTH_OF: Readonly<Record<DuplicateReason, (agreement: Agreement) => Strength>> = {
  sameInsurance: (agreement) => {
    const applies =
      agreement.insurance === 'person' || (agreement.insurance === 'household' && sameGivenName(agreement));
    return strength({
      applies,
      likely: agreement.birthDate || (agreement.insurance === 'person' && sameGivenName(agreement)),
    });
  },
  sameBirthDateAndKana: ({ birthDate, familyKana, givenKana, sexConflict }) =>
    strength({ applies: birthDate && familyKana && givenKana, likely: !sexConflict }),
  sameKanaAndPhone: ({ familyKana, givenKana, phone, sexConflict }) =>
    strength({ applies: familyKana && givenKana && phone, likely: !sexConflict }),
  kanjiNameAndBirthDate: ({ birthDate, kanjiName, kanjiUnreadable, sexConflict }) =>
    strength({ applies: birthDate && kanjiName, likely: !kanjiUnreadable && !sexConflict }),
  sameBirthDateAndGivenKana: ({ birthDate, looseFamilyKana, looseGivenKana, sexConflict, ...agreement }) =>
    strength({
      applies: birthDate && looseGivenKana && !looseFamilyKana && !sexConflict,
      likely: agreement.formerFamilyKana || agreement.phone || agreement.address,
    }),
  sameKanaBirthDateSwapped: ({ birthDateSwapped, familyKana, givenKana, sexConflict, phone, address }) =>
    strength({ applies: birthDateSwapped && familyKana && givenKana && !sexConflict, likely: phone || address }),
  looseKanaAndBirthDate: ({ birthDate, looseFamilyKana, looseGivenKana, familyKana, givenKana, ...agreement }) =>
    strength({
      applies: birthDate && looseFamilyKana && looseGivenKana && !(familyKana && givenKana),
      likely: agreement.givenKanji && !agreement.sexConflict,
    }),
};

const REASONS_IN_ORDER = Object.keys(DUPLICATE_REASONS) as DuplicateReason[];

function strength({ applies, likely }: { applies: boolean; likely: boolean }): Strength {
  if (!applies) return undefined;
  return likely ? 'likely' : 'possible';
}

/** What a person is found by: exact birth date, whole name by sound (also under the former family name), telephone. */
export type SearchKeys = { birthDate: string; nameKana?: string; formerNameKana?: string; phone?: string };

/**
 * Search keys of a person. A name key is family and given reading together, and absent when either is empty: nobody is found
 * by a family name alone. A telephone number that is a filler (000-…) makes no key.
 */
export function searchKeysOf({ name, birthDate, phone = '' }: Demographics): SearchKeys {
  const nameKana = nameKeyOf({ familyKana: name.familyKana, givenKana: name.givenKana });
  const formerNameKana = nameKeyOf({ familyKana: name.formerFamilyKana ?? '', givenKana: name.givenKana });
  const digits = phoneKey(phone);
  return {
    birthDate,
    ...(nameKana !== undefined && { nameKana }),
    ...(formerNameKana !== undefined && { formerNameKana }),
    ...(isTellingPhone(digits) && { phone: digits }),
  };
}

/** The key of a name typed into a search, `family|given` by sound; undefined when either part is empty. */
export function nameKeyOf({ familyKana, givenKana }: { familyKana: string; givenKana: string }): string | undefined {
  const [family, given] = [looseKanaKey(familyKana), looseKanaKey(givenKana)];
  return family === '' || given === '' ? undefined : `${family}|${given}`;
}

import { addressKey, isTellingPhone, phoneKey, postalKey } from './contact-key.ts';
import type { Demographics } from './demographics.ts';
import { insuranceHouseholdKey, insuranceIdentityKey } from './insurance.ts';
import { isRealDay } from './jst.ts';
import { kanaKey, looseKanaKey } from './kana-key.ts';
import { hasWildcards, kanjiKey, matchesWithWildcards } from './kanji-key.ts';

/** In what two records agree. Something absent or unknown never agrees with anything, itself included. */
export type Agreement = ReturnType<typeof agreementOf>;

export function agreementOf(a: Demographics, b: Demographics) {
  return {
    birthDate: sameBirthDate(a, b),
    birthDateSwapped: isRealDay(a.birthDate) && a.birthDate !== b.birthDate && swapped(a.birthDate) === b.birthDate,
    sex: sameSex(a, b),
    sexConflict: a.sex !== b.sex && a.sex !== 'unknown' && b.sex !== 'unknown',
    familyKana: same(kanaKey(a.name.familyKana), kanaKey(b.name.familyKana)),
    givenKana: same(kanaKey(a.name.givenKana), kanaKey(b.name.givenKana)),
    looseFamilyKana: same(looseKanaKey(a.name.familyKana), looseKanaKey(b.name.familyKana)),
    looseGivenKana: same(looseKanaKey(a.name.givenKana), looseKanaKey(b.name.givenKana)),
    formerFamilyKana: sameThroughFormerName(a, b),
    givenKanji: sameGivenKanji(a, b),
    kanjiName: sameKanjiName(a, b),
    kanjiUnreadable: [a, b].some(({ name }) => hasWildcards(name.family + name.given)),
    phone: samePhone(a, b),
    address: sameAddress(a, b),
    insurance: sameInsurance(a, b),
  };
}

export function sameBirthDate(a: Demographics, b: Demographics): boolean {
  return a.birthDate === b.birthDate && isRealDay(a.birthDate);
}

export function sameSex(a: Demographics, b: Demographics): boolean {
  return a.sex === b.sex && a.sex !== 'unknown';
}

/** Family and given name each: オオ・ノリコ and オオノ・リコ are two people. */
export function sameKana(a: Demographics, b: Demographics): boolean {
  return (
    same(kanaKey(a.name.familyKana), kanaKey(b.name.familyKana)) &&
    same(kanaKey(a.name.givenKana), kanaKey(b.name.givenKana))
  );
}

function same(a: string, b: string): boolean {
  return a !== '' && a === b;
}

function swapped(birthDate: string): string {
  return `${birthDate.slice(0, 4)}-${birthDate.slice(8)}-${birthDate.slice(5, 7)}`;
}

function sameThroughFormerName(a: Demographics, b: Demographics): boolean {
  const [formerA, formerB] = [a, b].map(({ name }) => looseKanaKey(name.formerFamilyKana ?? ''));
  const [familyA, familyB] = [a, b].map(({ name }) => looseKanaKey(name.familyKana));
  return [formerA === familyB && formerA, formerB === familyA && formerB, formerA === formerB && formerA].some(Boolean);
}

function sameGivenKanji(a: Demographics, b: Demographics): boolean {
  return !hasWildcards(a.name.given) && same(kanjiKey(a.name.given), kanjiKey(b.name.given));
}

/**
 * Whole names in kanji. A character that could not be read never makes two given names one: the twins 〓太 and 健太 agree
 * only if their readings do too. A family name of nothing but unread characters says nothing.
 */
function sameKanjiName(a: Demographics, b: Demographics): boolean {
  return (sameGivenKanji(a, b) || sameUnreadableGiven(a, b)) && sameUnreadable(a.name.family, b.name.family);
}

function sameUnreadableGiven(a: Demographics, b: Demographics): boolean {
  const sounds = same(looseKanaKey(a.name.givenKana), looseKanaKey(b.name.givenKana));
  return sounds && kanjiKey(a.name.given) !== '' && matchesWithWildcards(a.name.given, b.name.given);
}

function sameUnreadable(a: string, b: string): boolean {
  return matchesWithWildcards(a, b) && sharesCharacter(a, b);
}

export function sharesCharacter(a: string, b: string): boolean {
  const other = Array.from(kanjiKey(b));
  return Array.from(kanjiKey(a)).some((character, index) => character === other[index] && !hasWildcards(character));
}

function samePhone(a: Demographics, b: Demographics): boolean {
  const phone = phoneKey(a.phone ?? '');
  return isTellingPhone(phone) && phone === phoneKey(b.phone ?? '');
}

/** A town without a number is not an address: a namesake of the same age may live there too. */
function sameAddress(a: Demographics, b: Demographics): boolean {
  const address = addressKey(a.address ?? '');
  const [postalA, postalB] = [postalKey(a.postalCode ?? ''), postalKey(b.postalCode ?? '')];
  const samePostalArea = postalA === '' || postalB === '' || postalA === postalB;
  return samePostalArea && /\d/.test(address) && address === addressKey(b.address ?? '');
}

/** `person`: the same number and branch. `household`: the same number, and a branch is not known on both sides. */
function sameInsurance(a: Demographics, b: Demographics): 'person' | 'household' | undefined {
  if (a.insurance === undefined || b.insurance === undefined) return undefined;
  const [personA, personB] = [insuranceIdentityKey(a.insurance), insuranceIdentityKey(b.insurance)];
  if (personA !== undefined && personB !== undefined) return personA === personB ? 'person' : undefined;
  const household = insuranceHouseholdKey(a.insurance);
  return household !== undefined && household === insuranceHouseholdKey(b.insurance) ? 'household' : undefined;
}

import { addressKey, isTellingPhone, phoneKey } from './contact-key.ts';
import type { Demographics } from './demographics.ts';
import { isRealDay } from './jst.ts';
import { isFirm, type NameAgreement, type NamesAgreement, namesAgreement } from './pdq-name.ts';
import type { PdqQuery } from './pdq-query.ts';
import type { PdqReason } from './pdq-reasons.ts';
import { dayMonthSwapped } from './pdq-terms.ts';

/** Why a row answers a query, and how much speaks for it: only the order of scores has a meaning, higher is likelier. */
export type PdqMatch = { because: PdqReason[]; score: number };

/**
 * Whether a record may be the person asked for; undefined when a criterion contradicts it, or the query asks too little.
 * - Birth date asked: the record has it, and the names, where typed, agree apart from one slip in one of them, or the given
 *   name agrees and the family name is another (改姓); or it has it with day and month swapped, and both names agree.
 * - Not asked: both names agree, in kana, as written, or through the former family name.
 * - Male against female excludes; `other` and `unknown` contradict nothing.
 * - Telephone and address only raise the score. Of a person under protection (支援措置) the caller leaves both out of the
 *   record: that they match would tell them.
 */
export function pdqMatch(query: PdqQuery, demographics: Demographics): PdqMatch | undefined {
  const birth = birthAgreement(query.birthDate ?? '', demographics.birthDate);
  if (birth === 'differs' || contradictsSex(query, demographics)) return undefined;
  const names = nameReasons(birth, namesAgreement(query, demographics));
  if (names === undefined) return undefined;
  const because = [...BIRTH_REASONS[birth], ...names, ...furtherReasons(query, demographics)];
  return { because, score: because.reduce((sum, reason) => sum + WEIGHTS[reason], 0) };
}

type BirthAgreement = 'same' | 'swapped' | 'notAsked' | 'differs';

function birthAgreement(asked: string, recorded: string): BirthAgreement {
  if (asked === '') return 'notAsked';
  if (asked === recorded && isRealDay(asked)) return 'same';
  return dayMonthSwapped(asked) === recorded ? 'swapped' : 'differs';
}

const BIRTH_REASONS: Readonly<Record<Exclude<BirthAgreement, 'differs'>, PdqReason[]>> = {
  same: ['birthDate'],
  swapped: ['birthDateSwapped'],
  notAsked: [],
};

function contradictsSex({ sex }: PdqQuery, demographics: Demographics): boolean {
  return [sex, demographics.sex].includes('male') && [sex, demographics.sex].includes('female');
}

function nameReasons(birth: keyof typeof BIRTH_REASONS, names: NamesAgreement): PdqReason[] | undefined {
  const stands = birth === 'same' ? standsBesideBirthDate(names) : standsAlone(names, birth);
  if (stands) return [...new Set([FAMILY_REASONS[names.family], GIVEN_REASONS[names.given]].flat())];
  return names.partsSwapped && birth !== 'swapped' ? ['partsSwapped'] : undefined;
}

/** Twins share birth date and family name, so a given name that was asked for must be the same, but for a slip. */
function standsBesideBirthDate({ family, given }: NamesAgreement): boolean {
  if (given === 'differs') return false;
  if (family === 'differs') return isFirm(given);
  if (given === 'slip') return agreesOrNotAsked(family);
  return family !== 'slip' || agreesOrNotAsked(given);
}

function agreesOrNotAsked(agreement: NameAgreement): boolean {
  return isFirm(agreement) || agreement === 'unread' || agreement === 'notAsked';
}

function standsAlone({ family, given }: NamesAgreement, birth: 'swapped' | 'notAsked'): boolean {
  const agrees = (agreement: NameAgreement) => isFirm(agreement) || (agreement === 'unread' && birth === 'notAsked');
  return agrees(family) && agrees(given);
}

const FAMILY_REASONS: Readonly<Record<NameAgreement, PdqReason[]>> = {
  kana: ['familyKana'],
  written: ['familyWritten'],
  variant: ['familyVariant'],
  sounds: ['familySounds'],
  former: ['formerFamily'],
  unread: ['familyUnread'],
  slip: ['familySlip'],
  unknown: ['nameNotComparable'],
  differs: ['familyOther'],
  notAsked: [],
};

const GIVEN_REASONS: Readonly<Record<NameAgreement, PdqReason[]>> = {
  kana: ['givenKana'],
  written: ['givenWritten'],
  variant: ['givenVariant'],
  sounds: ['givenSounds'],
  former: [],
  unread: ['givenUnread'],
  slip: ['givenSlip'],
  unknown: ['nameNotComparable'],
  differs: [],
  notAsked: [],
};

function furtherReasons(query: PdqQuery, demographics: Demographics): PdqReason[] {
  const sameSex = query.sex === demographics.sex && query.sex !== 'unknown';
  const phone = phoneKey(query.phone ?? '');
  const samePhone = isTellingPhone(phone) && phone === phoneKey(demographics.phone ?? '');
  return [
    ...(sameSex ? (['sex'] as const) : []),
    ...(samePhone ? (['phone'] as const) : []),
    ...addressReasons(query.address ?? '', demographics.address ?? ''),
  ];
}

/** A prefecture or city alone is too little to be a reason. */
const TELLING_ADDRESS = 5;

/** A town is often all that is known: typed without its numbers, or recorded without its prefecture. */
function addressReasons(typed: string, recorded: string): PdqReason[] {
  const [asked, kept] = [typed, recorded].map(addressKey);
  if (asked === undefined || kept === undefined) return [];
  if (asked === kept && /\d/.test(asked)) return ['address'];
  const [shorter, longer] = asked.length < kept.length ? [asked, kept] : [kept, asked];
  return shorter.length >= TELLING_ADDRESS && longer.includes(shorter) ? ['addressPart'] : [];
}

/** A given name tells more than a family name; a tolerated mistake always weighs less than no mistake. */
const WEIGHTS: Readonly<Record<PdqReason, number>> = {
  birthDate: 40,
  birthDateSwapped: 20,
  familyKana: 20,
  familyWritten: 20,
  familyVariant: 19,
  familySounds: 17,
  formerFamily: 15,
  familyUnread: 12,
  familySlip: 8,
  familyOther: 0,
  givenKana: 25,
  givenWritten: 25,
  givenVariant: 24,
  givenSounds: 21,
  givenUnread: 14,
  givenSlip: 9,
  partsSwapped: 35,
  nameNotComparable: 0,
  sex: 5,
  phone: 15,
  address: 15,
  addressPart: 7,
};

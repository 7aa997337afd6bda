export { addressHead } from './address-head.ts';
export { addressKey, isTellingPhone, phoneKey, postalKey } from './contact-key.ts';
export type { Demographics } from './demographics.ts';
export { DUPLICATE_REASONS, type DuplicateReason } from './duplicate-reasons.ts';
export { emsIdOf } from './ems-id.ts';
export {
  checkInstitutionCode,
  completeInstitutionCode,
  type InstitutionCodeCheck,
  type InstitutionKind,
} from './institution-code.ts';
export {
  type Insurance,
  insuranceHouseholdKey,
  insuranceIdentityKey,
  normaliseBranch,
  normaliseInsuredText,
  normaliseInsurerNumber,
} from './insurance.ts';
export { addDays, daysBetween, isRealDay, jstDayOf, jstStartOfDay } from './jst.ts';
export { kanaKey, looseKanaKey } from './kana-key.ts';
export { kanjiKey, matchesWithWildcards } from './kanji-key.ts';
export { type LocalIdFormat, normaliseLocalId } from './local-id.ts';
export {
  type Certainty,
  type DemographicsDifference,
  type DuplicateScore,
  demographicsMatch,
  nameKeyOf,
  type SearchKeys,
  scoreDuplicate,
  searchKeysOf,
} from './matching.ts';
export { type HourRange, isHoliday, isOpenAt, type OpeningHours } from './opening-hours.ts';
export { type PdqMatch, pdqMatch } from './pdq-match.ts';
export type { PdqQuery } from './pdq-query.ts';
export { PDQ_REASONS, type PdqReason } from './pdq-reasons.ts';
export { type PdqTerm, pdqTermsOf } from './pdq-terms.ts';
export { type Era, type JapaneseDate, parseJapaneseDate, toWareki } from './wareki.ts';

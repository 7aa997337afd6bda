import { sharesCharacter } from './agreement.ts';
import type { Demographics } from './demographics.ts';
import { kanaKey, looseKanaKey } from './kana-key.ts';
import { isOneKanaApart } from './kana-slip.ts';
import { hasWildcards, kanjiKey, matchesWithWildcards } from './kanji-key.ts';
import { type PdqQuery, saysAName } from './pdq-query.ts';
import { isKana } from './script.ts';
import { foldWidthAndBlanks } from './width.ts';

/** How a typed part of a name agrees with the recorded one. `unknown`: in scripts that cannot be compared. */
export type NameAgreement =
  | 'kana'
  | 'written'
  | 'variant'
  | 'sounds'
  | 'former'
  | 'unread'
  | 'slip'
  | 'unknown'
  | 'differs'
  | 'notAsked';

type Recorded = { part: 'family' | 'given'; kana: string; written: string };

export type NamesAgreement = { family: NameAgreement; given: NameAgreement; partsSwapped: boolean };

const FIRM: ReadonlySet<NameAgreement> = new Set(['kana', 'written', 'variant', 'sounds', 'former']);

/** The same name, beyond a slip or a character that could not be read. */
export function isFirm(agreement: NameAgreement): boolean {
  return FIRM.has(agreement);
}

export function namesAgreement(query: PdqQuery, { name }: Demographics): NamesAgreement {
  const [typedFamily, typedGiven] = [query.family, query.given].map((typed) => (saysAName(typed) ? typed : undefined));
  const family: Recorded = { part: 'family', kana: name.familyKana, written: name.family };
  const given: Recorded = { part: 'given', kana: name.givenKana, written: name.given };
  return {
    family: familyAgreement(typedFamily, { family, former: name.formerFamilyKana ?? '' }),
    given: typedGiven === undefined ? 'notAsked' : agreementWith(typedGiven, given),
    partsSwapped:
      typedFamily !== undefined &&
      typedGiven !== undefined &&
      isFirm(agreementWith(typedFamily, given)) &&
      isFirm(agreementWith(typedGiven, family)),
  };
}

function familyAgreement(
  typed: string | undefined,
  { family, former }: { family: Recorded; former: string },
): NameAgreement {
  if (typed === undefined) return 'notAsked';
  const now = agreementWith(typed, family);
  if (isFirm(now)) return now;
  return isFirm(agreementWith(typed, { part: 'family', kana: former, written: '' })) ? 'former' : now;
}

function agreementWith(typed: string, recorded: Recorded): NameAgreement {
  return isKana(typed) ? agreementInKana(typed, recorded) : agreementAsWritten(typed, recorded);
}

function agreementInKana(typed: string, { part, kana, written }: Recorded): NameAgreement {
  const readings = [kana, written].filter((text) => isKana(text) && saysAName(text));
  if (readings.length === 0) return 'unknown';
  if (readings.some((reading) => kanaKey(reading) === kanaKey(typed))) return 'kana';
  if (readings.some((reading) => looseKanaKey(reading) === looseKanaKey(typed))) return 'sounds';
  return readings.some((reading) => isOneKanaApart(typed, { from: reading, part })) ? 'slip' : 'differs';
}

function agreementAsWritten(typed: string, { kana, written }: Recorded): NameAgreement {
  const [looseTyped, ...looseRecorded] = [typed, written, kana].map(looseKanaKey);
  if (hasWildcards(typed + written)) return agreementWithWildcards(typed, written);
  if (foldWidthAndBlanks(typed) === foldWidthAndBlanks(written)) return 'written';
  if (writtenKey(typed) === writtenKey(written)) return 'variant';
  if (looseRecorded.some((recorded) => recorded === looseTyped)) return 'sounds';
  return saysAName(written) && !isKana(written) ? 'differs' : 'unknown';
}

/** Nothing but unread characters says nothing, neither for nor against. */
function agreementWithWildcards(typed: string, written: string): NameAgreement {
  if (!matchesWithWildcards(typed, written)) return saysAName(written) ? 'differs' : 'unknown';
  return sharesCharacter(typed, written) ? 'unread' : 'unknown';
}

/** Registers write 井ノ口 and 井の口 for one name. */
function writtenKey(text: string): string {
  return kanaKey(kanjiKey(text));
}

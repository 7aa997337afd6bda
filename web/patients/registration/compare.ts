import { kanaKey, kanjiKey, looseKanaKey, parseJapaneseDate } from '../../../layers/names/index.ts';
import type { PersonSummary } from '../../../schemas/person.ts';
import type { DemographicsTyped } from '../demographics/typed.ts';

/** `alike`: another way to write the same: a variant of a kanji, a width, a sound. */
export type Agreement = 'same' | 'alike' | 'different' | 'unknown';

export type Compared = {
  field: 'name' | 'kana' | 'birthDate' | 'sex';
  typed: string;
  registered: string;
  agreement: Agreement;
};

type Key = (text: string) => string;

const agreementBy = (typed: string, registered: string, keys: readonly Key[]): Agreement => {
  if (typed.trim() === '') return 'unknown';
  if (typed === registered) return 'same';
  return keys.some((key) => key(typed) === key(registered)) ? 'alike' : 'different';
};

/** What was typed beside what is registered, field by field. Sex stays a code. */
export const compare = (typed: DemographicsTyped, { name, birthDate, sex }: PersonSummary): Compared[] => {
  const day = parseJapaneseDate(typed.birthDate);
  const typedDay = day.ok ? day.date : typed.birthDate;
  const whole = (family: string, given: string): string => `${family} ${given}`.trim();
  const pairs: [Compared['field'], string, string, readonly Key[]][] = [
    ['name', whole(typed.family, typed.given), whole(name.family, name.given), [kanjiKey]],
    ['kana', whole(typed.familyKana, typed.givenKana), whole(name.familyKana, name.givenKana), [kanaKey, looseKanaKey]],
    ['birthDate', typedDay, birthDate, []],
    ['sex', typed.sex, sex, []],
  ];
  return pairs.map(([field, mine, theirs, keys]) => ({
    field,
    typed: mine,
    registered: theirs,
    agreement: agreementBy(mine, theirs, keys),
  }));
};

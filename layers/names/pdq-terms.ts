import { isRealDay } from './jst.ts';
import { kanaKey } from './kana-key.ts';
import { kanjiKey } from './kanji-key.ts';
import { nameKeyOf } from './matching.ts';
import { type PdqQuery, saysAName } from './pdq-query.ts';
import { hasKanji, hiraganaOf, isKana } from './script.ts';

/** A search item to ask for, as the store keeps them of each patient. */
export type PdqTerm = { kind: 'birthDate' | 'nameKana' | 'nameKanji'; value: string };

/**
 * The search items that a query is answered from: at most four, each once; none when the query asks too little. With a birth
 * date every match has that date, or the one with day and month swapped (asked only where both names can confirm it and it
 * is not after `today`), so names are not asked for: a common name's many holders would crowd out the one wanted.
 * Without it, the whole name, and the same with its parts swapped.
 */
export function pdqTermsOf(query: PdqQuery, today: string): PdqTerm[] {
  const { birthDate = '', family = '', given = '' } = query;
  const wholeName = saysAName(family) && saysAName(given);
  if (birthDate !== '') return birthDateTerms(birthDate, { wholeName, today });
  if (!wholeName) return [];
  const terms = [...nameTerms({ family, given }), ...nameTerms({ family: given, given: family })];
  return [...new Map(terms.map((term) => [`${term.kind} ${term.value}`, term])).values()];
}

/** A day with its day and month swapped; undefined when that is no day, or the same. */
export function dayMonthSwapped(day: string): string | undefined {
  const swapped = `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`;
  return swapped !== day && isRealDay(swapped) ? swapped : undefined;
}

function birthDateTerms(birthDate: string, { wholeName, today }: { wholeName: boolean; today: string }): PdqTerm[] {
  if (!isRealDay(birthDate)) return [];
  const swapped = wholeName ? dayMonthSwapped(birthDate) : undefined;
  const days = swapped === undefined || swapped > today ? [birthDate] : [birthDate, swapped];
  return days.map((value) => ({ kind: 'birthDate', value }));
}

type WholeName = { family: string; given: string };

/** By the script typed. A name in Latin letters may stand in either field of a record. */
function nameTerms({ family, given }: WholeName): PdqTerm[] {
  if (hasKanji(family + given)) return kanjiTerms({ family, given });
  const value = nameKeyOf({ familyKana: family, givenKana: given });
  const byKana: PdqTerm[] = value === undefined ? [] : [{ kind: 'nameKana', value }];
  return isKana(family) && isKana(given) ? byKana : [...byKana, kanjiTerm({ family, given })];
}

/** Beside kanji, the part in kana may be how the name is written (能登 はな), and registers write it in either kana. */
function kanjiTerms({ family, given }: WholeName): PdqTerm[] {
  if (!isKana(family) && !isKana(given)) return [kanjiTerm({ family, given })];
  const inScript = (ofKana: (text: string) => string) => (text: string) => (isKana(text) ? ofKana(text) : text);
  return [kanaKey, hiraganaOf].map((ofKana) =>
    kanjiTerm({ family: inScript(ofKana)(family), given: inScript(ofKana)(given) }),
  );
}

function kanjiTerm({ family, given }: WholeName): PdqTerm {
  return { kind: 'nameKanji', value: `${kanjiKey(family)}|${kanjiKey(given)}` };
}

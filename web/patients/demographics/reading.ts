import { kanaKey, parseJapaneseDate } from '../../../layers/names/index.ts';

export type DayReading =
  | { state: 'empty' }
  | { state: 'day'; day: string }
  | { state: 'noDay'; reason: 'format' | 'impossible' | 'era' | 'future' };

/** How a day that somebody types is taken, at once: western or wareki, any width. Days after `latest` are no birth dates. */
export const readDay = (text: string, latest: string): DayReading => {
  if (text.trim() === '') return { state: 'empty' };
  const parsed = parseJapaneseDate(text);
  if (!parsed.ok) return { state: 'noDay', reason: parsed.reason };
  return parsed.date > latest ? { state: 'noDay', reason: 'future' } : { state: 'day', day: parsed.date };
};

const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー\uff70\uff9e\uff9f・゛゜\s]+$/u;

/** Whether a name was typed as its reading, in whatever width. */
export const isKana = (text: string): boolean => KANA.test(text);

/** Kana as they are read, in full-width katakana; undefined where nothing was typed. Only shown: what is kept is what was typed. */
export const readKana = (text: string): { kana: string; isKana: boolean } | undefined =>
  text.trim() === '' ? undefined : { kana: kanaKey(text), isKana: isKana(text) };

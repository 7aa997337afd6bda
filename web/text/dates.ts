import { jstDayOf, toWareki } from '../../layers/names/index.ts';
import { type Language, useLanguage } from './texts.ts';

const LOCALES: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' };
const format = (language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'Asia/Tokyo', ...options });

/** Noon in Japan: no zone of a terminal turns it into another day. */
const noonOf = (day: string): Date => new Date(`${day}T12:00:00+09:00`);

export const todayJst = (): string => jstDayOf(new Date().toISOString());

/** `1939-01-15` → 昭和14年1月15日. */
export const warekiOf = (day: string): string => toWareki(day)?.text ?? '';

/** Whole years on a day, as a birthday is counted. */
export const ageOn = (birthDate: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

export type Dates = {
  /** 2026年11月22日(日) */
  day: (day: string) => string;
  /** 11/22(日) */
  shortDay: (day: string) => string;
  /** 2026年11月 */
  month: (day: string) => string;
  /** 2026年11月22日 09:05, JST */
  instant: (at: string) => string;
  /** 1939年1月15日（昭和14年1月15日） 87歳 */
  birth: (birthDate: string) => string;
};

const datesIn = (language: Language): Dates => {
  const day = format(language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' });
  const shortDay = format(language, { month: 'numeric', day: 'numeric', weekday: 'short' });
  const month = format(language, { year: 'numeric', month: 'long' });
  const instant = format(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const plain = format(language, { year: 'numeric', month: 'long', day: 'numeric' });
  return {
    day: (value) => day.format(noonOf(value)),
    shortDay: (value) => shortDay.format(noonOf(value)),
    month: (value) => month.format(noonOf(value)),
    instant: (value) => instant.format(new Date(value)),
    birth: (value) => {
      const age = ageOn(value, todayJst());
      const shown = plain.format(noonOf(value));
      return language === 'ja' ? `${shown}（${warekiOf(value)}） ${age}歳` : `${shown} (${age})`;
    },
  };
};

const known: Partial<Record<Language, Dates>> = {};

export const useDates = (): Dates => {
  const language = useLanguage();
  return (known[language] ??= datesIn(language));
};

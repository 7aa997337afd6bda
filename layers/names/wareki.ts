import { isRealDay } from './jst.ts';
import { foldWidth, HYPHENS } from './width.ts';

/** Eras, newest first. A day on which an era ended and the next began belongs to both (1912-07-30, 1926-12-25). */
const ERAS = [
  { era: '令和', short: '令', letter: 'R', from: '2019-05-01', to: '9999-12-31' },
  { era: '平成', short: '平', letter: 'H', from: '1989-01-08', to: '2019-04-30' },
  { era: '昭和', short: '昭', letter: 'S', from: '1926-12-25', to: '1989-01-07' },
  { era: '大正', short: '大', letter: 'T', from: '1912-07-30', to: '1926-12-25' },
  // Meiji began in 1868; its dates are Gregorian, and can be counted, from 1873-01-01 (明治6年) only.
  { era: '明治', short: '明', letter: 'M', from: '1873-01-01', firstYear: 1868, to: '1912-07-30' },
] as const;

export type Era = (typeof ERAS)[number]['era'];

/** `format`: not a way to write a date. `impossible`: no such day. `era`: such a day, but not in that era. */
export type JapaneseDate = { ok: true; date: string } | { ok: false; reason: 'format' | 'impossible' | 'era' };

const LONGEST = 40;
const ERA_NAMES = ERAS.flatMap(({ era, short, letter }) => [era, short, letter]).join('|');
const GREGORIAN = [
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4}) ?(?<sep>[-/.]) ?(?<month>\d{1,2}) ?\k<sep> ?(?<day>\d{1,2})$/,
  /^(?<year>\d{4}) ?年 ?(?<month>\d{1,2}) ?月 ?(?<day>\d{1,2}) ?日$/,
];
const WAREKI = [
  new RegExp(`^(?<era>${ERA_NAMES})(?<year>\\d{2})(?<month>\\d{2})(?<day>\\d{2})$`),
  new RegExp(
    `^(?<era>${ERA_NAMES})[. ]?(?<year>元|\\d{1,3}) ?(?<sep>[-/.]) ?(?<month>\\d{1,2}) ?\\k<sep> ?(?<day>\\d{1,2})$`,
  ),
  new RegExp(`^(?<era>${ERA_NAMES}) ?(?<year>元|\\d{1,3}) ?年 ?(?<month>\\d{1,2}) ?月 ?(?<day>\\d{1,2}) ?日$`),
];

/**
 * Reads a date as people in Japan write it: 2024-01-05, 2024/1/5, 20240105, 2024年1月5日, 昭和12年3月4日, 昭12.3.4, S12.3.4,
 * s120304, 令和元年5月1日; any width. Answers a day YYYY-MM-DD, or the reason why there is none. Never throws.
 */
export function parseJapaneseDate(text: string): JapaneseDate {
  if (text.length > LONGEST) return { ok: false, reason: 'format' };
  const written = foldWidth(text).replace(HYPHENS, '-').replace(/\s+/g, ' ').trim().toUpperCase();
  const gregorian = firstMatch(GREGORIAN, written);
  if (gregorian !== undefined) return realDay(Number(gregorian['year']), gregorian);
  const wareki = firstMatch(WAREKI, written);
  return wareki === undefined ? { ok: false, reason: 'format' } : dayInEra(wareki);
}

type Parts = Record<string, string | undefined>;

function firstMatch(patterns: readonly RegExp[], written: string): Parts | undefined {
  return patterns.map((pattern) => pattern.exec(written)?.groups).find((groups) => groups !== undefined);
}

function realDay(year: number, { month = '', day = '' }: Parts): JapaneseDate {
  const date = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isRealDay(date) ? { ok: true, date } : { ok: false, reason: 'impossible' };
}

function dayInEra(parts: Parts): JapaneseDate {
  const era = ERAS.find(({ era, short, letter }) => [era, short, letter].some((name) => name === parts['era']));
  if (era === undefined) return { ok: false, reason: 'format' };
  const eraYear = parts['year'] === '元' ? 1 : Number(parts['year']);
  const parsed = realDay(firstYearOf(era) + eraYear - 1, parts);
  if (!parsed.ok) return parsed;
  const inEra = eraYear >= 1 && parsed.date >= era.from && parsed.date <= era.to;
  return inEra ? parsed : { ok: false, reason: 'era' };
}

function firstYearOf(era: (typeof ERAS)[number]): number {
  return 'firstYear' in era ? era.firstYear : Number(era.from.slice(0, 4));
}

/**
 * A day in the Japanese calendar: { era: '昭和', eraYear: 12, text: '昭和12年3月4日' }, the first year as 元年. A day on which
 * the era changed is named by the new era. Undefined for a day before 1873-01-01, and for what is no day.
 */
export function toWareki(date: string): { era: Era; eraYear: number; text: string } | undefined {
  const era = isRealDay(date) ? ERAS.find(({ from }) => date >= from) : undefined;
  if (era === undefined) return undefined;
  const [year, month, day] = date.split('-').map(Number);
  const eraYear = (year ?? 0) - firstYearOf(era) + 1;
  return { era: era.era, eraYear, text: `${era.era}${eraYear === 1 ? '元' : eraYear}年${month}月${day}日` };
}

import { useLanguage } from '../text/texts.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export type CompactDates = {
  /** 2026/11/22, 22 Nov 2026 */
  day: (day: string) => string;
  /** 11/22, 22 Nov */
  short: (day: string) => string;
  /** 11月, Nov; the year beside January */
  month: (day: string) => string;
};

const partsOf = (day: string): [year: string, month: number, date: number] => [
  day.slice(0, 4),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

const IN: Record<'ja' | 'en', CompactDates> = {
  ja: {
    day: (day) => partsOf(day).join('/'),
    short: (day) => partsOf(day).slice(1).join('/'),
    month: (day) => {
      const [year, month] = partsOf(day);
      return month === 1 ? `${year}年1月` : `${month}月`;
    },
  },
  en: {
    day: (day) => {
      const [year, month, date] = partsOf(day);
      return `${date}\u00a0${MONTHS[month - 1]}\u00a0${year}`;
    },
    short: (day) => {
      const [, month, date] = partsOf(day);
      return `${date}\u00a0${MONTHS[month - 1]}`;
    },
    month: (day) => {
      const [year, month] = partsOf(day);
      return month === 1 ? `Jan ${year}` : `${MONTHS[month - 1]}`;
    },
  },
};

/** Days for tables and axes, where there is no room for weekdays. */
export const useCompactDates = (): CompactDates => IN[useLanguage()];

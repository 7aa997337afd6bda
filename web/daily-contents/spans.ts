import { addDays } from '../../layers/names/index.ts';

export type Span = { from: string; to: string };

/** One question reaches over so many days, both ends included. */
const LONGEST_DAYS = 366;

/** Days as questions that the API takes, newest first, without a gap and without a day in two of them. */
export const spansOf = ({ to, days }: { to: string; days: number }): Span[] => {
  if (days <= LONGEST_DAYS) return [{ from: addDays(to, 1 - days), to }];
  const from = addDays(to, 1 - LONGEST_DAYS);
  return [{ from, to }, ...spansOf({ to: addDays(from, -1), days: days - LONGEST_DAYS })];
};

/** Choices of a period, in months, and the days that are asked for. */
export const PERIOD_DAYS = { '1': 31, '3': 92, '6': 184, '12': 366, '36': 1098 } as const;
export type Months = keyof typeof PERIOD_DAYS;

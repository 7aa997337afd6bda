import { isHoliday } from '../../../layers/names/index.ts';

export type DayKind = 'weekday' | 'saturday' | 'sunday' | 'holiday';

const known = new Map<string, DayKind>();

const kindOf = (day: string): DayKind => {
  if (isHoliday(day)) return 'holiday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? 'sunday' : weekday === 6 ? 'saturday' : 'weekday';
};

/** Whether offices are closed on a day, and why. Remembered: a calendar asks again with every scroll. */
export const dayKind = (day: string): DayKind => {
  const kind = known.get(day) ?? kindOf(day);
  known.set(day, kind);
  return kind;
};

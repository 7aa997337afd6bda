import japaneseHolidays from 'japanese-holidays';
import { isRealDay, jstDayOf, jstStartOfDay } from './jst.ts';

/** Hours of one day, HH:MM in Japan, the end excluded; `to` may be 24:00. */
export type HourRange = { from: string; to: string };

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Consultation hours (診療時間) of a facility. `closedDays` and `specialDays` are days YYYY-MM-DD; no ranges is closed. */
export type OpeningHours = {
  weekly: Record<(typeof WEEKDAYS)[number], HourRange[]>;
  holidays: 'closed' | 'asUsual';
  closedDays: string[];
  specialDays: { day: string; ranges: HourRange[] }[];
};

const MINUTE_MS = 60_000;

/**
 * Whether a facility is within its consultation hours at an instant. A special day goes before a closed day, that before
 * a national holiday, that before the week. Throws RangeError when the instant is none.
 */
export function isOpenAt(hours: OpeningHours, instantIso: string): boolean {
  const day = jstDayOf(instantIso);
  const time = timeInJapan(day, instantIso);
  return rangesOn(hours, day).some(({ from, to }) => from <= time && time < to);
}

function rangesOn(hours: OpeningHours, day: string): HourRange[] {
  const special = hours.specialDays.find((specialDay) => specialDay.day === day);
  if (special !== undefined) return special.ranges;
  if (hours.closedDays.includes(day)) return [];
  if (hours.holidays === 'closed' && isHoliday(day)) return [];
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00.000Z`).getUTCDay()];
  return weekday === undefined ? [] : hours.weekly[weekday];
}

/** HH:MM on the clock of Japan, which has no summer time. */
function timeInJapan(day: string, instantIso: string): string {
  const minutes = Math.floor((Date.parse(instantIso) - Date.parse(jstStartOfDay(day))) / MINUTE_MS);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/**
 * Whether a day is a national holiday (国民の祝日), a substitute (振替休日) or a day between two (国民の休日), by the law
 * as the installed japanese-holidays knows it. Throws RangeError when the day is none. The package is asked for a year in
 * numbers: its functions on a Date read the machine's zone. A few zones shift what it says of years before 2008, none
 * what it says of later ones.
 */
export function isHoliday(day: string): boolean {
  if (!isRealDay(day)) throw new RangeError('not a day');
  const [year = 0, month, date] = day.split('-').map(Number);
  return japaneseHolidays.getHolidaysOf(year).some((holiday) => holiday.month === month && holiday.date === date);
}

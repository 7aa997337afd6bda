import type { OpeningHours } from '../../../schemas/directory.ts';

const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** 国民の祝日 among the days that are generated: 建国記念の日, its 振替休日, 天皇誕生日. */
const NATIONAL_HOLIDAYS = ['2024-02-11', '2024-02-12', '2024-02-23'];

/** The wall clock in Japan at an instant. */
export function inJapan(instant: string): { day: string; time: string; weekday: (typeof WEEK)[number] } {
  const shifted = new Date(Date.parse(instant) + 9 * 3_600_000);
  const [day = '', rest = ''] = shifted.toISOString().split('T');
  return { day, time: rest.slice(0, 5), weekday: WEEK[shifted.getUTCDay()] ?? 'sun' };
}

/** 診療時間内: a special day counts before a closed day, that before a national holiday, and that before the week. */
export function isOpen(hours: OpeningHours, instant: string): boolean {
  const { day, time, weekday } = inJapan(instant);
  const special = hours.specialDays.find((one) => one.day === day);
  const ranges = special?.ranges ?? (isClosed(hours, day) ? [] : hours.weekly[weekday]);
  return ranges.some(({ from, to }) => from <= time && time < to);
}

const isClosed = (hours: OpeningHours, day: string): boolean =>
  hours.closedDays.includes(day) || (hours.holidays === 'closed' && NATIONAL_HOLIDAYS.includes(day));

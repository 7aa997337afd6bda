/**
 * Calendar days are days of Japan (JST, UTC+9, no summer time), written YYYY-MM-DD. Instants are UTC in ISO 8601. A day or an
 * instant that is none is a fault of the caller: RangeError, without repeating what was given.
 */
const JST_OFFSET_MS = 9 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** An offset is required: without one the meaning would depend on the machine. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Whether the text is YYYY-MM-DD and such a day exists (years 0001-9999, Gregorian throughout). */
export function isRealDay(day: string): boolean {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined) return false;
  return exists({ year: Number(year), month: Number(month), day: Number(date) });
}

function exists({ year, month, day }: { year: number; month: number; day: number }): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day it is in Japan at an instant: 2024-01-04T15:00:00.000Z is 2024-01-05. */
export function jstDayOf(instantIso: string): string {
  const [, calendarDay] = INSTANT.exec(instantIso) ?? [];
  const ms = calendarDay !== undefined && isRealDay(calendarDay) ? Date.parse(instantIso) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError('not an instant in ISO 8601 with an offset');
  return dayAt(ms + JST_OFFSET_MS);
}

/** The instant at which a day begins in Japan, in UTC with milliseconds. */
export function jstStartOfDay(day: string): string {
  return new Date(midnight(day) - JST_OFFSET_MS).toISOString();
}

/** The day `count` days later (earlier when negative; a whole number). */
export function addDays(day: string, count: number): string {
  if (!Number.isInteger(count)) throw new RangeError('not a whole number of days');
  return dayAt(midnight(day) + count * DAY_MS);
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween({ from, to }: { from: string; to: string }): number {
  return (midnight(to) - midnight(from)) / DAY_MS;
}

function midnight(day: string): number {
  if (!isRealDay(day)) throw new RangeError('not a day');
  return Date.parse(`${day}T00:00:00.000Z`);
}

function dayAt(ms: number): string {
  const date = new Date(ms);
  const day = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  if (!isRealDay(day)) throw new RangeError('beyond the years 0001-9999');
  return day;
}

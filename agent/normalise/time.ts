import { isRealDay } from '../../layers/names/index.ts';

/** YYYYMMDD[HH[MM[SS[.S…]]]][±ZZZZ] (HL7 v2.5 chapter 2.16.A, TS). */
const TIMESTAMP = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,6})?)?)?)?([+-]\d{4})?$/;
const JST_OFFSET_MINUTES = 9 * 60;
const MINUTE_MS = 60_000;

type Parts = { day: string; hour?: string; minute?: string; second?: string };

/** As precise as the source and in JST: `2011-07-01`, `…T22:46`, `…T22:46:03`. Undefined for what is no point in time. */
export function localTime(text: string): string | undefined {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  const { day, hour, minute, second } = parts;
  // An hour alone with no minutes: midnight means that only the day is known (TQ1-7 of SS-MIX2 writes 2011070100).
  if (hour === undefined || (minute === undefined && hour === '00')) return day;
  return `${day}T${hour}:${minute ?? '00'}${second === undefined ? '' : `:${second}`}`;
}

/** The day in Japan; undefined where year, month or day is missing. */
export function dayOf(text: string): string | undefined {
  return partsOf(text)?.day;
}

function partsOf(text: string): Parts | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, date, hour, minute, second, offset] = match;
  const day = `${year}-${month}-${date}`;
  if (!isRealDay(day) || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60)
    return undefined;
  const written: Parts = {
    day,
    ...(hour && { hour }),
    ...(minute && { minute }),
    ...(second && { second: second === '60' ? '59' : second }),
  };
  return offset === undefined || offset === '+0900' || minute === undefined ? written : inJapan(written, offset);
}

/** A time with another offset, as a clock in Japan showed it. */
function inJapan({ day, hour, minute, second }: Parts, offset: string): Parts {
  const sign = offset.startsWith('-') ? -1 : 1;
  const offsetMinutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3)));
  const utc = Date.parse(`${day}T${hour}:${minute}:${second ?? '00'}Z`) - offsetMinutes * MINUTE_MS;
  const iso = new Date(utc + JST_OFFSET_MINUTES * MINUTE_MS).toISOString();
  const inJst: Parts = { day: iso.slice(0, 10), hour: iso.slice(11, 13), minute: iso.slice(14, 16) };
  return second === undefined ? inJst : { ...inJst, second: iso.slice(17, 19) };
}

/** DICOM's DA `20110701` and TM `224603.98`, with the offset from UTC where it is known → LocalTime. */
export function localTimeOf(date: string, time: string, offset = ''): string | undefined {
  const clock = /^\d{4}(?:\d{2})?/.exec(time)?.[0] ?? '';
  return localTime(`${date}${clock}${clock === '' ? '' : offset}`) ?? localTime(date);
}

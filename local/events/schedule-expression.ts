/** When a schedule comes next, strictly after an instant. Instants are milliseconds since 1970; undefined when it never does. */
export type Schedule = (after: number, createdAt: number) => number | undefined;

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(…)` or `cron(…)` of an EventBridge rule (EventBridge user guide, "Creating a rule that runs on a schedule"). A rate counts from the rule's
 * creation; cron is in UTC. `L`, `W` and `#` are not understood. Throws where EventBridge, or this machine, would not take it.
 */
export function readSchedule(expression: string): Schedule {
  const [, kind, inside = ''] = /^(rate|cron)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rateOf(inside, expression);
  if (kind === 'cron') return cronOf(inside, expression);
  throw new Error(`The schedule ${expression} is not understood`);
}

function rateOf(inside: string, expression: string): Schedule {
  const [, count = '', unit = '', plural] = /^([1-9]\d*) (minute|hour|day)(s)?$/.exec(inside) ?? [];
  const period = Number(count) * (UNITS[unit] ?? Number.NaN);
  // EventBridge insists: `1 hour`, `2 hours`.
  if (Number.isNaN(period) || (count === '1') === (plural === 's'))
    throw new Error(`The schedule ${expression} is not understood`);
  return (after, createdAt) => createdAt + (Math.floor(Math.max(0, after - createdAt) / period) + 1) * period;
}

type Field = { name: string; least: number; most: number; words?: readonly string[] };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const FIELDS: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: MONTHS },
  { name: 'day of week', least: 1, most: 7, words: WEEKDAYS },
  { name: 'year', least: 1970, most: 2199 },
];
/** Leap days come every eight years at the rarest; what has not come by then never does. */
const DAYS_AHEAD = 366 * 9;
const DAY = 86_400_000;

function cronOf(inside: string, expression: string): Schedule {
  const parts = inside.split(/ +/);
  const [dayOfMonth, dayOfWeek] = [parts[2], parts[4]];
  // Both days at once would contradict each other: one of them is left open.
  if (parts.length !== FIELDS.length || (dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error(`The schedule ${expression} is not understood`);
  const [minutes = [], hours = [], days = [], months = [], weekdays = [], years = []] = FIELDS.map((field, index) =>
    valuesOf(parts[index] ?? '', field, expression),
  );
  const isDay = (date: Date): boolean =>
    years.includes(date.getUTCFullYear()) &&
    months.includes(date.getUTCMonth() + 1) &&
    days.includes(date.getUTCDate()) &&
    weekdays.includes(date.getUTCDay() + 1);
  const times = hours.flatMap((hour) => minutes.map((minute) => (hour * 60 + minute) * 60_000));
  return (after) => {
    const today = Math.floor(after / DAY) * DAY;
    for (let day = today; day < today + DAYS_AHEAD * DAY; day += DAY) {
      const time = isDay(new Date(day)) ? times.find((one) => day + one > after) : undefined;
      if (time !== undefined) return day + time;
    }
    return undefined;
  };
}

/** The values of one field, in order: `*`, `?`, `5`, `1-5`, `1,3`, `0/15`, `MON-FRI`. */
function valuesOf(text: string, field: Field, expression: string): number[] {
  const all = Array.from({ length: field.most - field.least + 1 }, (_, index) => field.least + index);
  const chosen = text.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [field.least, field.most] : rangeOf(range, field, step);
    const width = step === undefined ? 1 : Number(step);
    if (from === undefined || to === undefined || from > to || !Number.isInteger(width) || width < 1)
      throw new Error(`The schedule ${expression}: the ${field.name} ${text} are not understood`);
    return all.filter((value) => value >= from && value <= to && (value - from) % width === 0);
  });
  return all.filter((value) => chosen.includes(value));
}

function rangeOf(range: string, field: Field, step: string | undefined): (number | undefined)[] {
  const [first = '', last, ...rest] = range.split('-');
  if (rest.length > 0) return [];
  const from = valueOf(first, field);
  // `5/10`: from the fifth on.
  const open = step === undefined ? from : field.most;
  return [from, last === undefined ? open : valueOf(last, field)];
}

function valueOf(text: string, { least, most, words }: Field): number | undefined {
  const word = words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return least + word;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type Span = { unit: 'daysHours' | 'hoursMinutes' | 'minutes'; values: Record<string, number> };

/** A length of time in the two largest units that matter to somebody who waits: 3 days 23 hours, 5 hours 10 minutes, 12 minutes. Rounded down. */
export const spanOf = (ms: number): Span => {
  const length = Math.abs(ms);
  const [days, hours, minutes] = [
    Math.floor(length / DAY_MS),
    Math.floor((length % DAY_MS) / HOUR_MS),
    Math.floor((length % HOUR_MS) / MINUTE_MS),
  ];
  if (days > 0) return { unit: 'daysHours', values: { days, hours } };
  if (hours > 0) return { unit: 'hoursMinutes', values: { hours, minutes } };
  return { unit: 'minutes', values: { minutes } };
};

/** Milliseconds from one instant to another; negative where it lies before. */
export const msBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

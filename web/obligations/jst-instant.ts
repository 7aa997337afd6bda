/** A moment as it is typed: a calendar day and a time of day in Japan. */
export type JstMoment = { date: string; time: string };

const JST_MS = 9 * 3_600_000;

/** `2026-11-22T18:24:49Z` → { 2026-11-23, 03:24 }: rounded down to the minute, so that the moment given never lies in the future. */
export const jstMomentOf = (instant: string): JstMoment => {
  const [date = '', time = ''] = new Date(Date.parse(instant) + JST_MS).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
};

/** The instant in UTC; undefined while day or time is missing or impossible. */
export const instantOf = ({ date, time }: JstMoment): string | undefined => {
  const at = Date.parse(`${date}T${time}:00+09:00`);
  return date === '' || time === '' || Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

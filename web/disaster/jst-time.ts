const OFFSET = '+09:00';

/** What an `<input type="datetime-local">` holds, meant as Japan's time whatever zone the terminal is in → an instant; undefined where it is none. */
export const instantOf = (local: string): string | undefined => {
  const at = Date.parse(`${local}${local.length === 16 ? ':00' : ''}${OFFSET}`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

/** The other way round: an instant as Japan's clock shows it, for the input. */
export const localOf = (instant: string): string =>
  new Date(Date.parse(instant) + 9 * 60 * 60 * 1000).toISOString().slice(0, 16);

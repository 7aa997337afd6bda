import { addMonths, monthOf } from './months.ts';

/** As long a period of counts as one question may ask for. */
const SPAN_MONTHS = 60;
/** Orders stand on the day they are meant for. */
const MONTHS_AHEAD = 3;

/** The months of a span: the newest reaches a little into the future, each further one lies before the one before. */
export const spanMonths = (today: string, index: number): { from: string; to: string } => {
  const to = addMonths(monthOf(today), MONTHS_AHEAD - index * SPAN_MONTHS);
  return { from: addMonths(to, 1 - SPAN_MONTHS), to };
};

/** What is known without a gap, newest first: beyond a span that failed, or is on its way, nothing may be said to be known. */
export const unbroken = <T>(spans: readonly (T | undefined)[]): T[] => {
  const end = spans.findIndex((span) => span === undefined);
  return (end === -1 ? spans : spans.slice(0, end)).filter((span) => span !== undefined);
};

/** How many spans it takes to know about a month. */
export const spansDownTo = (today: string, month: string): number => {
  let spans = 1;
  while (month < spanMonths(today, spans - 1).from) spans += 1;
  return spans;
};

/** Months are `YYYY-MM`, days `YYYY-MM-DD`; both compare as text. */
export const monthOf = (day: string): string => day.slice(0, 7);

export const firstDayOf = (month: string): string => `${month}-01`;

export const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

const ordinal = (month: string): number => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return year * 12 + number - 1;
};

const monthAt = (value: number): string =>
  `${String(Math.floor(value / 12)).padStart(4, '0')}-${String((value % 12) + 1).padStart(2, '0')}`;

/** The month `count` months later; earlier when negative. */
export const addMonths = (month: string, count: number): string => monthAt(ordinal(month) + count);

/** How many months later `to` is. */
export const monthsApart = (span: { from: string; to: string }): number => ordinal(span.to) - ordinal(span.from);

/** Every month from one to another, both included; none where `to` is earlier. */
export const monthsWithin = ({ from, to }: { from: string; to: string }): string[] =>
  Array.from({ length: Math.max(0, monthsApart({ from, to }) + 1) }, (_, index) => monthAt(ordinal(from) + index));

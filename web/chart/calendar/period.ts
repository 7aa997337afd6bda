import { addDays, daysBetween } from '../../../layers/names/index.ts';
import { addMonths, firstDayOf, lastDayOf, monthOf, monthsApart } from '../record/months.ts';

/** How much of the record is in view: days as columns, or months where days would be too narrow to read. */
export const PERIODS = {
  fortnight: { unit: 'day', columns: 14, narrowest: 44 },
  month: { unit: 'day', columns: 31, narrowest: 30 },
  quarter: { unit: 'month', columns: 3, narrowest: 88 },
  year: { unit: 'month', columns: 12, narrowest: 60 },
} as const;
export type Period = keyof typeof PERIODS;
export type Unit = (typeof PERIODS)[Period]['unit'];

/** The strip of columns that can be scrolled through; a column is named by its day or month. */
export type Columns = {
  unit: Unit;
  count: number;
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  keyAt: (index: number) => string;
  /** The column a day stands in; the nearest one where it lies outside. */
  indexOfDay: (day: string) => number;
};

const within = (index: number, count: number): number => Math.min(Math.max(index, 0), count - 1);

/** Columns from a month's first day to another's last. */
export const columnsOf = (unit: Unit, { from, to }: { from: string; to: string }): Columns => {
  if (unit === 'month') {
    const first = monthOf(from);
    const count = monthsApart({ from: first, to: monthOf(to) }) + 1;
    return {
      unit,
      count,
      keyAt: (index) => addMonths(first, index),
      indexOfDay: (day) => within(monthsApart({ from: first, to: monthOf(day) }), count),
    };
  }
  const first = firstDayOf(monthOf(from));
  const count = daysBetween({ from: first, to: lastDayOf(monthOf(to)) }) + 1;
  return {
    unit,
    count,
    keyAt: (index) => addDays(first, index),
    indexOfDay: (day) => within(daysBetween({ from: first, to: day }), count),
  };
};

/** The last day of a column: what stays at the right edge when the period changes. */
export const lastDayOfColumn = ({ unit }: Pick<Columns, 'unit'>, key: string): string =>
  unit === 'month' ? lastDayOf(key) : key;

export type Widths = { perPage: number; columnPx: number; labelPx: number };

/**
 * Whole columns that fill the room beside the labels exactly: as many as the period has, fewer where they would be too narrow to be read and
 * touched. The few pixels that are left over widen the labels.
 */
export const widthsOf = (period: Period, { roomPx, labelPx }: { roomPx: number; labelPx: number }): Widths => {
  const { columns, narrowest } = PERIODS[period];
  const room = Math.max(roomPx - labelPx, narrowest);
  const perPage = Math.min(columns, Math.floor(room / narrowest));
  const columnPx = Math.floor(room / perPage);
  return { perPage, columnPx, labelPx: Math.max(labelPx, roomPx - perPage * columnPx) };
};

import type { Sentence } from '../../schemas/primitives.ts';

/** A measured number and the budget it stands beside (see README.md). */
export type Figure = { value: number; digits?: number; atMost?: number; atLeast?: number };
export type Cell = string | Figure;
export type Table = { title: Sentence; columns: string[]; rows: Cell[][]; notes?: string[] };

/** A section of the bench: measures, and gives its tables as soon as each is complete. */
export type Section = AsyncGenerator<Table, void>;

export const isOver = ({ value, atMost, atLeast }: Figure): boolean =>
  (atMost !== undefined && value > atMost) || (atLeast !== undefined && value < atLeast);

/** Every figure of a table that is over its budget, with the row's name and the column's. */
export const overIn = ({ title, columns, rows }: Table): string[] =>
  rows.flatMap((row) =>
    row.flatMap((cell, index) =>
      typeof cell !== 'string' && isOver(cell)
        ? [`${title.en}: ${String(row[0])}, ${columns[index] ?? ''} ${shown(cell)}`]
        : [],
    ),
  );

/** `618 (≤ 650)` */
export const shown = ({ value, digits = 0, atMost, atLeast }: Figure): string => {
  const text = (number: number): string =>
    number.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: digits });
  if (atMost !== undefined) return `${text(value)} (≤ ${text(atMost)})`;
  if (atLeast !== undefined) return `${text(value)} (≥ ${text(atLeast)})`;
  return text(value);
};

/** The value below which `share` (0-1) of the samples lie. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

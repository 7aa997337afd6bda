import { type Cell, isOver, shown, type Table } from './figures.ts';

const OVER = '▲';
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;
/** Columns that a text takes in a terminal. */
const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

const textOf = (cell: Cell): string =>
  typeof cell === 'string' ? cell : `${isOver(cell) ? `${OVER} ` : ''}${shown(cell)}`;

/** A table in plain text; figures to the right, and a mark where one is over its budget. */
export function printed({ title, columns, rows, notes = [] }: Table): string {
  const lines = [columns, ...rows.map((row) => row.map(textOf))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))));
  const right = columns.map((_, index) => rows.some((row) => typeof row[index] === 'object'));
  const body = lines.map((line) =>
    line
      .map((text, index) => {
        const space = ' '.repeat((widths[index] ?? 0) - widthOf(text));
        return right[index] ? `${space}${text}` : `${text}${space}`;
      })
      .join('  ')
      .trimEnd(),
  );
  return [`\n## ${title.ja} / ${title.en}`, ...body, ...notes.map((note) => `   ${note}`), ''].join('\n');
}

export const LEGEND = `${OVER} = 予算超過 / over budget`;

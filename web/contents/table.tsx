import type { ReactNode } from 'react';
import { cx } from '../ui/class-names.ts';

export type Column<T> = { heading: string; cell: (item: T) => ReactNode; className?: string };

type TableProps<T> = {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf?: (row: T, index: number) => string;
  /** Where there is no room for columns, each row stands by itself with its headings beside the cells. */
  isStacked?: boolean;
};

/** The roles stand for themselves: a browser takes them from a table that is laid out as blocks. */
const STACKED = {
  table: '@max-2xl:block',
  head: '@max-2xl:sr-only',
  body: '@max-2xl:block',
  row: '@max-2xl:flex @max-2xl:flex-col @max-2xl:gap-1 @max-2xl:py-3',
  cell: '@max-2xl:flex @max-2xl:gap-3 @max-2xl:py-0 @max-2xl:whitespace-normal @max-2xl:empty:hidden',
  label: 'hidden w-24 shrink-0 text-sm font-normal text-solid-gray-700 @max-2xl:block',
};

/** A table that scrolls sideways inside its own region, reachable by keyboard, where the screen is narrow. The first column names the row. */
export const Table = <T,>({ caption, columns, rows, keyOf, isStacked = false }: TableProps<T>) => {
  const stacked = (part: keyof typeof STACKED): string | false => isStacked && STACKED[part];
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="@container overflow-x-auto">
      <table role="table" className={cx('w-full border-collapse text-left', stacked('table'))}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className={cx(stacked('head'))}>
          <tr role="row" className="border-b-2 border-solid-gray-420">
            {columns.map(({ heading }) => (
              <th
                key={heading}
                role="columnheader"
                scope="col"
                className="px-2 py-1 text-sm font-bold whitespace-nowrap"
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={cx(stacked('body'))}>
          {rows.map((row, index) => (
            <tr
              key={keyOf?.(row, index) ?? index}
              role="row"
              className={cx('border-b border-solid-gray-200 align-top', stacked('row'))}
            >
              {columns.map((column, place) => (
                <Cell key={column.heading} column={column} row={row} isFirst={place === 0} isStacked={isStacked} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

type CellProps<T> = { column: Column<T>; row: T; isFirst: boolean; isStacked: boolean };

const Cell = <T,>({ column: { heading, cell, className }, row, isFirst, isStacked }: CellProps<T>) => {
  const content = cell(row);
  const isEmpty = content === undefined || content === '';
  const classes = cx('px-2 py-2', isFirst && 'font-bold', className, isStacked && STACKED.cell);
  const shown = isStacked && !isEmpty ? <Labelled heading={heading}>{content}</Labelled> : content;
  return isFirst ? (
    <th role="rowheader" scope="row" className={classes}>
      {shown}
    </th>
  ) : (
    <td role="cell" className={classes}>
      {shown}
    </td>
  );
};

/** The column's heading is read out by the table itself. */
const Labelled = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <>
    <span aria-hidden="true" className={STACKED.label}>
      {heading}
    </span>
    <div className="min-w-0 break-words">{children}</div>
  </>
);

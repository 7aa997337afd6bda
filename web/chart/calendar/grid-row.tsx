import { memo, type ReactNode } from 'react';
import type { CalendarRow } from '../../../schemas/content-types.ts';
import { DayCell, MonthCellView } from './grid-cell.tsx';
import type { GridCells } from './grid-cells.ts';
import type { Unit } from './period.ts';
import type { Strip } from './use-strip.ts';

type GridRowProps = {
  row: CalendarRow;
  rowIndex: number;
  label: string;
  strip: Strip;
  unit: Unit;
  cells: GridCells;
  heightPx: number;
  /** The column in focus where it is in this row. */
  activeColumn: number | undefined;
  /** What else there is to say of a day in this row. */
  noteOn?: (day: string) => string | undefined;
  children: ReactNode;
};

export const GridRow = ({
  row,
  rowIndex,
  label,
  strip,
  unit,
  cells,
  heightPx,
  activeColumn,
  noteOn,
  children,
}: GridRowProps) => (
  <div
    role="row"
    aria-rowindex={rowIndex + 1}
    className="relative border-b border-solid-gray-200 last:border-b-0"
    style={{ height: heightPx }}
  >
    <RowLabel label={label} widthPx={strip.labelPx} />
    {strip.drawn.map(({ index, key, left }) => {
      const place = { rowIndex, column: index, left, widthPx: strip.columnPx, isActive: index === activeColumn };
      return unit === 'day' ? (
        <DayCell key={key} cell={cells.at(key)?.get(row)} note={noteOn?.(key)} {...place} />
      ) : (
        <MonthCellView key={key} month={key} label={label} cell={cells.ofMonth(key)?.get(row)} {...place} />
      );
    })}
    {children}
  </div>
);

const RowLabel = memo(({ label, widthPx }: { label: string; widthPx: number }) => (
  <div
    role="rowheader"
    aria-colindex={1}
    className="sticky left-0 z-[5] flex h-full items-center border-r border-solid-gray-300 bg-white px-2 text-xs leading-tight font-bold lg:text-sm"
    style={{ width: widthPx }}
  >
    {label}
  </div>
));

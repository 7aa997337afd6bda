import { type Ref, useMemo } from 'react';
import { CALENDAR_ROWS, type CalendarRow } from '../../../schemas/content-types.ts';
import { useSay } from '../../text/texts.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import type { Stays } from '../record/use-stays.ts';
import type { Filter } from './cells.ts';
import { useCells } from './grid-cells.ts';
import { GridGround } from './grid-ground.tsx';
import { GridHeadings } from './grid-headings.tsx';
import { GridRow } from './grid-row.tsx';
import { GridWordsContext, useGridWordsOf } from './grid-words.ts';
import type { Columns } from './period.ts';
import { BAND_PX, lanesInView, StayBands, useStaysOn } from './stay-bands.tsx';
import { type GridHandle, useGridMoves } from './use-grid-moves.ts';
import type { Strip } from './use-strip.ts';

type GridProps = {
  handle: Ref<GridHandle>;
  record: ChartRecord;
  rows: readonly CalendarRow[];
  columns: Columns;
  strip: Strip;
  stays: Stays;
  filter: Filter;
  today: string;
  activeDay: string;
  /** Days in view. */
  shown: { from: string; to: string };
  onActive: (day: string) => void;
  onOpenMonth: (month: string) => void;
};

const HEADING_PX = 56;
const ROW_PX = 44;
/** A row that is empty as far as is known takes less room. */
const EMPTY_ROW_PX = 28;

/** The calendar's grid (WAI-ARIA "grid"): one cell is in the order of keys, arrows move, Enter opens. Only columns in view are drawn. */
export const Grid = ({
  handle,
  record,
  rows,
  columns,
  strip,
  stays,
  filter,
  today,
  activeDay,
  shown,
  onActive,
  onOpenMonth,
}: GridProps) => {
  const words = useGridWordsOf();
  const say = useSay();
  const cells = useCells(record, { filter, unit: columns.unit });
  const staysOn = useStaysOn(stays, today);
  const lanes = columns.unit === 'day' && rows.includes('encounter') ? lanesInView(stays, shown) : 0;
  const options = { handle, rows, columns, strip, cells, staysOn, activeDay, onActive, onOpenMonth };
  const { root, active, onKeyDown, onClick } = useGridMoves(options);
  const heights = useMemo(
    () => rows.map((row) => (cells.used.has(row) || (row === 'encounter' && lanes > 0) ? ROW_PX : EMPTY_ROW_PX)),
    [rows, cells.used, lanes],
  );
  return (
    <div
      ref={strip.scrollerRef}
      onScroll={strip.onScroll}
      className="card relative max-h-[max(20rem,calc(100dvh-var(--chart-top)-4.5rem))] overflow-auto overscroll-x-contain rounded-8"
      style={{ scrollPaddingTop: HEADING_PX, scrollPaddingLeft: strip.labelPx }}
    >
      <div
        ref={root}
        role="grid"
        aria-label={words.t('grid')}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.count + 1}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="relative text-sm"
        style={{ width: strip.totalPx }}
      >
        <GridWordsContext value={words}>
          <GridHeadings columns={columns} strip={strip} today={today} active={active} />
          <GridGround columns={columns} strip={strip} today={today} record={record} activeColumn={active.column} />
          {rows.map((row, index) => (
            <GridRow
              key={row}
              row={row}
              rowIndex={index + 1}
              label={say(CALENDAR_ROWS[row])}
              strip={strip}
              unit={columns.unit}
              cells={cells}
              heightPx={(heights[index] ?? ROW_PX) + (row === 'encounter' ? lanes * BAND_PX : 0)}
              activeColumn={active.row === index + 1 ? active.column : undefined}
              {...(row === 'encounter' && { noteOn: staysOn })}
            >
              {row === 'encounter' && lanes > 0 && (
                <StayBands stays={stays} columns={columns} strip={strip} today={today} />
              )}
            </GridRow>
          ))}
        </GridWordsContext>
      </div>
    </div>
  );
};

import { useMemo, useRef } from 'react';
import { CALENDAR_ROWS, type CalendarRow } from '../../../schemas/content-types.ts';
import type { TimelineEntry } from '../../../schemas/document.ts';
import type { ChartRecord, MonthCounts } from '../record/chart-record.ts';
import { monthOf } from '../record/months.ts';
import { type Cell, type CellIndex, cellsOf, type Filter, isShown } from './cells.ts';
import type { Unit } from './period.ts';

/** What a month's cell shows: how many, by facility. */
export type MonthCell = { count: number; piles: readonly { facilityId: string; count: number }[] };
export type GridCells = {
  at: (day: string) => ReadonlyMap<CalendarRow, Cell> | undefined;
  ofMonth: (month: string) => ReadonlyMap<CalendarRow, MonthCell> | undefined;
  /** Rows in which anything is known, in any month. */
  used: ReadonlySet<CalendarRow>;
};

const ROWS = Object.keys(CALENDAR_ROWS) as CalendarRow[];

/** Counts by month and row under a filter, facilities in the legend's order. */
export const monthCellsOf = (
  months: readonly MonthCounts[],
  { filter, order }: { filter: Filter; order: readonly string[] },
): ReadonlyMap<string, ReadonlyMap<CalendarRow, MonthCell>> => {
  const place = (id: string): number => order.indexOf(id);
  const cells = new Map<string, Map<CalendarRow, MonthCell>>();
  for (const { month, facilityId, counts } of months.toSorted((a, b) => place(a.facilityId) - place(b.facilityId))) {
    const rows = cells.get(month) ?? new Map<CalendarRow, MonthCell>();
    for (const row of ROWS) {
      const count = counts[row] ?? 0;
      if (count === 0 || !isShown(filter, { facilityId, row })) continue;
      const before = rows.get(row) ?? { count: 0, piles: [] };
      rows.set(row, { count: before.count + count, piles: [...before.piles, { facilityId, count }] });
    }
    cells.set(month, rows);
  }
  return cells;
};

/** The cells of whatever has come. A month is sorted into cells when it is first drawn, and again only when it or the filter changes. */
export const useCells = (record: ChartRecord, { filter, unit }: { filter: Filter; unit: Unit }): GridCells => {
  const { facilities, months, entriesOf } = record;
  const order = facilities.map(({ facilityId }) => facilityId).join();
  const sorted = useRef<{ key: unknown; index: WeakMap<readonly TimelineEntry[], CellIndex> }>(undefined);
  const by = useMemo(() => ({ filter, order: order.split(',') }), [filter, order]);
  const byMonth = useMemo(() => (unit === 'month' ? monthCellsOf(months, by) : undefined), [unit, months, by]);
  const used = useMemo(() => {
    const counted = months.flatMap(({ counts }) => Object.keys(counts) as CalendarRow[]);
    return new Set(counted);
  }, [months]);
  return useMemo(() => {
    if (sorted.current?.key !== by) sorted.current = { key: by, index: new WeakMap() };
    const { index } = sorted.current;
    return {
      at: (day) => {
        const entries = entriesOf(monthOf(day))?.entries;
        if (!entries) return undefined;
        const known = index.get(entries) ?? cellsOf(entries, by);
        index.set(entries, known);
        return known.get(day);
      },
      ofMonth: (month) => byMonth?.get(month),
      used,
    };
  }, [entriesOf, by, byMonth, used]);
};

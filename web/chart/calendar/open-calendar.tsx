import { useEffect, useMemo, useRef, useState } from 'react';
import { CALENDAR_ROWS, type CalendarRow } from '../../../schemas/content-types.ts';
import type { Look } from '../../contents/look.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import { firstDayOf, lastDayOf, monthOf, monthsWithin } from '../record/months.ts';
import { useStays } from '../record/use-stays.ts';
import { useIsWide } from '../use-size.ts';
import { type Filter, NO_FILTER } from './cells.ts';
import { Emptiness } from './emptiness.tsx';
import { Grid } from './grid.tsx';
import { Loading, LoadingFaults, StaysFault } from './loading.tsx';
import { type Columns, columnsOf, lastDayOfColumn, PERIODS, type Period } from './period.ts';
import { RowFilter } from './row-filter.tsx';
import { type Direction, seekDay } from './seek.ts';
import { Toolbar } from './toolbar.tsx';
import type { GridHandle } from './use-grid-moves.ts';
import { useReach } from './use-reach.ts';
import { useStrip } from './use-strip.ts';

export const ROWS = Object.keys(CALENDAR_ROWS) as CalendarRow[];
/** A strip that is being scrolled through asks for nothing. */
const SETTLED_MS = 120;
const LABEL_PX = { wide: 132, narrow: 88 };
const NO_MONTHS: readonly string[] = [];

type OpenProps = {
  look: Look;
  record: ChartRecord;
  today: string;
  openingDay: string;
  filter: Filter;
  onFilter: (filter: Filter) => void;
};

/** The calendar from the day on where it opens: what is in view, where the focus is, and how one gets elsewhere. */
export const OpenCalendar = ({ look, record, today, openingDay, filter, onFilter }: OpenProps) => {
  const [period, setPeriod] = useState<Period>('fortnight');
  const [activeDay, setActiveDay] = useState(openingDay);
  const grid = useRef<GridHandle>(null);
  const { reach, extendTo } = useReach(record, today);
  const columns = useMemo(() => columnsOf(PERIODS[period].unit, reach), [period, reach]);
  const labelPx = useIsWide() ? LABEL_PX.wide : LABEL_PX.narrow;
  const strip = useStrip({ columns, period, labelPx, openingDay, active: columns.indexOfDay(activeDay) });
  const shown = daysOf(columns, strip);
  const months = useMonths(shown);
  const dayMonths = columns.unit === 'day' ? months : NO_MONTHS;
  useWanted(record, dayMonths);
  const stays = useStays(look, useSettled(months), today);

  const goTo = (day: string, align: 'center' | 'end' = 'center'): void => {
    extendTo(day);
    setActiveDay(day);
    strip.showDay(day, align);
  };
  const isInView = (day: string): boolean => shown.from <= day && day <= shown.to;
  const seek = async (direction: Direction): Promise<boolean> => {
    // From where the reader is: the day in focus, or the edge of what was scrolled to.
    const edge = direction === 'earlier' ? shown.from : shown.to;
    const day = await seekDay(record, { day: isInView(activeDay) ? activeDay : edge, direction, filter });
    if (day === undefined) return false;
    if (isInView(day)) setActiveDay(day);
    else goTo(day);
    return true;
  };
  const step = (direction: Direction): void => {
    const index = direction === 'earlier' ? strip.last - strip.perPage : strip.last + strip.perPage;
    goTo(lastDayOfColumn(columns, columns.keyAt(Math.min(Math.max(index, 0), columns.count - 1))), 'end');
  };
  const rows = ROWS.filter((row) => !filter.rows.has(row));
  return (
    <>
      <Toolbar
        period={period}
        onPeriod={setPeriod}
        shown={shown}
        today={today}
        knownFrom={record.known.from}
        onJump={(day) => {
          if (day < record.known.from) record.askEarlier?.(monthOf(day));
          goTo(day);
        }}
        onToday={() => goTo(today, 'end')}
        onStep={step}
        onSeek={seek}
        rows={<RowFilter filter={filter} onFilter={onFilter} />}
        status={<Loading record={record} months={dayMonths} shown={shown} filter={filter} />}
      />
      <LoadingFaults record={record} months={dayMonths} />
      <StaysFault error={stays.error} />
      <Grid
        handle={grid}
        {...{ record, rows, columns, strip, stays, filter, today, activeDay, shown }}
        onActive={setActiveDay}
        onOpenMonth={(month) => {
          setPeriod('month');
          setActiveDay(firstDayOf(month));
          strip.showDay(lastDayOf(month), 'end');
          grid.current?.focusSoon();
        }}
      />
      <Emptiness
        {...{ record, filter, shown }}
        isDays={columns.unit === 'day'}
        isAtStart={strip.first === 0}
        onSeek={seek}
        onClear={() => onFilter(NO_FILTER)}
      />
    </>
  );
};

export type ShownDays = { from: string; to: string };

/** The days in view, both included. */
const daysOf = (columns: Columns, { first, last }: { first: number; last: number }): ShownDays => {
  const from = columns.keyAt(first);
  return {
    from: columns.unit === 'month' ? firstDayOf(from) : from,
    to: lastDayOfColumn(columns, columns.keyAt(last)),
  };
};

const useMonths = ({ from, to }: ShownDays): readonly string[] => {
  const [first, last] = [monthOf(from), monthOf(to)];
  return useMemo(() => monthsWithin({ from: first, to: last }), [first, last]);
};

/** Asks for the months in view, once the strip has come to rest. */
const useWanted = ({ want }: Pick<ChartRecord, 'want'>, months: readonly string[]): void => {
  useEffect(() => {
    const timer = setTimeout(() => want(months), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [want, months]);
};

/** The months in view since the strip came to rest; none at first, so that the entries come before everything else. */
const useSettled = (months: readonly string[]): readonly string[] => {
  const [settled, setSettled] = useState(NO_MONTHS);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(months), 2 * SETTLED_MS);
    return () => clearTimeout(timer);
  }, [months]);
  return settled;
};

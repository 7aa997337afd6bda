import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefCallback, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { addDays } from '../../../layers/names/index.ts';
import { addMonths, lastDayOf, monthOf } from '../record/months.ts';
import { type Columns, lastDayOfColumn, type Period, widthsOf } from './period.ts';

export type Align = 'end' | 'center' | 'auto';
export type DrawnColumn = { index: number; key: string; left: number };
export type Strip = {
  scrollerRef: RefCallback<HTMLDivElement>;
  onScroll: () => void;
  /** Columns to draw, the one with the focus always among them. */
  drawn: readonly DrawnColumn[];
  /** Columns really in view. */
  first: number;
  last: number;
  perPage: number;
  columnPx: number;
  labelPx: number;
  totalPx: number;
  /** Brings a day into view: its column at the right edge, in the middle, or just so far as needed. */
  showDay: (day: string, align: Align) => void;
};

type StripOptions = { columns: Columns; period: Period; labelPx: number; active: number; openingDay: string };

/**
 * A strip of columns that scrolls across years, of which only those in view are drawn. The day at the right edge stays there when the period or the
 * width changes, or when other columns come to be known.
 */
export const useStrip = ({ columns, period, labelPx: leastLabelPx, active, openingDay }: StripOptions): Strip => {
  const scroller = useRef<HTMLDivElement>(null);
  const [roomPx, setRoomPx] = useState(0);
  const edge = useRef(openingDay);
  const { perPage, columnPx, labelPx } = widthsOf(period, { roomPx, labelPx: leastLabelPx });
  const clamp = (index: number): number => Math.min(Math.max(index, 0), columns.count - 1);

  const virtual = useVirtualizer<HTMLDivElement, Element>({
    horizontal: true,
    count: columns.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnPx,
    paddingStart: labelPx,
    overscan: 4,
    useFlushSync: false,
    rangeExtractor: ({ startIndex, endIndex, overscan }) => {
      const [from, to] = [clamp(startIndex - overscan), clamp(endIndex + overscan)];
      const within = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      return active < from ? [active, ...within] : active > to ? [...within, active] : within;
    },
  });

  useLayoutEffect(() => {
    virtual.measure();
    const element = scroller.current;
    if (element) element.scrollLeft = endOffset(columns.indexOfDay(edge.current), { columnPx, labelPx, roomPx });
  }, [virtual, columns, columnPx, labelPx, roomPx]);

  const offset = virtual.scrollOffset ?? 0;
  return {
    scrollerRef: useObservedScroller(scroller, setRoomPx),
    onScroll: () => {
      const element = scroller.current;
      // While the width changes the browser scrolls, too, before the columns have their new size: that is nobody's choice of days.
      if (!element || element.clientWidth === 0 || element.clientWidth !== roomPx) return;
      const right = Math.round((element.scrollLeft + element.clientWidth - labelPx) / columnPx) - 1;
      edge.current = lastDayOfColumn(columns, columns.keyAt(clamp(right)));
    },
    drawn: virtual.getVirtualItems().map(({ index, start }) => ({ index, key: columns.keyAt(index), left: start })),
    first: clamp(Math.round(offset / columnPx)),
    last: clamp(Math.round((offset + roomPx - labelPx) / columnPx) - 1),
    perPage,
    columnPx,
    labelPx,
    totalPx: labelPx + columns.count * columnPx,
    showDay: (day, align) => {
      const element = scroller.current;
      if (!element) return;
      const [index, left] = [columns.indexOfDay(day), element.scrollLeft];
      if (align === 'auto') {
        const right = endOffset(index, { columnPx, labelPx, roomPx });
        if (index * columnPx < left) element.scrollLeft = index * columnPx;
        else if (right > left) element.scrollLeft = right;
        return;
      }
      // The strip may have to grow first: the edge is kept, and the strip comes to it then.
      edge.current = align === 'end' ? day : daysOn(columns, day, Math.floor(perPage / 2));
      element.scrollLeft = endOffset(columns.indexOfDay(edge.current), { columnPx, labelPx, roomPx });
    },
  };
};

/** The last day of the column so many columns later, whether or not the strip has it. */
const daysOn = ({ unit }: Columns, day: string, count: number): string =>
  unit === 'day' ? addDays(day, count) : lastDayOf(addMonths(monthOf(day), count));

type Sizes = { columnPx: number; labelPx: number; roomPx: number };

/** Where the strip must stand for a column to be the last in view; the labels cover the strip's left. */
const endOffset = (index: number, { columnPx, labelPx, roomPx }: Sizes): number =>
  (index + 1) * columnPx - (roomPx - labelPx);

const useObservedScroller = (
  scroller: { current: HTMLDivElement | null },
  setRoomPx: (px: number) => void,
): RefCallback<HTMLDivElement> =>
  useCallback(
    (element) => {
      scroller.current = element;
      if (!element) return undefined;
      setRoomPx(element.clientWidth);
      const observer = new ResizeObserver(() => element.clientWidth > 0 && setRoomPx(element.clientWidth));
      observer.observe(element);
      return () => observer.disconnect();
    },
    [scroller, setRoomPx],
  );

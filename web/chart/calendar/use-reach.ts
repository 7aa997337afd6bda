import { useMemo, useState } from 'react';
import type { ChartRecord } from '../record/chart-record.ts';
import { addMonths, firstDayOf, monthOf } from '../record/months.ts';

export type Reach = { reach: { from: string; to: string }; extendTo: (day: string) => void };

/** How far the strip goes: from the first month with contents to the last, today's among them, and to whatever was jumped to. */
export const useReach = (record: Pick<ChartRecord, 'months'>, today: string): Reach => {
  const [jumped, setJumped] = useState<readonly string[]>([]);
  const months = [...record.months.map(({ month }) => month), monthOf(today), ...jumped].toSorted();
  const [from, to] = [months[0] ?? monthOf(today), months.at(-1) ?? monthOf(today)];
  const reach = useMemo(() => ({ from: firstDayOf(from), to: firstDayOf(to) }), [from, to]);
  const extendTo = (day: string): void => {
    // With neighbours, so that the day can stand in the middle.
    const [before, after] = [addMonths(monthOf(day), -1), addMonths(monthOf(day), 1)];
    if (before < from || monthOf(day) > to) setJumped((known) => [...known, before, after]);
  };
  return { reach, extendTo };
};

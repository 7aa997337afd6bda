import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../../layers/names/index.ts';
import { columnsOf, lastDayOfColumn, PERIODS, type Period, widthsOf } from '../../../../web/chart/calendar/period.ts';

describe('columns', () => {
  const days = columnsOf('day', { from: '2026-10-20', to: '2026-11-23' });
  const months = columnsOf('month', { from: '2025-12-20', to: '2026-11-01' });

  test('of days go from the first day of the first month to the last day of the last', () => {
    expect([days.count, days.keyAt(0), days.keyAt(days.count - 1)]).toEqual([61, '2026-10-01', '2026-11-30']);
  });

  test('of months are one for each month', () => {
    expect([months.count, months.keyAt(0), months.keyAt(11)]).toEqual([12, '2025-12', '2026-11']);
  });

  test('find the column of a day, and the nearest one where the strip does not reach', () => {
    expect(days.keyAt(days.indexOfDay('2026-11-23'))).toBe('2026-11-23');
    expect(days.indexOfDay('2020-01-01')).toBe(0);
    expect(days.indexOfDay('2030-01-01')).toBe(60);
    expect(months.keyAt(months.indexOfDay('2026-02-28'))).toBe('2026-02');
  });

  test('lead from every column back to itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), (index) => {
        const strip = columnsOf('day', { from: '2020-02-01', to: addDays('2020-02-01', 2100) });
        return strip.indexOfDay(strip.keyAt(index)) === index;
      }),
    );
  });

  test('end with a day: a month with its last', () => {
    expect(lastDayOfColumn(months, '2026-02')).toBe('2026-02-28');
    expect(lastDayOfColumn(days, '2026-02-03')).toBe('2026-02-03');
  });
});

describe('widths', () => {
  test('a ward PC shows the whole period', () => {
    for (const period of Object.keys(PERIODS) as Period[])
      expect(widthsOf(period, { roomPx: 1246, labelPx: 132 }).perPage).toBe(PERIODS[period].columns);
  });

  test('a phone shows as many columns as can be touched', () => {
    const { perPage, columnPx } = widthsOf('fortnight', { roomPx: 356, labelPx: 88 });
    expect(perPage).toBe(6);
    expect(columnPx).toBeGreaterThanOrEqual(44);
  });

  test('labels and whole columns fill the room exactly, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(PERIODS) as Period[])),
        fc.integer({ min: 220, max: 4000 }),
        (period, roomPx) => {
          const { perPage, columnPx, labelPx } = widthsOf(period, { roomPx, labelPx: 88 });
          return perPage >= 1 && columnPx >= PERIODS[period].narrowest && labelPx + perPage * columnPx === roomPx;
        },
      ),
    );
  });

  test('a calendar that is not laid out yet has one column', () => {
    expect(widthsOf('month', { roomPx: 0, labelPx: 132 })).toEqual({ perPage: 1, columnPx: 30, labelPx: 132 });
  });
});

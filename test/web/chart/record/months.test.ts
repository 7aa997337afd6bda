import { describe, expect, test } from '@jest/globals';
import { addMonths, lastDayOf, monthsApart, monthsWithin } from '../../../../web/chart/record/months.ts';
import { spanMonths, spansDownTo } from '../../../../web/chart/record/spans.ts';

describe('months', () => {
  test('know their last day, in leap years too', () => {
    expect(['2024-02', '2023-02', '2100-02', '2026-12'].map(lastDayOf)).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2100-02-28',
      '2026-12-31',
    ]);
  });

  test('are counted across years in both directions', () => {
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-01', -25)).toBe('2023-12');
    expect(monthsApart({ from: '2025-12', to: '2026-11' })).toBe(11);
  });

  test('within two are listed with both ends, none where the end is earlier', () => {
    expect(monthsWithin({ from: '2025-11', to: '2026-02' })).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsWithin({ from: '2026-02', to: '2026-02' })).toEqual(['2026-02']);
    expect(monthsWithin({ from: '2026-03', to: '2026-02' })).toEqual([]);
  });
});

describe('spans of counts', () => {
  test('reach three months ahead, are five years long, and follow one another without a gap', () => {
    const newest = spanMonths('2026-11-23', 0);
    const older = spanMonths('2026-11-23', 1);
    expect(newest).toEqual({ from: '2022-03', to: '2027-02' });
    expect(older.to).toBe(addMonths(newest.from, -1));
    expect(monthsApart(older)).toBe(59);
  });

  test('are as many as it takes to know about a month', () => {
    expect(spansDownTo('2026-11-23', '2022-03')).toBe(1);
    expect(spansDownTo('2026-11-23', '2022-02')).toBe(2);
    expect(spansDownTo('2026-11-23', '2000-01')).toBe(6);
  });
});

import { describe, expect, it } from '@jest/globals';
import { resultTable } from '../../../web/laboratory/result-table.ts';
import { trendOf } from '../../../web/laboratory/trend.ts';
import { hba1c, laboratory } from './results.ts';

const trend = (...documents: Parameters<typeof resultTable>[0]) => {
  const [row] = resultTable(documents).rows;
  if (!row) throw new Error('no row');
  return trendOf(row);
};

describe('a trend', () => {
  it('has one line a facility, oldest first', () => {
    const { series } = trend(
      laboratory({ day: '2026-11-10' }, hba1c('7.2')),
      laboratory({ day: '2026-11-01', facility: 'test-hospital' }, hba1c('7.4')),
      laboratory({ day: '2026-10-01' }, hba1c('7.6')),
    );
    expect(series.map(({ facilityId, points }) => [facilityId, points.map(({ value }) => value)])).toEqual([
      ['ty-hospital', [7.6, 7.2]],
      ['test-hospital', [7.4]],
    ]);
  });

  it('places a day without a time at noon in Japan, and a time where it was', () => {
    const { series } = trend(
      laboratory({ day: '2026-11-10' }, hba1c('7.2')),
      laboratory({ day: '2026-11-10' }, hba1c('7.3', { observedAt: '2026-11-10T00:30' })),
    );
    expect(series[0]?.points.map(({ at }) => new Date(at * 1000).toISOString())).toEqual([
      '2026-11-09T15:30:00.000Z',
      '2026-11-10T03:00:00.000Z',
    ]);
  });

  it('draws two results of one minute, a second apart', () => {
    const { series } = trend(laboratory({ day: '2026-11-10' }, hba1c('7.2'), hba1c('7.3')));
    const [one, other] = series[0]?.points ?? [];
    expect((other?.at ?? 0) - (one?.at ?? 0)).toBe(1);
  });

  it.each([
    { text: '１２．３', numeric: false },
    { text: '(+)', numeric: false },
    { text: '12.3', numeric: false },
    { text: '12.3 再検', numeric: true },
    { text: '', numeric: true },
  ])('never reads $text (numeric: $numeric) as a number', (value) => {
    const { series, leftOut } = trend(laboratory({ day: '2026-11-10' }, hba1c('7.2', { value })));
    expect([series, leftOut]).toEqual([[], 1]);
  });

  it('draws a bound as open', () => {
    const value = { text: '0.1', numeric: true, comparator: '<' as const };
    const { series } = trend(laboratory({ day: '2026-11-10' }, hba1c('', { value })));
    expect(series[0]?.points).toMatchObject([{ value: 0.1, isBound: true }]);
  });

  it.each(['W', 'D', 'X'])('leaves out what its source took back (%s)', (status) => {
    const taken = trend(laboratory({ day: '2026-11-10' }, hba1c('7.2', { status })));
    expect(taken).toMatchObject({ series: [], leftOut: 1 });
  });

  it('has a band only where every point has the same range', () => {
    const other = hba1c('7.4', { referenceRange: '4.6-6.2' });
    expect(trend(laboratory({ day: '2026-11-10' }, hba1c('7.2'))).band).toMatchObject({
      state: 'equal',
      low: 4.9,
      high: 6,
    });
    expect(trend(laboratory({ day: '2026-11-10' }, hba1c('7.2'), other)).band).toEqual({ state: 'differs' });
    const { referenceRange, ...without } = hba1c('7.2');
    expect(referenceRange).toBeDefined();
    expect(trend(laboratory({ day: '2026-11-10' }, without)).band).toEqual({ state: 'none' });
    expect(trend(laboratory({ day: '2026-11-10' }, hba1c('7.2'), without)).band).toEqual({ state: 'differs' });
    const words = hba1c('7.2', { referenceRange: '男 4.35-5.55 女 3.86-4.92' });
    expect(trend(laboratory({ day: '2026-11-10' }, words)).band).toEqual({ state: 'unreadable' });
  });
});

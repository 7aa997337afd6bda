import { describe, expect, it } from '@jest/globals';
import { barsOf, placeOf, ticksOf } from '../../../web/medication/bar-layout.ts';
import { suppliesOf } from '../../../web/medication/supplies.ts';
import { amlodipine, prescription } from './prescribed.ts';

const view = { from: '2026-11-01', to: '2026-11-10' };
const order = ['ty-hospital', 'test-hospital'];
const bars = (...documents: Parameters<typeof suppliesOf>[0]) => barsOf(suppliesOf(documents), { view, order });
const days = (day: string, count: number, facility = 'ty-hospital') =>
  prescription({ day, facility }, { drug: amlodipine, days: count });

describe('bars in their days', () => {
  it('lie where their days lie', () => {
    const [bar] = bars(days('2026-11-03', 2)).bars;
    expect(bar).toMatchObject({ left: 20, width: 20, lane: 0, isCutLeft: false, isCutRight: false });
    expect(placeOf('2026-11-06', view)).toBe(50);
  });

  it('are cut where the days shown end, and left out beyond', () => {
    const cut = bars(days('2026-10-01', 100)).bars;
    expect(cut).toMatchObject([{ left: 0, width: 100, isCutLeft: true, isCutRight: true }]);
    expect(bars(days('2026-10-01', 31), days('2026-11-11', 5)).bars).toEqual([]);
    expect(bars(days('2026-10-01', 32)).bars).toMatchObject([{ left: 0, width: 10 }]);
  });

  it('follow each other in one lane, go a lane down where they overlap, and never share a lane between facilities', () => {
    const laid = bars(
      days('2026-11-09', 1, 'test-hospital'),
      days('2026-11-05', 2),
      days('2026-11-04', 2),
      days('2026-11-01', 3),
    );
    expect(laid.lanes).toBe(3);
    expect(laid.bars.map(({ supply, lane }) => [supply.from, lane])).toEqual([
      ['2026-11-01', 0],
      ['2026-11-04', 0],
      ['2026-11-05', 1],
      ['2026-11-09', 2],
    ]);
  });

  it('give a supply of unknown length its first day', () => {
    const laid = bars(prescription({ day: '2026-11-05' }, { drug: amlodipine, times: 5 }));
    expect(laid.bars).toMatchObject([{ left: 40, width: 10 }]);
  });
});

describe('lines between the days', () => {
  it('stand at the first of each month', () => {
    expect(ticksOf({ from: '2026-10-31', to: '2027-01-01' })).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
  });

  it('stand a week apart where little is shown', () => {
    expect(ticksOf({ from: '2026-11-01', to: '2026-11-15' })).toEqual(['2026-11-01', '2026-11-08', '2026-11-15']);
  });
});

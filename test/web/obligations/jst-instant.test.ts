import { expect, it } from '@jest/globals';
import { instantOf, jstMomentOf } from '../../../web/obligations/jst-instant.ts';

it.each([
  ['2026-11-22T14:59:59.999Z', { date: '2026-11-22', time: '23:59' }, '2026-11-22T14:59:00.000Z'],
  ['2026-11-22T15:00:00.000Z', { date: '2026-11-23', time: '00:00' }, '2026-11-22T15:00:00.000Z'],
  ['2026-12-31T15:30:10.000Z', { date: '2027-01-01', time: '00:30' }, '2026-12-31T15:30:00.000Z'],
])('%s is shown in Japan’s time, and never read back as a later moment', (instant, moment, back) => {
  expect(jstMomentOf(instant)).toEqual(moment);
  expect(instantOf(moment)).toBe(back);
});

it.each([
  { date: '', time: '03:24' },
  { date: '2026-11-23', time: '' },
  { date: '2026-02-30x', time: '03:24' },
  { date: '2026-11-23', time: '25:00' },
])('%j is no moment', (moment) => {
  expect(instantOf(moment)).toBeUndefined();
});

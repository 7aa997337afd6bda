import { expect, it } from '@jest/globals';
import { msBetween, spanOf } from '../../../web/emergency/duration.ts';

const HOUR_MS = 3_600_000;

it.each<[number, ReturnType<typeof spanOf>]>([
  [96 * HOUR_MS - 1, { unit: 'daysHours', values: { days: 3, hours: 23 } }],
  [24 * HOUR_MS, { unit: 'daysHours', values: { days: 1, hours: 0 } }],
  [24 * HOUR_MS - 1, { unit: 'hoursMinutes', values: { hours: 23, minutes: 59 } }],
  [HOUR_MS - 1, { unit: 'minutes', values: { minutes: 59 } }],
  [0, { unit: 'minutes', values: { minutes: 0 } }],
  [-25 * HOUR_MS, { unit: 'daysHours', values: { days: 1, hours: 1 } }],
])('%d ms', (ms, span) => {
  expect(spanOf(ms)).toEqual(span);
});

it('counts backwards below zero', () => {
  expect(msBetween('2026-11-22T19:00:00.000Z', '2026-11-22T18:59:00.000Z')).toBe(-60_000);
});

import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type * as Dates from '../../../web/text/dates.ts';

let dates: typeof Dates;

// The language is the browser's business; days are counted without one.
beforeAll(async () => {
  Object.assign(globalThis, { localStorage: { getItem: () => undefined } });
  dates = await import('../../../web/text/dates.ts');
});

afterEach(() => void jest.useRealTimers());

describe('age', () => {
  it.each([
    ['1939-01-15', '2026-01-14', 86],
    ['1939-01-15', '2026-01-15', 87],
    ['1944-02-29', '2026-02-28', 81],
    ['1944-02-29', '2026-03-01', 82],
    ['1944-02-29', '2028-02-29', 84],
    ['2026-11-22', '2026-11-22', 0],
    ['2025-12-31', '2026-01-01', 0],
  ])('of one born on %s is, on %s, %i', (birth, day, age) => expect(dates.ageOn(birth, day)).toBe(age));
});

describe('today', () => {
  it.each([
    ['2026-11-22T14:59:59.999Z', '2026-11-22'],
    ['2026-11-22T15:00:00.000Z', '2026-11-23'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01'],
  ])('at %s is %s in Japan', (now, day) => {
    jest.useFakeTimers({ now: new Date(now) });
    expect(dates.todayJst()).toBe(day);
  });
});

it('a day before the eras has no wareki, the last day of one era is not the first of the next', () => {
  expect(dates.warekiOf('2019-04-30')).toBe('平成31年4月30日');
  expect(dates.warekiOf('2019-05-01')).toBe('令和元年5月1日');
  expect(dates.warekiOf('1600-01-01')).toBe('');
});

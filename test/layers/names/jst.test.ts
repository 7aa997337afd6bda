import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, daysBetween, isRealDay, jstDayOf, jstStartOfDay } from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const anInstant = fc
  .date({ min: new Date('1800-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('jstDayOf', () => {
  it.each([
    ['2024-01-04T14:59:59.999Z', '2024-01-04'],
    ['2024-01-04T15:00:00.000Z', '2024-01-05'],
    ['2024-01-04T15:00:00.001Z', '2024-01-05'],
    ['2024-01-05T14:59:59.999Z', '2024-01-05'],
    ['2024-02-28T15:00:00Z', '2024-02-29'],
    ['2023-12-31T15:00:00Z', '2024-01-01'],
    ['2024-01-05T00:00:00+09:00', '2024-01-05'],
    ['2024-01-04T23:59:59.999+09:00', '2024-01-04'],
    ['0001-01-01T00:00:00Z', '0001-01-01'],
  ])('%s is %s in Japan', (instant, day) => {
    expect(jstDayOf(instant)).toBe(day);
  });

  it.each([
    '',
    '2024-01-05',
    '2024-01-05T00:00:00',
    '2024-02-30T00:00:00Z',
    '2024-01-05T25:00:00Z',
    '9999-12-31T15:00:00Z',
    'now',
  ])('refuses %j, which is no instant with an offset, or lies beyond the calendar', (text) => {
    expect(() => jstDayOf(text)).toThrow(RangeError);
  });

  it('does not depend on the time zone of the machine, and agrees with the start of the day', () => {
    fc.assert(
      fc.property(anInstant, (instant) => {
        const day = jstDayOf(instant);
        expect(jstStartOfDay(day) <= instant).toBe(true);
        expect(instant < jstStartOfDay(addDays(day, 1))).toBe(true);
      }),
    );
  });
});

describe('jstStartOfDay', () => {
  it('is 15:00 UTC of the day before, with milliseconds', () => {
    expect(jstStartOfDay('2024-01-05')).toBe('2024-01-04T15:00:00.000Z');
    expect(jstStartOfDay('2024-03-01')).toBe('2024-02-29T15:00:00.000Z');
  });
});

describe('isRealDay', () => {
  it.each(['2024-02-29', '2000-02-29', '1999-12-31', '0001-01-01', '9999-12-31'])('knows %s', (day) => {
    expect(isRealDay(day)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-00-01',
    '2024-01-00',
    '0000-01-01',
    '2024-1-5',
    '20240105',
    '2024-01-05 ',
    '２０２４-01-05',
    '+2024-01-05',
  ])('refuses %s', (day) => {
    expect(isRealDay(day)).toBe(false);
  });
});

describe('addDays and daysBetween', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['2024-01-31', 0, '2024-01-31'],
    ['0001-01-01', 365, '0002-01-01'],
  ])('%s and %d days is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(anInstant, fc.integer({ min: -40_000, max: 40_000 }), (instant, count) => {
        const from = jstDayOf(instant);
        expect(daysBetween({ from, to: addDays(from, count) })).toBe(count);
      }),
    );
  });

  it('refuse what is no day, no whole number, or beyond the calendar', () => {
    expect(() => addDays('2024-02-30', 1)).toThrow(RangeError);
    expect(() => addDays('2024-02-01', 0.5)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => addDays('2024-02-01', Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(() => daysBetween({ from: '2024-01-01', to: '' })).toThrow(RangeError);
  });
});

it('a hostile text is no day', () => {
  for (const text of HOSTILE_TEXTS) {
    expect(isRealDay(text)).toBe(false);
    expect(() => jstDayOf(text)).toThrow(RangeError);
  }
});

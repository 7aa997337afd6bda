import { describe, expect, it } from '@jest/globals';
import { readSchedule } from '../../../local/events/schedule-expression.ts';

const at = (text: string) => new Date(text).getTime();
const CREATED = at('2026-01-01T00:10:00Z');
/** The next times after an instant. */
const next = (expression: string, after: string, count = 1) => {
  const schedule = readSchedule(expression);
  const times: string[] = [];
  let from = at(after);
  for (let n = 0; n < count; n += 1) {
    const due = schedule(from, CREATED);
    if (due === undefined) break;
    times.push(new Date(due).toISOString().replace(':00.000Z', 'Z'));
    from = due;
  }
  return times;
};

describe('a rate', () => {
  it.each([
    ['just created', '2026-01-01T00:10:00Z', '2026-01-01T01:10Z'],
    ['a moment before its time', '2026-01-01T01:09:59.999Z', '2026-01-01T01:10Z'],
    ['at its time', '2026-01-01T01:10:00Z', '2026-01-01T02:10Z'],
    ['after days of downtime: nothing is made up for', '2026-01-09T05:33:00Z', '2026-01-09T06:10Z'],
    ['with a clock behind its creation', '2025-12-31T00:00:00Z', '2026-01-01T01:10Z'],
  ])('counts from its creation: %s', (_name, after, due) => {
    expect(next('rate(1 hour)', after)).toEqual([due]);
  });

  it('knows minutes, hours and days', () => {
    expect(next('rate(5 minutes)', '2026-01-01T00:11:00Z', 2)).toEqual(['2026-01-01T00:15Z', '2026-01-01T00:20Z']);
    expect(next('rate(2 days)', '2026-01-01T00:11:00Z')).toEqual(['2026-01-03T00:10Z']);
  });
});

describe('a cron', () => {
  it.each([
    [
      'every quarter of an hour',
      'cron(0/15 * * * ? *)',
      '2026-11-22T03:50:00Z',
      ['2026-11-22T04:00Z', '2026-11-22T04:15Z'],
    ],
    ['at its time: the one after', 'cron(0 10 * * ? *)', '2026-11-22T10:00:00Z', ['2026-11-23T10:00Z']],
    ['a moment before its time', 'cron(0 10 * * ? *)', '2026-11-22T09:59:59.999Z', ['2026-11-22T10:00Z']],
    ['on workdays', 'cron(0 8 ? * MON-FRI *)', '2026-11-20T09:00:00Z', ['2026-11-23T08:00Z', '2026-11-24T08:00Z']],
    [
      'on the first of the month',
      'cron(30 0 1 * ? *)',
      '2026-11-22T00:00:00Z',
      ['2026-12-01T00:30Z', '2027-01-01T00:30Z'],
    ],
    ['in named months', 'cron(0 0 1 jan,JUL ? *)', '2026-11-22T00:00:00Z', ['2027-01-01T00:00Z', '2027-07-01T00:00Z']],
    ['on a leap day', 'cron(0 0 29 2 ? *)', '2026-11-22T00:00:00Z', ['2028-02-29T00:00Z']],
    ['within hours', 'cron(0 9-17/4 * * ? *)', '2026-11-22T09:00:00Z', ['2026-11-22T13:00Z', '2026-11-22T17:00Z']],
    ['in a year that is over', 'cron(0 0 1 1 ? 2025)', '2026-11-22T00:00:00Z', []],
    ['on a day that never comes', 'cron(0 0 31 2 ? *)', '2026-11-22T00:00:00Z', []],
  ])('%s, in UTC', (_name, expression, after, times) => {
    expect(next(expression, after, times.length || 1)).toEqual(times);
  });
});

describe('what EventBridge would not take, or is not understood here', () => {
  it.each([
    'rate(1 hours)',
    'rate(2 hour)',
    'rate(0 minutes)',
    'rate(1 week)',
    'rate(1.5 hours)',
    'at(2026-01-01T00:00:00)',
    'every hour',
    'cron(0 10 * * ?)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(60 10 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 10 L * ? *)',
    'cron(0 10 ? * 6#3 *)',
    'cron(0 10 15W * ? *)',
    'cron(0 17-9 * * ? *)',
    'cron(0/0 10 * * ? *)',
    'cron(0 10 1-2-3 * ? *)',
  ])('%s', (expression) => {
    expect(() => readSchedule(expression)).toThrow(expression);
  });
});

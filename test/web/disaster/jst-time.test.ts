import { describe, expect, it } from '@jest/globals';
import { instantOf, localOf } from '../../../web/disaster/jst-time.ts';

describe('a field of day and time is Japan’s, whatever zone the terminal is in', () => {
  it.each([
    ['2026-11-22T09:05', '2026-11-22T00:05:00.000Z'],
    ['2026-11-22T08:59', '2026-11-21T23:59:00.000Z'],
    ['2026-01-01T00:00:30', '2025-12-31T15:00:30.000Z'],
    ['2028-02-29T23:59', '2028-02-29T14:59:00.000Z'],
  ])('%s is the instant %s', (local, instant) => expect(instantOf(local)).toBe(instant));

  it.each(['', '2026-11-22', 'tomorrow', '2026-13-01T00:00', '2026-11-22T25:00'])('%j is none', (text) =>
    expect(instantOf(text)).toBeUndefined(),
  );

  it.each(['2026-11-21T15:00:00.000Z', '2026-12-31T23:59:00Z', '2026-11-22T09:00:00+09:00'])(
    '%s is shown on Japan’s clock, and comes back',
    (instant) => expect(Date.parse(instantOf(localOf(instant)) ?? '')).toBe(Date.parse(instant)),
  );

  it('shows midnight of the next day', () => expect(localOf('2026-11-21T15:00:00.000Z')).toBe('2026-11-22T00:00'));
});

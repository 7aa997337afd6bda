import { describe, expect, it } from '@jest/globals';
import { stepTo } from '../../../../web/patients/search/row-keys.ts';
import { waitUntil } from '../../../../web/patients/search/wait-until.ts';

describe('keys among what was found', () => {
  it('arrows go one row, and up from the first one leads back to the field', () => {
    expect(stepTo('ArrowDown', 0, 3)).toBe(1);
    expect(stepTo('ArrowDown', 2, 3)).toBe(2);
    expect(stepTo('ArrowUp', 1, 3)).toBe(0);
    expect(stepTo('ArrowUp', 0, 3)).toBe(-1);
  });

  it('Home and End go to the ends; every other key is somebody else’s', () => {
    expect(stepTo('Home', 2, 3)).toBe(0);
    expect(stepTo('End', 0, 3)).toBe(2);
    for (const key of ['Enter', 'Tab', 'a', ' ', 'Process']) expect(stepTo(key, 0, 3)).toBeUndefined();
  });
});

describe('after too many searches', () => {
  const now = Date.parse('2026-11-22T18:25:03.500Z');

  it('the next one is possible when the answer said so, else at the next full hour', () => {
    expect(waitUntil(now, 10)).toBe(now + 10_000);
    expect(new Date(waitUntil(now, undefined)).toISOString()).toBe('2026-11-22T19:00:00.000Z');
  });
});

import { describe, expect, it } from '@jest/globals';
import { recentOf } from '../../../web/home/recent.ts';

const event = (minute: number, patientId?: string, result = 'allowed') => ({
  eventTime: `2026-11-22T09:${String(minute).padStart(2, '0')}:00.000Z`,
  ...(patientId && { patientId }),
  outcome: { result },
});

describe('whom I saw recently', () => {
  it('is each patient once, at the latest time, and nobody who was refused', () => {
    const events = [event(9), event(8, 'b'), event(7, 'a'), event(6, 'c', 'refused'), event(5, 'b'), event(4, 'd')];
    expect(recentOf(events, 6).map(({ patientId }) => patientId)).toEqual(['b', 'a', 'd']);
    expect(recentOf(events, 6)[0]?.at).toBe('2026-11-22T09:08:00.000Z');
  });

  it('ends at the number that is shown', () => {
    expect(recentOf([event(9, 'a'), event(8, 'b'), event(7, 'c')], 2)).toHaveLength(2);
    expect(recentOf([], 2)).toEqual([]);
  });
});

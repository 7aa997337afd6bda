import { describe, expect, it } from '@jest/globals';
import { spansOf } from '../../../web/daily-contents/spans.ts';

describe('days as questions that the API takes', () => {
  it('asks once for up to 366 days, both ends included', () => {
    expect(spansOf({ to: '2026-11-22', days: 1 })).toEqual([{ from: '2026-11-22', to: '2026-11-22' }]);
    expect(spansOf({ to: '2024-12-31', days: 366 })).toEqual([{ from: '2024-01-01', to: '2024-12-31' }]);
  });

  it('goes on without a gap and without a day in two questions', () => {
    expect(spansOf({ to: '2024-12-31', days: 368 })).toEqual([
      { from: '2024-01-01', to: '2024-12-31' },
      { from: '2023-12-30', to: '2023-12-31' },
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { NO_FILTER } from '../../../../web/chart/calendar/cells.ts';
import { viewOf } from '../../../../web/chart/calendar/in-view.ts';
import type { MonthEntries } from '../../../../web/chart/record/chart-record.ts';
import { entry } from '../entries.ts';

const of = (parts: Record<string, MonthEntries>) => ({ months: [], entriesOf: (month: string) => parts[month] });
const whole = (...entries: MonthEntries['entries'][number][]): MonthEntries => ({ entries, isComplete: true });
const shown = { from: '2026-10-25', to: '2026-11-07' };
const asked = { shown, filter: NO_FILTER, isDays: true };

describe('an empty view', () => {
  test('is one of whose months everything has come, and nothing lies in the days in view', () => {
    const record = of({ '2026-10': whole(entry({ day: '2026-10-01' })), '2026-11': whole() });
    expect(viewOf(record, asked)).toEqual({ isEmpty: true, hidden: 0 });
  });

  test('is not known to be empty while a month is missing, on its way or failed', () => {
    for (const part of [undefined, { entries: [], isComplete: false }, { entries: [], isComplete: false, error: 'x' }])
      expect(viewOf(of({ '2026-10': whole(), ...(part && { '2026-11': part }) }), asked)).toBeUndefined();
  });

  test('tells how much the filter hides', () => {
    const record = of({
      '2026-10': whole(entry({ day: '2026-10-30' })),
      '2026-11': whole(entry({ day: '2026-11-01' })),
    });
    const filter = { facilities: new Set(['ty-hospital']), rows: new Set<never>() };
    expect(viewOf(record, { ...asked, filter })).toEqual({ isEmpty: true, hidden: 2 });
    expect(viewOf(record, asked)).toEqual({ isEmpty: false, hidden: 0 });
  });

  test('of months goes by the counts', () => {
    const months = [{ month: '2026-11', facilityId: 'ty-hospital', counts: { laboratory: 3 } }];
    const record = { ...of({}), months };
    const filter = { facilities: new Set<string>(), rows: new Set(['laboratory'] as const) };
    expect(viewOf(record, { ...asked, isDays: false })).toEqual({ isEmpty: false, hidden: 0 });
    expect(viewOf(record, { ...asked, filter, isDays: false })).toEqual({ isEmpty: true, hidden: 3 });
  });
});

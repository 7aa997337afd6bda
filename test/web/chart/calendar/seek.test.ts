import { describe, expect, test } from '@jest/globals';
import type { TimelineEntry } from '../../../../schemas/document.ts';
import { NO_FILTER } from '../../../../web/chart/calendar/cells.ts';
import { monthsWithContents, seekDay } from '../../../../web/chart/calendar/seek.ts';
import { openingDay } from '../../../../web/chart/calendar/use-opening-day.ts';
import { monthOf } from '../../../../web/chart/record/months.ts';
import { entry } from '../entries.ts';

/** A record of which some months are here already and others have to be loaded. */
const recordOf = (entries: readonly TimelineEntry[], here: readonly string[]) => {
  const loads: string[] = [];
  const of = (month: string): TimelineEntry[] => entries.filter(({ day }) => monthOf(day) === month);
  return {
    loads,
    months: entries.map(({ day, facilityId, row }) => ({ month: monthOf(day), facilityId, counts: { [row]: 1 } })),
    entriesOf: (month: string) => (here.includes(month) ? { entries: of(month), isComplete: true } : undefined),
    loadMonth: (month: string) => {
      loads.push(month);
      return Promise.resolve(of(month));
    },
  };
};

const entries = [
  entry({ day: '2026-11-20' }),
  entry({ day: '2026-11-02', row: 'image' }),
  entry({ day: '2025-12-24', row: 'image', facility: 'test-hospital' }),
  entry({ day: '2024-04-01' }),
];

describe('the next day with contents', () => {
  test('is found among what is here without asking', async () => {
    const record = recordOf(entries, ['2026-11']);
    const from = { day: '2026-11-23', filter: NO_FILTER } as const;
    await expect(seekDay(record, { ...from, direction: 'earlier' })).resolves.toBe('2026-11-20');
    await expect(seekDay(record, { ...from, day: '2026-11-02', direction: 'later' })).resolves.toBe('2026-11-20');
    expect(record.loads).toEqual([]);
  });

  test('is looked for in the months that the counts name, and in no other', async () => {
    const record = recordOf(entries, ['2026-11']);
    const found = await seekDay(record, { day: '2026-11-02', direction: 'earlier', filter: NO_FILTER });
    expect([found, record.loads]).toEqual(['2025-12-24', ['2025-12']]);
  });

  test('follows the filter', async () => {
    const record = recordOf(entries, ['2026-11']);
    const filter = { facilities: new Set(['test-hospital']), rows: new Set<never>() };
    expect(monthsWithContents(record.months, filter)).toEqual(['2024-04', '2026-11']);
    await expect(seekDay(record, { day: '2026-11-02', direction: 'earlier', filter })).resolves.toBe('2024-04-01');
  });

  test('is none where nothing is left, in either direction', async () => {
    const record = recordOf(entries, ['2026-11', '2024-04']);
    const from = { filter: NO_FILTER } as const;
    await expect(seekDay(record, { ...from, day: '2024-04-01', direction: 'earlier' })).resolves.toBeUndefined();
    await expect(seekDay(record, { ...from, day: '2026-11-20', direction: 'later' })).resolves.toBeUndefined();
  });

  test('throws what the network says where a month cannot be read', async () => {
    const record = { ...recordOf(entries, []), loadMonth: () => Promise.reject(new Error('OFFLINE')) };
    await expect(seekDay(record, { day: '2026-11-23', direction: 'earlier', filter: NO_FILTER })).rejects.toThrow(
      'OFFLINE',
    );
  });
});

describe('the day on which the calendar opens', () => {
  const today = '2026-11-23';
  const opened = (days: readonly string[], here: readonly string[]) =>
    openingDay(
      recordOf(
        days.map((day) => entry({ day })),
        here,
      ),
      today,
    );

  test('is today where something came lately', () => {
    expect(opened(['2026-11-20'], ['2026-11'])).toEqual({ day: today });
  });

  test('is the last day with contents where that is longer ago', () => {
    expect(opened(['2026-08-03', '2026-08-01'], ['2026-08'])).toEqual({ day: '2026-08-03' });
  });

  test('needs the month of the last contents, and not that of what is planned', () => {
    expect(opened(['2027-01-05', '2026-08-03'], ['2026-11'])).toEqual({ needs: '2026-08' });
  });

  test('is the first planned day where there is nothing else, and today where there is nothing at all', () => {
    expect(opened(['2027-01-05', '2027-01-09'], ['2027-01'])).toEqual({ day: '2027-01-05' });
    expect(opened([], [])).toEqual({ day: today });
  });
});

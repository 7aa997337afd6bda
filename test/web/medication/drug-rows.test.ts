import { describe, expect, it } from '@jest/globals';
import { drugRows, rowsWithin } from '../../../web/medication/drug-rows.ts';
import { suppliesOf } from '../../../web/medication/supplies.ts';
import { daysLeft, isOnRecord } from '../../../web/medication/supply.ts';
import { amlodipine, injection, metformin, prescription } from './prescribed.ts';

const TODAY = '2026-11-22';
const rowsOf = (...documents: Parameters<typeof suppliesOf>[0]) => drugRows(suppliesOf(documents), TODAY);
const tablets = (value: string) => ({ value, unit: '錠' });

describe('one row per drug', () => {
  it('joins facilities by the same code, whatever the names say', () => {
    const rows = rowsOf(
      prescription({ day: '2026-11-10' }, { drug: { ...amlodipine, name: 'アムロジピン錠5mg「別名」' }, days: 30 }),
      prescription({ day: '2026-11-01', facility: 'test-hospital' }, { drug: amlodipine, days: 7 }),
    );
    expect(rows.map(({ name, supplies }) => [name, supplies.length])).toEqual([['アムロジピン錠5mg「別名」', 2]]);
  });

  it('never joins two codes of one name, and says that there are two', () => {
    const rows = rowsOf(
      prescription({ day: '2026-11-10' }, { drug: amlodipine, days: 30 }),
      prescription({ day: '2026-11-01' }, { drug: { ...amlodipine, code: '999000099' }, days: 7 }),
    );
    expect(rows).toHaveLength(2);
    expect(rows.every(({ hasNamesake }) => hasNamesake)).toBe(true);
  });

  it('joins what has no code by its name in any width', () => {
    const rows = rowsOf(
      prescription({ day: '2026-11-10' }, { drug: { name: 'ｱﾑﾛｼﾞﾋﾟﾝ錠5mg' }, days: 30 }),
      prescription(
        { day: '2026-11-01', facility: 'test-hospital' },
        { drug: { name: 'アムロジピン錠５ｍｇ' }, days: 7 },
      ),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('where a drug stands today', () => {
  const standing = (item: object, day = '2026-11-01') =>
    rowsOf(prescription({ day }, { drug: amlodipine, ...item }))[0]?.standing;

  it('is current up to and with its last day', () => {
    expect(standing({ days: 22 })).toBe('current');
    expect(standing({ days: 21 })).toBe('past');
    expect(standing({ days: 1 }, TODAY)).toBe('current');
    expect(standing({ days: 7, startOn: '2026-11-23' })).toBe('planned');
  });

  it('is unknown for a month where nobody said how long, then past', () => {
    expect(standing({ times: 10 }, '2026-10-22')).toBe('unknown');
    expect(standing({ times: 10 }, '2026-10-21')).toBe('past');
  });

  it('counts the days left with today', () => {
    expect(daysLeft({ from: '2026-11-01', until: '2026-11-22' }, TODAY)).toBe(1);
    expect(daysLeft({ from: '2026-11-01', until: '2026-11-21' }, TODAY)).toBeUndefined();
    expect(daysLeft({ from: '2026-11-01' }, TODAY)).toBeUndefined();
  });

  it('puts what may be in use first and leaves out what ended before the days shown', () => {
    const rows = rowsOf(
      prescription({ day: '2026-11-20' }, { drug: metformin, days: 1 }),
      prescription({ day: '2026-11-01' }, { drug: amlodipine, days: 90 }),
      prescription({ day: '2026-01-01' }, { drug: { name: '古い薬' }, days: 7 }),
    );
    expect(rows.map(({ name }) => name)).toEqual([amlodipine.name, metformin.name, '古い薬']);
    expect(rowsWithin(rows, '2026-10-01').map(({ name }) => name)).toEqual([amlodipine.name, metformin.name]);
    expect(rowsWithin(rows, '2026-01-07')).toHaveLength(3);
  });
});

it('takes an injection for given only where the record says so', () => {
  const recorded = (given?: boolean) => {
    const item = { drug: amlodipine, ...(given !== undefined && { given }) };
    const [supply] = suppliesOf([injection({ day: TODAY, stage: 'done' }, item)]);
    return supply && isOnRecord(supply);
  };
  expect([recorded(true), recorded(false), recorded()]).toEqual([true, false, false]);
});

describe('supplies over time', () => {
  it('tell when two facilities supplied the same drug, not when one did twice', () => {
    const [row] = rowsOf(
      prescription({ day: '2026-11-10', facility: 'test-hospital' }, { drug: amlodipine, days: 30 }),
      prescription({ day: '2026-11-01' }, { drug: amlodipine, days: 14 }),
      prescription({ day: '2026-11-05' }, { drug: amlodipine, days: 14 }),
    );
    expect(row?.overlaps).toEqual([
      { from: '2026-11-10', until: '2026-11-18', facilityIds: ['test-hospital', 'ty-hospital'] },
    ]);
  });

  it('do not overlap where one begins the day after the other ended', () => {
    const [row] = rowsOf(
      prescription({ day: '2026-11-15', facility: 'test-hospital' }, { drug: amlodipine, days: 30 }),
      prescription({ day: '2026-11-01' }, { drug: amlodipine, days: 14 }),
    );
    expect(row?.overlaps).toEqual([]);
    expect(row?.gaps).toEqual([]);
  });

  it('tell the days that none of them covers', () => {
    const [row] = rowsOf(
      prescription({ day: '2026-11-20' }, { drug: amlodipine, days: 7 }),
      prescription({ day: '2026-11-01' }, { drug: amlodipine, days: 14 }),
    );
    expect(row?.gaps).toEqual([{ from: '2026-11-15', until: '2026-11-19', days: 5 }]);
  });

  it('tell no gap after a supply of unknown length', () => {
    const [row] = rowsOf(
      prescription({ day: '2026-11-20' }, { drug: amlodipine, days: 7 }),
      prescription({ day: '2026-11-10' }, { drug: amlodipine, times: 10 }),
      prescription({ day: '2026-11-01' }, { drug: amlodipine, days: 3 }),
    );
    expect(row?.gaps).toEqual([]);
  });

  it('tell changes of dose at one facility, not between two', () => {
    const [row] = rowsOf(
      prescription({ day: '2026-11-20' }, { drug: amlodipine, dose: tablets('2'), days: 7 }),
      prescription({ day: '2026-11-10' }, { drug: amlodipine, dose: tablets('１'), days: 7 }),
      prescription({ day: '2026-11-01' }, { drug: amlodipine, dose: tablets('1'), days: 7 }),
      prescription({ day: '2026-11-05', facility: 'test-hospital' }, { drug: amlodipine, dose: tablets('3'), days: 7 }),
    );
    expect(row?.changes.map(({ on, before, after }) => [on, before[0]?.dose?.value, after[0]?.dose?.value])).toEqual([
      ['2026-11-20', '１', '2'],
    ]);
  });

  it('tell no change where an order leaves out what the one before said', () => {
    const [row] = rowsOf(
      prescription({ day: '2026-11-20' }, { drug: amlodipine, dose: tablets('1'), days: 7 }),
      prescription({ day: '2026-11-10' }, { drug: amlodipine, dose: tablets('1'), daily: tablets('1'), days: 7 }),
    );
    expect(row?.changes).toEqual([]);
  });

  it('take two lines of one order for one regimen, in whichever order they stand', () => {
    const morning = { drug: amlodipine, dose: tablets('2'), usage: { name: '朝食後' }, days: 7 };
    const evening = { drug: amlodipine, dose: tablets('1'), usage: { name: '夕食後' }, days: 7 };
    const [row] = rowsOf(
      prescription({ day: '2026-11-20' }, evening, morning),
      prescription({ day: '2026-11-10' }, morning, evening),
    );
    expect(row?.changes).toEqual([]);
  });

  it('of infusions make neither gaps nor overlaps', () => {
    const [row] = rowsOf(
      injection({ day: '2026-11-20' }, { drug: amlodipine, startAt: '2026-11-20T09:00', endAt: '2026-11-20T10:00' }),
      injection({ day: '2026-11-10' }, { drug: amlodipine, startAt: '2026-11-10T09:00', endAt: '2026-11-10T10:00' }),
    );
    expect(row).toMatchObject({ gaps: [], overlaps: [], supplies: { length: 2 } });
  });
});

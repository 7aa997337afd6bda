import { describe, expect, it } from '@jest/globals';
import { supplyReaches } from '../../../functions/timeline/supply.ts';
import { addDays } from '../../../layers/names/index.ts';
import type { Content } from '../../../schemas/content.ts';

type Item = Extract<Content, { kind: 'prescription' }>['items'][number];
const prescribed = (...items: Partial<Item>[]): Content => ({
  kind: 'prescription',
  setting: 'outpatient',
  dispensing: 'outside',
  items: items.map((item) => ({ drug: { name: '試験薬' }, ...item })),
});
const INTO = '2026-10-23';
/** Of a prescription written so many days before the window. */
const reaches = (daysBefore: number, content: Content | undefined): boolean =>
  supplyReaches(content, { day: addDays(INTO, -daysBefore), into: INTO });

describe('the supply of a prescription from before the window', () => {
  it('reaches into it where its last day is the first of the window, and not where it is the day before', () => {
    expect(reaches(30, prescribed({ days: 31 }))).toBe(true);
    expect(reaches(30, prescribed({ days: 30 }))).toBe(false);
  });

  it('counts from the day on which it begins, where that is later', () => {
    expect(reaches(30, prescribed({ days: 28, startOn: addDays(INTO, -27) }))).toBe(true);
    expect(reaches(30, prescribed({ days: 27, startOn: addDays(INTO, -27) }))).toBe(false);
    expect(reaches(30, prescribed({ days: 30, startOn: addDays(INTO, -90) }))).toBe(false);
  });

  it('goes by its stated end', () => {
    expect(reaches(60, prescribed({ endOn: INTO }))).toBe(true);
    expect(reaches(60, prescribed({ endOn: addDays(INTO, -1) }))).toBe(false);
    expect(reaches(5, prescribed({ endOn: addDays(INTO, -1) }))).toBe(false);
  });

  it('is that of the drug which lasts longest', () => {
    expect(reaches(30, prescribed({ days: 5 }, { days: 31 }, { days: 7 }))).toBe(true);
    expect(reaches(30, prescribed({ days: 5 }, { days: 7 }))).toBe(false);
  });

  it('of 0 days, given on the spot, is its own day', () => {
    expect(reaches(1, prescribed({ days: 0 }))).toBe(false);
  });

  it('that cannot be computed is taken to last 31 days: no days, as needed, nothing in it, or no content at all', () => {
    for (const content of [prescribed({}), prescribed({ times: 10 }), prescribed(), undefined]) {
      expect(reaches(31, content)).toBe(true);
      expect(reaches(32, content)).toBe(false);
    }
    expect(reaches(31, prescribed({ days: 1, times: 10 }))).toBe(true);
    expect(reaches(31, prescribed({ days: 7 }, { times: 10 }))).toBe(true);
  });

  it('is read as one of 400 days at most', () => {
    expect(reaches(400, prescribed({ days: 3660 }))).toBe(true);
    expect(reaches(401, prescribed({ days: 3660 }))).toBe(false);
    expect(reaches(401, prescribed({ endOn: '9999-12-31' }))).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { suppliesOf } from '../../../web/medication/supplies.ts';
import { amlodipine, injection, metformin, prescription } from './prescribed.ts';

const tablet = { value: '1', unit: '錠' };

describe('an order and what was done of it', () => {
  const order = (number?: string) =>
    prescription({ day: '2026-10-01', ...(number && { number }) }, { drug: amlodipine, dose: tablet, days: 28 });
  const handedOut = (number?: string, facility = 'ty-hospital') =>
    prescription(
      { day: '2026-10-01', stage: 'done', facility, ...(number && { number }) },
      { drug: amlodipine, dose: { value: '28', unit: '錠' }, startOn: '2026-10-01', endOn: '2026-10-01' },
    );

  it('are one supply with both noted, by facility, order number and drug', () => {
    const supplies = suppliesOf([handedOut('A1'), order('A1')]);
    expect(supplies).toHaveLength(1);
    expect(supplies[0]).toMatchObject({
      from: '2026-10-01',
      until: '2026-10-28',
      dose: tablet,
      order: { day: '2026-10-01' },
      done: [{ on: '2026-10-01', amount: { value: '28', unit: '錠' } }],
    });
  });

  it('stay apart at two facilities, and where no order number says that they are one', () => {
    expect(suppliesOf([handedOut('A1', 'test-hospital'), order('A1')])).toHaveLength(2);
    expect(suppliesOf([handedOut(), order()])).toHaveLength(2);
    expect(suppliesOf([handedOut('A2'), order('A1')])).toHaveLength(2);
  });

  it('give each of two lines of one drug what was done of its own group', () => {
    const two = prescription(
      { day: '2026-10-01', number: 'A1' },
      { drug: amlodipine, group: '1', dose: tablet, days: 28 },
      { drug: amlodipine, group: '2', dose: { value: '2', unit: '錠' }, days: 28 },
    );
    const done = prescription({ day: '2026-10-01', stage: 'done', number: 'A1' }, { drug: amlodipine, group: '2' });
    const supplies = suppliesOf([done, two]);
    expect(supplies.map(({ group, done }) => [group, done.length])).toEqual([
      ['1', 0],
      ['2', 1],
    ]);
  });

  it('share out what was done where no group tells', () => {
    const two = prescription(
      { day: '2026-10-01', number: 'A1' },
      { drug: amlodipine, days: 28 },
      { drug: amlodipine, days: 28 },
    );
    const done = prescription(
      { day: '2026-10-01', stage: 'done', number: 'A1' },
      { drug: amlodipine },
      { drug: amlodipine },
    );
    expect(suppliesOf([done, two]).map(({ done }) => done.length)).toEqual([1, 1]);
  });

  it('say that another drug was handed out of the same order, and join the two by nothing', () => {
    const substitute = prescription({ day: '2026-10-01', stage: 'done', number: 'A1' }, { drug: metformin });
    const supplies = suppliesOf([substitute, order('A1')]);
    expect(supplies).toHaveLength(2);
    expect(supplies.find(({ order }) => order)).toMatchObject({ drug: amlodipine, isOtherDone: true, done: [] });
  });

  it('say nothing of substitutes where nothing was recorded as done', () => {
    expect(suppliesOf([order('A1')])[0]?.isOtherDone).toBeUndefined();
    expect(suppliesOf([order(), handedOut()]).some(({ isOtherDone }) => isOtherDone)).toBe(false);
  });
});

describe('how long a supply lasts', () => {
  const lasting = (item: object, stage: 'order' | 'done' = 'order') => {
    const [supply] = suppliesOf([prescription({ day: '2026-10-01', stage }, { drug: amlodipine, ...item })]);
    return [supply?.from, supply?.until];
  };

  it('counts the first day', () => {
    expect(lasting({ days: 7 })).toEqual(['2026-10-01', '2026-10-07']);
    expect(lasting({ days: 7, startOn: '2026-10-03' })).toEqual(['2026-10-03', '2026-10-09']);
  });

  it('takes 0 days for the day itself', () => {
    expect(lasting({ days: 0 })).toEqual(['2026-10-01', '2026-10-01']);
  });

  it('takes the last day where no days are said, and prefers the days', () => {
    expect(lasting({ endOn: '2026-10-05' })).toEqual(['2026-10-01', '2026-10-05']);
    expect(lasting({ days: 3, endOn: '2026-10-05' })).toEqual(['2026-10-01', '2026-10-03']);
  });

  it('does not guess: so many times as needed, an end before its start, a handing out alone', () => {
    expect(lasting({ times: 10 })).toEqual(['2026-10-01', undefined]);
    expect(lasting({ endOn: '2026-09-30' })).toEqual(['2026-10-01', undefined]);
    expect(lasting({ startOn: '2026-10-01', endOn: '2026-10-01' }, 'done')).toEqual(['2026-10-01', undefined]);
  });

  it('does not break on a day that no calendar reaches', () => {
    expect(lasting({ startOn: '9999-12-31', days: 3660 })).toEqual(['9999-12-31', undefined]);
  });
});

describe('an injection', () => {
  it('that was recorded without a word of completion is not said to be given', () => {
    const [supply] = suppliesOf([injection({ day: '2026-10-01', stage: 'done' }, { drug: amlodipine })]);
    expect(supply?.done).toHaveLength(1);
    expect(supply?.done[0]).not.toHaveProperty('given');
  });

  it('keeps both words where one of two was refused', () => {
    const order = injection(
      { day: '2026-10-01', number: 'I1' },
      { drug: amlodipine, startAt: '2026-10-01T09:00', endAt: '2026-10-02T10:00' },
    );
    const done = (day: string, given: boolean) =>
      injection({ day, stage: 'done', number: 'I1' }, { drug: amlodipine, startAt: `${day}T09:00`, given });
    const [supply, ...others] = suppliesOf([done('2026-10-02', false), done('2026-10-01', true), order]);
    expect(others).toEqual([]);
    expect(supply).toMatchObject({ from: '2026-10-01', until: '2026-10-02' });
    expect(supply?.done.map(({ given }) => given)).toEqual([false, true]);
  });

  it('is never one row with a prescription of the same code', () => {
    const supplies = suppliesOf([
      injection({ day: '2026-10-01', number: 'X' }, { drug: amlodipine }),
      prescription({ day: '2026-10-01', stage: 'done', number: 'X' }, { drug: amlodipine }),
    ]);
    expect(supplies).toHaveLength(2);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Observation, vitalTable } from '../../../web/laboratory/vital-signs.ts';

const observed = (name: string, value: string, more: Partial<Observation> = {}): Observation => ({
  item: { name },
  value,
  unit: 'mmHg',
  observedAt: '2026-11-22T08:00',
  ...more,
});

describe('vital signs', () => {
  it('are one sign by name, or code, and unit', () => {
    const { signs } = vitalTable([
      observed('血圧', '120'),
      observed('血圧', '118', { observedAt: '2026-11-22T12:00' }),
      observed('血圧', '16', { unit: 'kPa' }),
      observed('血圧', '70', { item: { name: '血圧', code: '1', system: '99V' } }),
    ]);
    expect(signs.map(({ unit, code, points }) => [unit, code, points.length])).toEqual([
      ['mmHg', undefined, 2],
      ['kPa', undefined, 1],
      ['mmHg', '1', 1],
    ]);
  });

  it('stand by their times, newest first, several of one moment beside each other', () => {
    const { times, signs } = vitalTable([
      observed('脈拍', '72'),
      observed('脈拍', '74'),
      observed('脈拍', '80', { observedAt: '2026-11-23' }),
    ]);
    expect(
      times.map(({ observedAt, cells }) => [observedAt, cells.get(signs[0]?.key ?? '')?.map(({ value }) => value)]),
    ).toEqual([
      ['2026-11-23', ['80']],
      ['2026-11-22T08:00', ['72', '74']],
    ]);
  });

  it('are drawn where they are plain numbers, oldest first', () => {
    const { signs } = vitalTable([
      observed('脈拍', '80', { observedAt: '2026-11-22T12:00:30' }),
      observed('脈拍', '測定不能', { observedAt: '2026-11-22T10:00' }),
      observed('脈拍', '７２', { observedAt: '2026-11-22T09:00' }),
      observed('脈拍', '72.50'),
    ]);
    expect(signs[0]?.points.map(({ at, value }) => [new Date(at * 1000).toISOString(), value])).toEqual([
      ['2026-11-21T23:00:00.000Z', 72.5],
      ['2026-11-22T03:00:30.000Z', 80],
    ]);
  });
});

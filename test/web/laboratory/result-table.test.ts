import { describe, expect, it } from '@jest/globals';
import { resultTable } from '../../../web/laboratory/result-table.ts';
import { hba1c, laboratory } from './results.ts';

const glucose = { name: 'グルコース' };
const rowsOf = (...documents: Parameters<typeof resultTable>[0]) => resultTable(documents).rows;

describe('results as items and days', () => {
  it('join two facilities by the same code and unit', () => {
    const { rows, columns } = resultTable([
      laboratory({ day: '2026-11-10' }, hba1c('7.2')),
      laboratory({ day: '2026-11-01', facility: 'test-hospital' }, hba1c('7.4')),
    ]);
    expect(rows).toHaveLength(1);
    expect(columns.map(({ day, facilityId }) => [day, facilityId])).toEqual([
      ['2026-11-10', 'ty-hospital'],
      ['2026-11-01', 'test-hospital'],
    ]);
  });

  it('never join one code in two units', () => {
    const rows = rowsOf(
      laboratory({ day: '2026-11-10' }, hba1c('7.2')),
      laboratory({ day: '2026-11-01' }, hba1c('55', { unit: 'mmol/mol' })),
      laboratory({ day: '2026-10-01' }, { item: hba1c('1').item, value: { text: '7.1', numeric: true } }),
    );
    expect(rows.map(({ unit }) => unit).toSorted()).toEqual(['%', 'mmol/mol', undefined]);
    expect(rows.every(({ hasNamesake }) => hasNamesake)).toBe(true);
  });

  it('take a unit in another width for the same', () => {
    expect(rowsOf(laboratory({ day: '2026-11-10' }, hba1c('7.2'), hba1c('7.3', { unit: '％' })))).toHaveLength(1);
  });

  it('never join what has no code across facilities', () => {
    const own = { item: glucose, unit: 'mg/dL' };
    const rows = rowsOf(
      laboratory({ day: '2026-11-10' }, own),
      laboratory({ day: '2026-11-01' }, own),
      laboratory({ day: '2026-11-01', facility: 'test-hospital' }, own),
    );
    expect(rows.map(({ results }) => results.length).toSorted()).toEqual([1, 2]);
  });

  it('never join sugar of blood and of urine that have one name', () => {
    const of = (name: string) => ({ item: glucose, unit: 'mg/dL', specimen: { name } });
    expect(rowsOf(laboratory({ day: '2026-11-10' }, of('血清'), of('尿')))).toHaveLength(2);
  });

  it('let a whole JLAC10 code speak for the specimen, which two facilities may word differently', () => {
    const rows = rowsOf(
      laboratory({ day: '2026-11-10' }, hba1c('7.2', { specimen: { name: '全血' } })),
      laboratory({ day: '2026-11-01', facility: 'test-hospital' }, hba1c('7.4', { specimen: { name: '血液(EDTA)' } })),
    );
    expect(rows).toHaveLength(1);
  });

  it('keep several results of a day, in the order of their times', () => {
    const { rows, columns } = resultTable([
      laboratory({ day: '2026-11-10' }, hba1c('7.2', { observedAt: '2026-11-10T14:30' })),
      laboratory({ day: '2026-11-10' }, hba1c('7.1', { observedAt: '2026-11-10T08:05:10' })),
    ]);
    expect(columns).toMatchObject([{ clocks: ['08:05', '14:30'], documents: { length: 2 } }]);
    expect(rows[0]?.cells.get(columns[0]?.key ?? '')?.map(({ clock, value }) => [clock, value?.text])).toEqual([
      ['08:05', '7.1'],
      ['14:30', '7.2'],
    ]);
  });

  it('stand under the day they were observed', () => {
    const { columns } = resultTable([
      laboratory({ day: '2026-11-10' }, hba1c('7', { observedAt: '2026-11-09T23:50' })),
    ]);
    expect(columns.map(({ day }) => day)).toEqual(['2026-11-09']);
  });

  it('keep every reference range with whose it is', () => {
    const [row] = rowsOf(
      laboratory({ day: '2026-11-10' }, hba1c('7.2')),
      laboratory({ day: '2026-11-01', facility: 'test-hospital' }, hba1c('7.4', { referenceRange: '4.6-6.2' })),
    );
    expect(row?.ranges).toEqual([
      { text: '4.9-6.0', facilityIds: ['ty-hospital'] },
      { text: '4.6-6.2', facilityIds: ['test-hospital'] },
    ]);
  });

  it('leave the value as it was written', () => {
    const [row] = rowsOf(laboratory({ day: '2026-11-10' }, hba1c('7.00')));
    expect(row?.results[0]?.value?.text).toBe('7.00');
  });

  it('name orders of which nothing has come', () => {
    const documents = [
      laboratory({ day: '2026-11-11', stage: 'order', number: 'L2' }, { item: glucose }),
      laboratory({ day: '2026-11-10', stage: 'order', number: 'L1' }, { item: glucose }),
      laboratory({ day: '2026-11-10', number: 'L1' }, hba1c('7.2')),
    ];
    expect(resultTable(documents).awaited.map(({ documentId }) => documentId)).toEqual([documents[0]?.documentId]);
    expect(resultTable(documents).rows).toHaveLength(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isOver, overIn, percentile, type Table } from '../../bench/report/figures.ts';
import { printed } from '../../bench/report/print.ts';
import { type Floor, floorReads, floorWrites } from '../../bench/spending/floor.ts';
import { itemSize, readUnits, type StoredItem, writeUnits } from '../../bench/spending/item-size.ts';
import { type Call, sequentialCalls } from '../../bench/spending/recorder.ts';

const call = (startedAt: number, endedAt: number, more: Partial<Call> = {}): Call => ({
  name: 'Query',
  startedAt,
  endedAt,
  reads: [],
  writes: [],
  readUnits: 0,
  writeUnits: 0,
  input: {},
  ...more,
});
const record = (entity: string, bytes: number): StoredItem => {
  const bare = { pk: { S: 'p' }, sk: { S: 's' }, entity: { S: entity }, v: { S: '' } };
  return { ...bare, v: { S: 'x'.repeat(bytes - itemSize(bare)) } };
};
const read = (key: string, item: StoredItem) => ({ table: 't', key, item });

describe('sequential calls', () => {
  it('counts calls that were begun together once', () => {
    expect(sequentialCalls([call(0, 10), call(0, 12), call(1, 9), call(20, 30)])).toBe(2);
  });

  it('counts a chain beside a long call', () => {
    expect(sequentialCalls([call(0, 100), call(0, 10), call(11, 20), call(21, 30)])).toBe(3);
  });

  it('counts nothing where nothing was called', () => {
    expect(sequentialCalls([])).toBe(0);
  });
});

describe('item sizes', () => {
  it('counts names and values as DynamoDB bills them', () => {
    expect(itemSize({ pk: { S: 'ab' } })).toBe(4);
    expect(itemSize({ 名: { S: '前' } })).toBe(6);
    expect(itemSize({ n: { N: '1234' } })).toBe(1 + 3);
    expect(itemSize({ b: { B: new Uint8Array(10) }, t: { BOOL: true } })).toBe(11 + 2);
    expect(itemSize({ m: { M: { a: { S: 'x' } } } })).toBe(1 + 3 + 1 + 2);
    expect(itemSize({ l: { L: [{ S: 'xy' }] } })).toBe(1 + 3 + 1 + 2);
  });

  it('rounds reads up to 4 KB and writes up to 1 KB, and never to nothing', () => {
    expect([0, 4096, 4097].map(readUnits)).toEqual([1, 1, 2]);
    expect([0, 1024, 1025].map(writeUnits)).toEqual([1, 1, 2]);
  });
});

describe('the floor of reads', () => {
  it('rounds up each record read by key, and those of one partition together', () => {
    const calls = [
      call(0, 1, { reads: [read('a\n1', record('Staff', 100)), read('a\n2', record('Session', 100))] }),
      call(0, 1, { reads: [read('p\n1', record('Link', 3000)), read('p\n2', record('Link', 3000))] }),
    ];
    const floor: Floor = { get: ['Staff', 'Session'], query: [{ of: ['Link'], questions: 1 }] };
    expect(floorReads(floor, calls)).toBe(2 + 2);
  });

  it('counts a record that was read twice once', () => {
    const reads = [read('a\n1', record('Facility', 5000))];
    expect(floorReads({ get: ['Facility'] }, [call(0, 1, { reads }), call(2, 3, { reads })])).toBe(2);
  });

  it('counts one for each question that found nothing, and for each absent record', () => {
    expect(floorReads({ absent: 2, query: [{ of: ['Search'], questions: 4 }] }, [])).toBe(6);
  });

  it('asks half for an index', () => {
    const event: StoredItem = { pk: { S: 'h#1' }, sk: { S: 'e' }, event: { B: new Uint8Array(5000) } };
    const reads = [read('h#1\ne', event), read('h#2\ne', event)];
    expect(floorReads({ query: [{ of: ['AuditEvent'], questions: 1 }] }, [call(0, 1, { reads })])).toBe(1.5);
  });
});

describe('the floor of writes', () => {
  const audit: StoredItem = { pk: { S: 'h' }, sk: { S: 'e' }, patientId: { S: 'p' }, staffId: { S: 's' } };
  const put = (key: string, item: StoredItem) => ({ table: 't', key, item, how: 'put' as const });

  it('is one unit and one an index for a look', () => {
    expect(floorWrites({}, [call(0, 1, { name: 'PutItem', writes: [put('h\ne', audit)] })], new Map())).toBe(3);
  });

  it('doubles the records of a change, and leaves out what the operation need not write', () => {
    const writes = [put('h\ne', audit), put('p\n1', record('Link', 1500)), put('p\n2', record('Patient', 100))];
    expect(floorWrites({ write: ['Link'] }, [call(0, 1, { name: 'TransactWriteItems', writes })], new Map())).toBe(
      4 + 4,
    );
  });

  it('sizes an update by the record as it is afterwards', () => {
    const writes = [{ table: 't', key: 'm\n1', how: 'update' as const }];
    const updated = new Map([['t\nm\n1', record('Month', 2100)]]);
    expect(floorWrites({ write: ['Month'], removed: 1 }, [call(0, 1, { writes })], updated)).toBe(6 + 2);
  });
});

describe('figures', () => {
  const table: Table = {
    title: { ja: '表', en: 'Table' },
    columns: ['name', 'ms'],
    rows: [
      ['slow', { value: 12, atMost: 10 }],
      ['quick', { value: 9, atMost: 10 }],
    ],
  };

  it('marks what is over its budget, and nothing else', () => {
    expect(isOver({ value: 10, atMost: 10 })).toBe(false);
    expect(isOver({ value: 79, atLeast: 80 })).toBe(true);
    expect(overIn(table)).toEqual(['Table: slow, ms 12 (≤ 10)']);
    expect(
      printed(table)
        .split('\n')
        .filter((line) => line.includes('▲')),
    ).toHaveLength(1);
  });

  it('gives the value below which a share of the samples lies', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(samples, share))).toEqual([51, 96, 100, 100]);
  });
});

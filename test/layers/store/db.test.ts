import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Db, Write } from '../../../layers/store/db.ts';
import { hasVersion, isNew } from '../../../layers/store/db.ts';
import { ConflictError, StoreUnavailableError } from '../../../layers/store/errors.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let db: Db;
beforeAll(async () => {
  tables = await openTables();
  db = tables.db;
});
afterAll(() => tables.close());
beforeEach(() => tables.faults.set([]));

let partitions = 0;
const newPartition = () => `test ${(partitions += 1)}`;
const sks = (items: { [name: string]: unknown }[]) => items.map((item) => item['sk']);
const put = (pk: string, sk: string, more: Record<string, unknown> = {}): Write => ({
  table: 'records',
  put: { pk, sk, ...more },
});
const fill = async (pk: string, names: string[], more: Record<string, unknown> = {}): Promise<void> => {
  for (let at = 0; at < names.length; at += 50)
    await db.transact(
      names.slice(at, at + 50).map((sk) => put(pk, sk, more)),
      `${pk} ${at}`,
    );
};
const letters = [...'abcdefghij'];
/** All pages of a partition, each asked for after the one before. */
const allPages = async (pk: string, options: { limit: number; newestFirst?: boolean }): Promise<unknown[][]> => {
  const pages: unknown[][] = [];
  for (let after: string | undefined; ; ) {
    const page = await db.query('records', { pk, prefix: '' }, { ...options, ...(after !== undefined && { after }) });
    pages.push(sks(page.items));
    if (!page.last) return pages;
    after = page.last.sk;
  }
};

describe('a query', () => {
  const pk = 'paged';
  beforeAll(() => fill(pk, letters));

  it.each([
    [3, [['a', 'b', 'c'], ['d', 'e', 'f'], ['g', 'h', 'i'], ['j']]],
    [5, [letters.slice(0, 5), letters.slice(5)]],
    [10, [letters]],
    [11, [letters]],
  ])('gives pages of %i, and no further page where nothing is left', async (limit, pages) => {
    expect(await allPages(pk, { limit })).toEqual(pages);
    expect(await allPages(pk, { limit, newestFirst: true })).toEqual(expectedBackwards(limit));
  });
  const expectedBackwards = (limit: number): string[][] => {
    const rest = [...letters].reverse();
    return Array.from({ length: Math.ceil(rest.length / limit) }, (_, page) =>
      rest.slice(page * limit, (page + 1) * limit),
    );
  };

  it('goes on after a place that is no longer there', async () => {
    const page = await db.query('records', { pk, prefix: '' }, { after: 'cc', limit: 2 });
    expect(sks(page.items)).toEqual(['d', 'e']);
  });

  it('by prefix gives what begins so and nothing beside it', async () => {
    const own = newPartition();
    await fill(own, ['a', 'a#', 'a#1', 'a#\uffff', 'a$', 'ab', 'b']);
    expect(sks((await db.query('records', { pk: own, prefix: 'a#' })).items)).toEqual(['a#', 'a#1', 'a#\uffff']);
    expect(sks((await db.query('records', { pk: own, prefix: '' })).items)).toHaveLength(7);
  });

  it('between two places gives both of them', async () => {
    expect(sks((await db.query('records', { pk, from: 'c', to: 'e' })).items)).toEqual(['c', 'd', 'e']);
    expect(sks((await db.query('records', { pk, from: 'bb', to: 'dd' })).items)).toEqual(['c', 'd']);
    expect(sks((await db.query('records', { pk, from: 'e', to: 'e' })).items)).toEqual(['e']);
  });

  it('of a partition that does not exist gives nothing', async () => {
    expect(await db.query('records', { pk: 'nobody', prefix: '' }, { limit: 3 })).toEqual({ items: [] });
  });

  it('reads on where an answer ends at 1 MB, with a limit and without', async () => {
    const own = newPartition();
    const large = 'x'.repeat(390_000);
    for (const sk of ['1', '2', '3', '4', '5']) await db.transact([put(own, sk, { large })], `${own} ${sk}`);
    expect(sks((await db.query('records', { pk: own, prefix: '' })).items)).toEqual(['1', '2', '3', '4', '5']);
    for (const limit of [1, 2, 3, 4, 5, 6])
      expect((await allPages(own, { limit })).flat()).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('getMany', () => {
  it('finds items of several tables in one call, each once, and leaves out what is absent', async () => {
    const pk = newPartition();
    await fill(pk, ['a', 'b']);
    await db.transact([{ table: 'directory', put: { pk: `${pk} directory`, sk: 'a', is: 'another table' } }], pk);
    const before = db.spent.calls;
    const found = await db.getMany([
      { table: 'records', key: { pk, sk: 'a' } },
      { table: 'records', key: { pk, sk: 'a' } },
      { table: 'directory', key: { pk: `${pk} directory`, sk: 'a' } },
      { table: 'records', key: { pk, sk: 'absent' } },
      { table: 'directory', key: { pk, sk: 'a' } },
    ]);
    expect(db.spent.calls).toBe(before + 1);
    expect([...found.values()]).toHaveLength(2);
    expect(found.get(`${pk} directory\na`)).toMatchObject({ is: 'another table' });
  });

  it('finds 250 items, 100 a call, as no call takes more', async () => {
    const pk = newPartition();
    const names = Array.from({ length: 250 }, (_, index) => String(index).padStart(3, '0'));
    await fill(pk, names);
    const before = db.spent.calls;
    const found = await db.getMany(names.map((sk) => ({ table: 'records', key: { pk, sk } })));
    expect(sks([...found.values()]).sort()).toEqual(names);
    expect(db.spent.calls).toBe(before + 3);
  });

  it('counts duplicates once against the 100', async () => {
    const before = db.spent.calls;
    await db.getMany(
      Array.from({ length: 400 }, (_, index) => ({ table: 'records', key: { pk: 'p', sk: `${index % 100}` } })),
    );
    expect(db.spent.calls).toBe(before + 1);
  });

  it('asks nothing where nothing is asked', async () => {
    const before = db.spent.calls;
    expect((await db.getMany([])).size).toBe(0);
    expect(db.spent.calls).toBe(before);
  });

  it('is unavailable where the store throttles, and says that nothing was written', async () => {
    tables.faults.set([{ kind: 'throttling', table: 'records' }]);
    await expect(db.get('records', { pk: 'p', sk: 's' })).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      certain: true,
    });
  });
});

describe('putNew', () => {
  it('writes once, and finding the item there is success', async () => {
    const pk = newPartition();
    await db.putNew('audit', { pk, sk: '1', is: 'first' });
    await db.putNew('audit', { pk, sk: '1', is: 'second' });
    expect(await db.get('audit', { pk, sk: '1' })).toMatchObject({ is: 'first' });
  });

  it('succeeds where an attempt broke off after it had written', async () => {
    const pk = newPartition();
    tables.faults.set([{ kind: 'unreachable', table: 'audit', afterwards: true, times: 1 }]);
    await db.putNew('audit', { pk, sk: '1' });
    expect(await db.get('audit', { pk, sk: '1' })).toBeDefined();
  });

  it('tells a transaction that is under way as a conflict, and does not take it for success', async () => {
    const pk = newPartition();
    tables.faults.set([{ kind: 'transactionConflict', table: 'audit', times: 1 }]);
    await expect(db.putNew('audit', { pk, sk: '1' })).rejects.toMatchObject({
      condition: 'transaction-conflict',
      certain: true,
    });
    expect(await db.get('audit', { pk, sk: '1' })).toBeUndefined();
  });

  it('knows what is certain: throttled in every attempt is, broken off in one of them is not', async () => {
    const attempt = async (faults: Parameters<Tables['faults']['set']>[0]): Promise<StoreUnavailableError> => {
      tables.faults.set(faults);
      const error: unknown = await db
        .putNew('audit', { pk: newPartition(), sk: '1' })
        .catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      return error as StoreUnavailableError;
    };
    const audit = { table: 'audit' };
    expect((await attempt([{ kind: 'throttling', ...audit }])).certain).toBe(true);
    expect((await attempt([{ kind: 'unreachable', ...audit }])).certain).toBe(false);
    expect((await attempt([{ kind: 'failure', ...audit }])).certain).toBe(false);
    // Throttled once, then broken off, then throttled again: the last error alone would look certain.
    const mixed = await attempt([
      { kind: 'failure', ...audit, times: 1 },
      { kind: 'throttling', ...audit },
    ]);
    expect(mixed.certain).toBe(false);
  });
});

describe('a transaction', () => {
  it('writes all of its parts or none, and names the first condition that failed', async () => {
    const pk = newPartition();
    await fill(pk, ['there'], { version: 3 });
    const failing = db.transact(
      [
        put(pk, 'new'),
        { ...put(pk, 'there'), condition: hasVersion(2), otherwise: 'version' },
        { table: 'directory', put: { pk, sk: 'new' } },
        {
          table: 'records',
          check: { pk, sk: 'absent' },
          condition: { expression: 'attribute_exists(pk)' },
          otherwise: 'gone',
        },
      ],
      pk,
    );
    await expect(failing).rejects.toMatchObject({
      name: 'ConflictError',
      condition: 'version',
      conditions: ['version', 'gone'],
    });
    expect(sks((await db.query('records', { pk, prefix: '' })).items)).toEqual(['there']);
    expect(await db.get('directory', { pk, sk: 'new' })).toBeUndefined();
  });

  it.each<[string, Write]>([
    ['a put', { table: 'records', put: { pk: 'c', sk: 'there' }, condition: isNew, otherwise: 'put' }],
    [
      'a removal',
      {
        table: 'records',
        remove: { pk: 'c', sk: 'absent' },
        condition: { expression: 'attribute_exists(pk)' },
        otherwise: 'removal',
      },
    ],
    [
      'a check',
      {
        table: 'records',
        check: { pk: 'c', sk: 'absent' },
        condition: { expression: 'attribute_exists(pk)' },
        otherwise: 'check',
      },
    ],
    [
      'an update',
      {
        table: 'records',
        update: { key: { pk: 'c', sk: 'there' }, expression: 'ADD #n :one' },
        names: { '#n': 'n' },
        values: { ':one': 1 },
        condition: { expression: '#v = :v', names: { '#v': 'version' }, values: { ':v': 9 } },
        otherwise: 'update',
      },
    ],
    ['a put without a name', { table: 'records', put: { pk: 'c', sk: 'there' }, condition: isNew }],
  ])('names the conflict of %s', async (_, write) => {
    await db.transact([{ table: 'records', put: { pk: 'c', sk: 'there', version: 1 } }], `there ${Math.random()}`);
    await expect(db.transact([write], `one ${Math.random()}`)).rejects.toMatchObject({
      condition: write.otherwise ?? 'condition',
    });
  });

  it('is cancelled by another one: a conflict, done again from the start by whoever asked', async () => {
    tables.faults.set([{ kind: 'transactionConflict', times: 1 }]);
    const error: unknown = await db
      .transact([put(newPartition(), 'a')], 'conflicting')
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ condition: 'transaction-conflict', certain: true });
  });

  it('under one token is done once, although its answer was lost', async () => {
    const pk = newPartition();
    tables.faults.set([{ kind: 'unreachable', operation: 'TransactWriteItems', afterwards: true, times: 1 }]);
    const add: Write = {
      table: 'records',
      update: { key: { pk, sk: 'a' }, expression: 'ADD #n :one' },
      names: { '#n': 'n' },
      values: { ':one': 1 },
    };
    await db.transact([add], pk);
    expect(await db.get('records', { pk, sk: 'a' })).toMatchObject({ n: 1 });
  });

  it('that the store does not take at all is no conflict', async () => {
    const twice = [put('p', 'same'), put('p', 'same')];
    await expect(db.transact(twice, 'twice')).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      certain: true,
      refused: true,
    });
    const halfALetter = db.transact([put('p', 's', { text: '\ud800' })], 'half');
    await expect(halfALetter).rejects.toMatchObject({ name: 'StoreUnavailableError', certain: true, refused: true });
  });

  it('leaves out members that are undefined', async () => {
    const pk = newPartition();
    await db.transact([put(pk, 'a', { absent: undefined, empty: '', list: [] })], pk);
    expect(await db.get('records', { pk, sk: 'a' })).toEqual({ pk, sk: 'a', empty: '', list: [] });
  });
});

describe('an audit index', () => {
  it('gives the newest first, in pages, and what belongs to one alone', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `evt_${index}`);
    for (const [index, sk] of names.entries())
      await db.putNew('audit', { pk: `hour ${index % 3}`, sk, patientId: 'pat_a', staffId: 'a' });
    await db.putNew('audit', { pk: 'hour 0', sk: 'evt_other', patientId: 'pat_b', staffId: 'b' });
    const first = await db.queryIndex('byPatient', 'pat_a', { limit: 3 });
    expect(sks(first.items)).toEqual(['evt_6', 'evt_5', 'evt_4']);
    const next = await db.queryIndex('byPatient', 'pat_a', { limit: 3, ...(first.last && { before: first.last }) });
    expect(sks(next.items)).toEqual(['evt_3', 'evt_2', 'evt_1']);
    const last = await db.queryIndex('byPatient', 'pat_a', { limit: 3, ...(next.last && { before: next.last }) });
    expect(sks(last.items)).toEqual(['evt_0']);
    expect(last.last).toBeUndefined();
    expect(sks((await db.queryIndex('byStaff', 'b', { limit: 3 })).items)).toEqual(['evt_other']);
  });

  it('reads on where an answer ends at 1 MB', async () => {
    for (const sk of ['1', '2', '3', '4', '5'])
      await db.putNew('audit', { pk: 'large', sk, patientId: 'pat_large', large: 'x'.repeat(390_000) });
    const seen: unknown[] = [];
    for (let before: { pk: string; sk: string } | undefined; ; ) {
      const page = await db.queryIndex('byPatient', 'pat_large', { limit: 4, ...(before && { before }) });
      seen.push(...sks(page.items));
      if (!page.last) break;
      before = page.last;
    }
    expect(seen).toEqual(['5', '4', '3', '2', '1']);
  });
});

describe('a store that is out of reach', () => {
  it('is unavailable, whatever is asked', async () => {
    tables.faults.set([{ kind: 'unreachable' }]);
    const asked = await Promise.allSettled([
      db.get('records', { pk: 'p', sk: 's' }),
      db.query('records', { pk: 'p', prefix: '' }),
      db.queryIndex('byStaff', 'a', { limit: 1 }),
      db.putNew('audit', { pk: 'p', sk: 's' }),
      db.transact([put('p', 's')], 'unreachable'),
    ]);
    for (const answer of asked)
      expect(answer).toMatchObject({ reason: { name: 'StoreUnavailableError', certain: false } });
  });
});

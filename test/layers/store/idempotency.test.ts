import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  commit,
  type IdempotentRequest,
  idempotencyWrite,
  priorResultOf,
  type Store,
} from '../../../layers/store/index.ts';
import { draft } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const HOURS_24 = 24 * 60 * 60 * 1000;
let keys = 0;
const newRequest = (changes: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  caller: 'staff test-clinic.doctor',
  operation: 'registerPatient',
  key: `key ${(keys += 1)}`,
  digest: store.seal.digest('the body'),
  ...changes,
});
const done = (request: IdempotentRequest, result: Record<string, string>) =>
  commit(store, { writes: [idempotencyWrite(store, request, result)], audit: draft() });

describe('an idempotency item', () => {
  it('tells what was done under its key, and whether the body was the same', async () => {
    const request = newRequest();
    expect(await priorResultOf(store, request)).toBeUndefined();
    await done(request, { patientId: 'pat_1' });
    expect(await priorResultOf(store, request)).toEqual({ sameBody: true, result: { patientId: 'pat_1' } });
    const otherBody = { ...request, digest: store.seal.digest('another body') };
    expect(await priorResultOf(store, otherBody)).toEqual({ sameBody: false, result: { patientId: 'pat_1' } });
  });

  it('is each caller’s and each operation’s own', async () => {
    const request = newRequest();
    await done(request, {});
    for (const other of [
      { caller: 'staff test-clinic.nurse' },
      { caller: 'system test-clinic' },
      { operation: 'grantConsent' },
      { key: 'another key' },
    ])
      expect(await priorResultOf(store, { ...request, ...other })).toBeUndefined();
  });

  it('holds for 24 hours: a moment before it does, at the border and after it does not', async () => {
    const request = newRequest();
    await done(request, { n: '1' });
    tables.clock.forward(HOURS_24 - 1);
    expect(await priorResultOf(store, request)).toBeDefined();
    await expect(done(request, { n: '2' })).rejects.toMatchObject({ condition: 'idempotency' });
    tables.clock.forward(1);
    expect(await priorResultOf(store, request)).toBeUndefined();
    await done(request, { n: '3' });
    expect(await priorResultOf(store, request)).toMatchObject({ result: { n: '3' } });
    tables.clock.forward(HOURS_24 + 1);
    expect(await priorResultOf(store, request)).toBeUndefined();
  });

  it('lets one of many requests under one key through', async () => {
    const request = newRequest();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) =>
        commit(tables.anotherStore(), { writes: [idempotencyWrite(store, request, { n: String(n) })], audit: draft() }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ condition: 'idempotency' });
    }
  });

  it('holds no body and not even the key, and says when the table may drop it', async () => {
    const request = newRequest({ key: 'a key that is told nowhere' });
    await done(request, { patientId: 'pat_1' });
    const items = (await tables.itemsIn('records')).filter((item) => item['pk']?.S?.startsWith('I#'));
    expect(JSON.stringify(items)).not.toContain('told nowhere');
    const newest = Math.max(...items.map((item) => Number(item['expiresAtSeconds']?.N)));
    expect(newest).toBe(Math.ceil((tables.clock.now() + HOURS_24) / 1000));
  });
});

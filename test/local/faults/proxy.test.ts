import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callDynamoDb } from '../../../local/dynamodb/call.ts';
import { type DynamoDb, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { createTables, type TableSpec } from '../../../local/dynamodb/tables.ts';
import type { Fault } from '../../../local/faults/fault.ts';
import { Faults } from '../../../local/faults/faults.ts';

const table = (name: string): TableSpec => ({
  name,
  logicalId: name,
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: ['pk', 'who'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byWho',
      KeySchema: [{ AttributeName: 'who', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
});

let store: DynamoDb;
let faults: Faults;

beforeAll(async () => {
  store = await startDynamoDb({ dataDir: mkdtempSync(join(tmpdir(), 'faults-')) });
  const tables = [table('records'), table('audit')];
  await createTables(store.endpoint, tables);
  process.env['ISM_LINK_FAULTS'] = '1';
  const opened = await Faults.openIfWanted({ endpoint: store.endpoint, tables });
  delete process.env['ISM_LINK_FAULTS'];
  if (!opened) throw new Error('faults were wanted');
  faults = opened;
});
afterAll(async () => {
  await faults.close();
  await store.close();
});

const turn = (on: Fault[] | object, token = faults.token) =>
  fetch(faults.url, { method: 'PUT', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(on) });
beforeEach(async () => {
  await turn([]);
});

const call = (operation: string, body: object) =>
  callDynamoDb<Record<string, unknown>>(faults.endpoint, operation, body).then(
    (answer) => answer,
    (error: Error & { code?: string }) => error.code ?? error.constructor.name,
  );
const item = (pk: string) => ({ pk: { S: pk }, who: { S: 'w' } });
const put = (TableName: string, pk: string) => call('PutItem', { TableName, Item: item(pk) });
const get = (TableName: string, pk: string) =>
  callDynamoDb<{ Item?: object }>(store.endpoint, 'GetItem', { TableName, Key: { pk: { S: pk } } });
const transact = (pk: string) =>
  call('TransactWriteItems', {
    TransactItems: [{ Put: { TableName: 'records', Item: item(pk) } }, { Put: { TableName: 'audit', Item: item(pk) } }],
  });

describe('fault switches', () => {
  it('are nothing while none is on', async () => {
    expect(await put('records', 'a')).toEqual({});
    expect(await transact('b')).toEqual({});
  });

  it('cancel a transaction, as often as they are told, and nothing of it is written', async () => {
    await turn([{ kind: 'transactionConflict', times: 2 }]);
    expect(await transact('c')).toBe('TransactionCanceledException');
    expect(await put('records', 'c')).toBe('TransactionConflictException');
    expect(await get('records', 'c')).toEqual({});
    expect(await transact('c')).toEqual({});
  });

  it('throttle one table and leave the others', async () => {
    await turn([{ kind: 'throttling', table: 'audit' }]);
    expect(await put('audit', 'd')).toBe('ProvisionedThroughputExceededException');
    expect(await transact('d')).toBe('ProvisionedThroughputExceededException');
    expect(await put('records', 'd')).toEqual({});
  });

  it('fail one operation on one table: the audit’s Put', async () => {
    await turn([{ kind: 'failure', table: 'audit', operation: 'PutItem' }]);
    expect(await put('audit', 'e')).toBe('InternalServerError');
    expect(await transact('e')).toEqual({});
  });

  it('break the connection before or after the store has acted', async () => {
    await turn([{ kind: 'unreachable', times: 1 }]);
    expect(await put('records', 'f')).toBe('TypeError');
    expect(await get('records', 'f')).toEqual({});
    await turn([{ kind: 'unreachable', afterwards: true, times: 1 }]);
    expect(await put('records', 'f')).toBe('TypeError');
    expect(await get('records', 'f')).toMatchObject({ Item: item('f') });
  });

  it('let indexes lag behind the table', async () => {
    const query = {
      TableName: 'records',
      IndexName: 'byWho',
      KeyConditionExpression: 'who = :w',
      ExpressionAttributeValues: { ':w': { S: 'w' } },
    };
    await turn([{ kind: 'indexLag', milliseconds: 60_000 }]);
    await put('records', 'new');
    const lagging = (await call('Query', query)) as { Items: { pk: { S: string } }[] };
    expect(lagging.Items.map((one) => one.pk.S)).not.toContain('new');
    expect(await call('GetItem', { TableName: 'records', Key: { pk: { S: 'new' } } })).toMatchObject({
      Item: item('new'),
    });
    await turn([]);
    const caughtUp = (await call('Query', query)) as { Items: { pk: { S: string } }[] };
    expect(caughtUp.Items.map((one) => one.pk.S)).toContain('new');
  });

  it('obey nobody without the token, and only faults that they know', async () => {
    expect((await turn([{ kind: 'unreachable' }], 'guess')).status).toBe(401);
    expect((await turn([{ kind: 'explosion' }])).status).toBe(400);
    expect(await put('records', 'g')).toEqual({});
  });

  it('do not exist unless the environment asks for them', async () => {
    expect(await Faults.openIfWanted({ endpoint: store.endpoint, tables: [] })).toBeUndefined();
  });
});

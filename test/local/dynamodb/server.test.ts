import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BinaryMissing, findDynoxide } from '../../../local/dynamodb/binary.ts';
import { callDynamoDb } from '../../../local/dynamodb/call.ts';
import { type DynamoDb, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { createTables, type TableSpec } from '../../../local/dynamodb/tables.ts';

const table: TableSpec = {
  name: 'records',
  logicalId: 'Records',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'who'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byWho',
      KeySchema: [{ AttributeName: 'who', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

const opened: DynamoDb[] = [];
const start = async (dataDir: string): Promise<DynamoDb> => {
  const store = await startDynamoDb({ dataDir });
  opened.push(store);
  return store;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'dynamodb-'));
const put = (store: DynamoDb, sk: string) =>
  callDynamoDb(store.endpoint, 'PutItem', { TableName: 'records', Item: { pk: { S: 'p' }, sk: { S: sk } } });
const count = async (store: DynamoDb): Promise<number> => {
  const query = {
    TableName: 'records',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': { S: 'p' } },
  };
  return (await callDynamoDb<{ Count: number }>(store.endpoint, 'Query', query)).Count;
};
const isAlive = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] !== 'Z';
  } catch {
    return false;
  }
};
const pidOf = (dataDir: string): number => Number(readFileSync(join(dataDir, 'dynamodb', 'store.pid'), 'utf8'));

describe('the store', () => {
  it('keeps its data over a restart, and makes tables once', async () => {
    const dataDir = newDataDir();
    const first = await start(dataDir);
    await createTables(first.endpoint, [table]);
    await put(first, '1');
    await first.close();
    const second = await start(dataDir);
    await createTables(second.endpoint, [table]);
    expect(await count(second)).toBe(1);
  });

  it('refuses a table that was made with other keys, and says what to do', async () => {
    const store = await start(newDataDir());
    await createTables(store.endpoint, [table]);
    const other = {
      ...table,
      GlobalSecondaryIndexes: table.GlobalSecondaryIndexes?.map((index) => ({ ...index, IndexName: 'byWhom' })),
    };
    await expect(createTables(store.endpoint, [other])).rejects.toThrow('start with --reset');
  });

  it('comes back on the same port when it dies, with everything it acknowledged', async () => {
    const dataDir = newDataDir();
    const store = await start(dataDir);
    await createTables(store.endpoint, [table]);
    for (let n = 0; n < 20; n += 1) await put(store, String(n));
    process.kill(pidOf(dataDir), 'SIGKILL');
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await wait(50);
      if (
        await store.ping().then(
          () => true,
          () => false,
        )
      )
        break;
    }
    expect(await count(store)).toBe(20);
  });

  it('ends with the process that started it, even when that is killed', async () => {
    const dataDir = newDataDir();
    const { spawn } = await import('node:child_process');
    const code = `import { startDynamoDb } from ${JSON.stringify(join(__dirname, '../../../local/dynamodb/server.ts'))};
      await startDynamoDb({ dataDir: ${JSON.stringify(dataDir)} }); console.log('up'); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const pid = pidOf(dataDir);
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    for (let attempt = 0; attempt < 100 && isAlive(pid); attempt += 1) await wait(20);
    expect(isAlive(pid)).toBe(false);
  });

  it('has its streams mended: an index to read them, a trigger to trim them', async () => {
    const dataDir = newDataDir();
    await start(dataDir);
    const database = new DatabaseSync(join(dataDir, 'dynamodb', 'store.sqlite'), { readOnly: true });
    const names = database
      .prepare("SELECT name FROM sqlite_master WHERE name IN ('ix_stream', 'trim_stream') ORDER BY name")
      .all();
    database.close();
    expect(names.map((row) => row['name'])).toEqual(['ix_stream', 'trim_stream']);
  });

  it('is the one that the environment names, if it names one', async () => {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = 'http://127.0.0.1:9';
    try {
      const store = await startDynamoDb({ dataDir: newDataDir() });
      expect(store.endpoint).toBe('http://127.0.0.1:9');
      await expect(store.ping()).rejects.toThrow();
    } finally {
      delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
    }
  });

  it('is looked for in the package and on the PATH', () => {
    expect(findDynoxide({ PATH: '' })).toContain('@dynoxide');
    expect(new BinaryMissing('dynoxide')).toBeInstanceOf(Error);
  });
});

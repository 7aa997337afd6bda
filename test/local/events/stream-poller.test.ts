import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { callDynamoDb } from '../../../local/dynamodb/call.ts';
import { type DynamoDb, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { Journal } from '../../../local/events/journal.ts';
import type { StreamMapping } from '../../../local/events/stream-mapping.ts';
import { StreamPoller } from '../../../local/events/stream-poller.ts';
import { LogFile } from '../../../local/functions/log-file.ts';
import { type Written, writeFunction } from '../functions/function-files.ts';

let store: DynamoDb;
let tables = 0;
const closing: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  store = await startDynamoDb({ dataDir: mkdtempSync(join(tmpdir(), 'stream-')) });
});
afterAll(() => store.close());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Counts and remembers in a table of its own, so that what arrived can be read back. */
const remembering = (extra: string): string => `
  const keys = event.Records.map((record) => record.dynamodb.Keys.pk.S);
  globalThis.seen ??= []; globalThis.seen.push({ keys, names: event.Records.map((record) => record.eventName), arn: event.Records[0].eventSourceARN, region: event.Records[0].awsRegion });
  if (keys[0] === 'tell') return null;
  ${extra}
  return globalThis.answer ?? null;`;

async function newTable(): Promise<string> {
  const name = `table-${(tables += 1)}`;
  await createTables(store.endpoint, [
    {
      name,
      logicalId: name,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  ]);
  return name;
}
const put = (TableName: string, pk: string, value = '1') =>
  callDynamoDb(store.endpoint, 'PutItem', { TableName, Item: { pk: { S: pk }, value: { S: value } } });

type Seen = { keys: string[]; names: string[]; arn: string; region: string };
function poll(
  written: Written,
  given: Partial<StreamMapping> & { tableName: string; journal: Journal; duplicates?: () => boolean },
): StreamPoller {
  const mapping: StreamMapping = {
    id: 'Api/Mapping',
    streamArn: `arn:aws:dynamodb:ap-northeast-1:000000000000:table/${given.tableName}/stream/local`,
    functionArn: written.pool.arn,
    batchSize: 100,
    bisects: false,
    reportsItems: false,
    maximumRetries: -1,
    maximumAgeSeconds: -1,
    deadLetters: 'queue',
    filters: [],
    ...given,
  };
  const log = new LogFile(join(mkdtempSync(join(tmpdir(), 'log-')), 'events.log'));
  const poller = new StreamPoller(mapping, {
    endpoint: store.endpoint,
    region: 'ap-northeast-1',
    journal: given.journal,
    target: written.pool,
    log,
    ...(given.duplicates ? { duplicates: given.duplicates } : {}),
  });
  closing.push(() => poller.close());
  return poller;
}
function newJournal(dataDir = mkdtempSync(join(tmpdir(), 'journal-'))): Journal {
  const journal = new Journal(dataDir);
  closing.push(() => journal.close());
  return journal;
}
function remember(extra = ''): Written {
  const written = writeFunction(`if (event.tell) return globalThis.seen ?? []; ${remembering(extra)}`);
  closing.push(() => written.close());
  return written;
}
async function seenBy(written: Written, enough: (seen: Seen[]) => boolean): Promise<Seen[]> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await written.pool.invoke('{"tell":true}');
    const seen = outcome.kind === 'done' ? (JSON.parse(outcome.payload) as Seen[]) : [];
    if (enough(seen) || attempt > 150) return seen;
    await wait(20);
  }
}
const keysOf = (seen: Seen[]): string[] => seen.flatMap((batch) => batch.keys);

describe('a stream', () => {
  it('brings every change in order, named as Lambda names it', async () => {
    const tableName = await newTable();
    const written = remember();
    await put(tableName, 'a');
    poll(written, { tableName, journal: newJournal() });
    await put(tableName, 'a', '2');
    await put(tableName, 'b');
    const seen = await seenBy(written, (all) => keysOf(all).length >= 3);
    expect(keysOf(seen)).toEqual(['a', 'a', 'b']);
    expect(seen.flatMap((batch) => batch.names)).toEqual(['INSERT', 'MODIFY', 'INSERT']);
    expect(seen[0]).toMatchObject({
      region: 'ap-northeast-1',
      arn: `arn:aws:dynamodb:ap-northeast-1:000000000000:table/${tableName}/stream/local`,
    });
  });

  it('goes on where it was after a restart, and brings nothing twice that was handled', async () => {
    const tableName = await newTable();
    const written = remember();
    const dataDir = mkdtempSync(join(tmpdir(), 'journal-'));
    const first = newJournal(dataDir);
    const poller = poll(written, { tableName, journal: first });
    await put(tableName, 'before');
    await seenBy(written, (all) => keysOf(all).length >= 1);
    await poller.close();
    await put(tableName, 'meanwhile');
    poll(written, { tableName, journal: newJournal(dataDir) });
    await put(tableName, 'after');
    expect(keysOf(await seenBy(written, (all) => keysOf(all).length >= 3))).toEqual(['before', 'meanwhile', 'after']);
  });

  it('brings only what the filter lets through', async () => {
    const tableName = await newTable();
    const written = remember();
    poll(written, { tableName, journal: newJournal(), filters: [{ eventName: ['MODIFY', 'REMOVE'] }] });
    await put(tableName, 'a');
    await put(tableName, 'b');
    await put(tableName, 'b', '2');
    expect(keysOf(await seenBy(written, (all) => all.length >= 1))).toEqual(['b']);
  });

  it('halves a batch that fails until the bad record is alone, gives that one up, and keeps where it lay', async () => {
    const tableName = await newTable();
    const journal = newJournal();
    const written = remember("if (keys.includes('bad')) throw new Error('bad record');");
    for (const key of ['a', 'b', 'bad', 'c']) await put(tableName, key);
    poll(written, { tableName, journal, bisects: true, maximumRetries: 3 });
    await seenBy(written, (all) => all.some((batch) => batch.keys.join() === 'c'));
    for (let attempt = 0; attempt < 100 && journal.deadLetters().length === 0; attempt += 1) await wait(20);
    const [letter] = journal.deadLetters();
    expect(letter?.queue).toBe('queue');
    expect(JSON.parse(letter?.body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '3', endSequenceNumber: '3' },
    });
    expect(letter?.body).not.toContain('bad"');
    await put(tableName, 'later');
    expect(keysOf(await seenBy(written, (all) => keysOf(all).includes('later')))).toContain('later');
  });

  it('brings each batch twice when the fault is on', async () => {
    const tableName = await newTable();
    const written = remember();
    poll(written, { tableName, journal: newJournal(), duplicates: () => true });
    await put(tableName, 'a');
    expect(keysOf(await seenBy(written, (all) => all.length >= 2))).toEqual(['a', 'a']);
  });
});

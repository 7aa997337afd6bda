import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Db, openStore, type Store, type TableName } from '../../../layers/store/index.ts';
import { callDynamoDb } from '../../../local/dynamodb/call.ts';
import { startDynamoDb } from '../../../local/dynamodb/server.ts';
import { createTables, type TableSpec } from '../../../local/dynamodb/tables.ts';
import { FaultSwitches } from '../../../local/faults/fault.ts';
import { FaultyDynamoDb } from '../../../local/faults/proxy.ts';

const key = (hash: string, range: string): TableSpec['KeySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
const strings = (...names: string[]): TableSpec['AttributeDefinitions'] =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const base = { KeySchema: key('pk', 'sk'), AttributeDefinitions: strings('pk', 'sk') };

/** The shape of `infra/data/tables.ts`; whole regions (test/faults) run on the template itself. */
const SPECS: TableSpec[] = [
  { ...base, name: 'records', logicalId: 'Records' },
  { ...base, name: 'directory', logicalId: 'Directory' },
  {
    ...base,
    name: 'audit',
    logicalId: 'Audit',
    AttributeDefinitions: strings('pk', 'sk', 'patientId', 'staffId'),
    GlobalSecondaryIndexes: [
      { IndexName: 'byPatient', KeySchema: key('patientId', 'sk'), Projection: { ProjectionType: 'ALL' } },
      { IndexName: 'byStaff', KeySchema: key('staffId', 'sk'), Projection: { ProjectionType: 'ALL' } },
    ],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
];

export const SECRET = 'a secret of tests, longer than thirty-two characters';
const NAMES: Record<TableName, string> = { records: 'records', directory: 'directory', audit: 'audit' };

/** A clock that tests turn. */
export type Clock = { now: () => number; at: (instant: string) => void; forward: (milliseconds: number) => void };
const makeClock = (): Clock => {
  let time = Date.parse('2026-11-22T03:04:05.678Z');
  return {
    now: () => time,
    at: (instant) => void (time = Date.parse(instant)),
    forward: (milliseconds) => void (time += milliseconds),
  };
};

type RawItem = Record<string, { S?: string; N?: string; B?: string; M?: RawItem }>;
export type Tables = {
  endpoint: string;
  /** What the store meets between itself and the tables; nothing until a test sets it. */
  faults: FaultSwitches;
  clock: Clock;
  store: Store;
  db: Db;
  /** Another function instance: its own audit writer, the same tables. */
  anotherStore: (secret?: string) => Store;
  /** Everything in a table, as it lies there: for what tests assert, never for what the network asks. */
  itemsIn: (table: TableName) => Promise<RawItem[]>;
  close: () => Promise<void>;
};

/** The three tables on a real store of their own, with a clock that stands still until it is turned. */
export const openTables = async (): Promise<Tables> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-'));
  const dynamoDb = await startDynamoDb({ dataDir });
  await createTables(dynamoDb.endpoint, SPECS);
  const clock = makeClock();
  const faults = new FaultSwitches();
  const keys = new Map(SPECS.map((table) => [table.name, table.KeySchema.map((part) => part.AttributeName)]));
  const proxy = new FaultyDynamoDb({ endpoint: dynamoDb.endpoint, switches: faults, keys });
  const endpoint = await proxy.open();
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 3,
  });
  const db = new Db({ client, tables: NAMES });
  const anotherStore = (secret = SECRET) => openStore({ tables: NAMES, secret, db, now: clock.now });
  return {
    endpoint,
    faults,
    clock,
    store: anotherStore(),
    db,
    anotherStore,
    itemsIn: async (table) =>
      (await callDynamoDb<{ Items: RawItem[] }>(dynamoDb.endpoint, 'Scan', { TableName: table })).Items,
    close: async () => {
      client.destroy();
      await proxy.close();
      await dynamoDb.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

import { setTimeout as wait } from 'node:timers/promises';
import type {
  BatchGetItemCommandOutput,
  ConsumedCapacity,
  DynamoDBClient,
  PutItemCommandInput,
  QueryCommandInput,
  QueryCommandOutput,
  TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { StoredItem } from './item-size.ts';

/** An item that a call read or wrote. `item` is absent where only its key is known (updates, removals, checks). */
export type Touched = { table: string; key: string; item?: StoredItem; how: 'put' | 'update' | 'remove' | 'check' };
export type ReadItem = { table: string; key: string; item: StoredItem };
/** One call to AWS: when, what it touched, what it cost. */
export type Call = {
  name: string;
  startedAt: number;
  endedAt: number;
  reads: ReadItem[];
  writes: Touched[];
  readUnits: number;
  writeUnits: number;
  input: unknown;
};

const keyOf = (item: StoredItem): string => `${item['pk']?.S ?? ''}\n${item['sk']?.S ?? ''}`;
const isWrite = (name: string): boolean => /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(name);

/**
 * Listens to SDK clients. While `delayMs` is set every call is held back that long, so that calls that were begun together surely overlap
 * and the chain of those that waited for each other shows.
 */
export class Recorder {
  calls: Call[] = [];
  delayMs = 0;

  watch(client: DynamoDBClient | S3Client): void {
    // Outside the deserializer, inside signing: an attempt that is repeated counts again, a URL that is only signed does not.
    (client as DynamoDBClient).middlewareStack.add(
      (next, context) => async (args) => {
        const startedAt = performance.now();
        if (this.delayMs > 0) await wait(this.delayMs);
        const answer = await next(args);
        const name = String(context['commandName']).replace(/Command$/, '');
        this.calls.push({
          name,
          startedAt,
          endedAt: performance.now(),
          input: args.input,
          ...touchedBy(name, args.input, answer.output),
        });
        return answer;
      },
      { step: 'deserialize', priority: 'high', name: 'benchRecorder' },
    );
  }

  /** What was called since the last time. */
  take(): Call[] {
    const { calls } = this;
    this.calls = [];
    return calls;
  }
}

function touchedBy(
  name: string,
  input: unknown,
  output: unknown,
): Omit<Call, 'name' | 'startedAt' | 'endedAt' | 'input'> {
  const { ConsumedCapacity: consumed = [] } = output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] };
  const units = [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return {
    reads: readItems(name, input, output),
    writes: writtenItems(name, input),
    readUnits: isWrite(name) ? 0 : units,
    writeUnits: isWrite(name) ? units : 0,
  };
}

function readItems(name: string, input: unknown, output: unknown): ReadItem[] {
  const of = (table: string, items: StoredItem[]): ReadItem[] =>
    items.map((item) => ({ table, key: keyOf(item), item }));
  if (name === 'Query')
    return of((input as QueryCommandInput).TableName ?? '', (output as QueryCommandOutput).Items ?? []);
  if (name !== 'BatchGetItem') return [];
  const { Responses = {} } = output as BatchGetItemCommandOutput;
  return Object.entries(Responses).flatMap(([table, items]) => of(table, items));
}

function writtenItems(name: string, input: unknown): Touched[] {
  if (name === 'PutItem') {
    const { TableName: table = '', Item: item = {} } = input as PutItemCommandInput;
    return [{ table, key: keyOf(item), item, how: 'put' }];
  }
  if (name !== 'TransactWriteItems') return [];
  return ((input as TransactWriteItemsCommandInput).TransactItems ?? []).flatMap((part): Touched[] => {
    const { Put, Update, Delete, ConditionCheck } = part;
    if (Put) return [{ table: Put.TableName ?? '', key: keyOf(Put.Item ?? {}), item: Put.Item ?? {}, how: 'put' }];
    const other = Update ?? Delete ?? ConditionCheck;
    const how = Update ? 'update' : Delete ? 'remove' : 'check';
    return other ? [{ table: other.TableName ?? '', key: keyOf(other.Key ?? {}), how }] : [];
  });
}

/** The longest chain of calls of which each began after the one before had ended. */
export function sequentialCalls(calls: readonly Call[]): number {
  let chain = 0;
  let endedAt = Number.NEGATIVE_INFINITY;
  for (const call of [...calls].sort((a, b) => a.endedAt - b.endedAt)) {
    if (call.startedAt < endedAt) continue;
    chain += 1;
    endedAt = call.endedAt;
  }
  return chain;
}

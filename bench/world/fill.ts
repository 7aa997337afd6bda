import { randomUUID } from 'node:crypto';
import type { Store, TableName, Write } from '../../layers/store/index.ts';
import { callDynamoDb } from '../../local/dynamodb/call.ts';
import { wireItem } from './wire.ts';

/** DynamoDB's most in one transaction, and fewer where items are large. */
const MOST_ITEMS = 100;
const MOST_BYTES = 2_000_000;
const AT_ONCE = 3;

type Put = Extract<Write, { put: object }>;

/** Puts records in, many at a time and past the SDK, which would cost more than the store; no audit events, since nobody did anything. */
export class Filler {
  readonly #endpoint: string;
  readonly #tables: Record<TableName, string>;
  readonly #store: Store;

  constructor(options: { endpoint: string; tables: Record<TableName, string>; store: Store }) {
    this.#endpoint = options.endpoint;
    this.#tables = options.tables;
    this.#store = options.store;
  }

  /** Conditions on puts do not count: seeds stand in no order. Answers how many records were written. */
  async put(writes: Iterable<Write>): Promise<number> {
    let count = 0;
    const batches = batched(writes);
    const work = async (): Promise<void> => {
      for (let next = batches.next(); !next.done; next = batches.next()) {
        await this.#write(next.value);
        count += next.value.length;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return count;
  }

  async #write(batch: Write[]): Promise<void> {
    const puts = batch.filter((write): write is Put => 'put' in write);
    const others = batch.filter((write) => !('put' in write));
    if (puts.length > 0) await this.#putAll(puts);
    if (others.length > 0) await this.#store.db.transact(others, randomUUID());
  }

  async #putAll(puts: Put[]): Promise<void> {
    await callDynamoDb(this.#endpoint, 'TransactWriteItems', {
      ClientRequestToken: randomUUID(),
      TransactItems: puts.map(({ table, put }) => ({ Put: { TableName: this.#tables[table], Item: wireItem(put) } })),
    });
  }
}

const roughBytes = (write: Write): number => {
  if (!('put' in write)) return 200;
  return Object.values(write.put).reduce<number>(
    (sum, value) => sum + (value instanceof Uint8Array ? value.length : 60),
    500,
  );
};

function* batched(writes: Iterable<Write>): Generator<Write[]> {
  let batch: Write[] = [];
  let bytes = 0;
  for (const write of writes) {
    bytes += roughBytes(write);
    if (batch.length === MOST_ITEMS || bytes > MOST_BYTES) {
      yield batch;
      batch = [];
      bytes = roughBytes(write);
    }
    batch.push(write);
  }
  if (batch.length > 0) yield batch;
}

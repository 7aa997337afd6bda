import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { nameOf, watchAttempts, wroteNothing } from './certainty.ts';
import { ConflictError, StoreUnavailableError } from './errors.ts';
import type { Key, Range } from './keys.ts';

export type TableName = 'records' | 'directory' | 'audit';
export type Item = Record<string, unknown>;

/** One part of a transaction. `otherwise` names what it means when its condition fails. */
export type Write = { table: TableName; otherwise?: string } & (
  | { put: Item; condition?: Condition }
  | { update: { key: Key; expression: string }; condition?: Condition; names?: Record<string, string>; values?: Item }
  | { remove: Key; condition?: Condition }
  | { check: Key; condition: Condition }
);
export type Condition = { expression: string; names?: Record<string, string>; values?: Item };

export type Page<T> = { items: T[]; last?: Key };
/** `after`: the sort key of the last item of the page before. `once`: one answer (1 MB) at most, where items may be large. */
export type QueryOptions = { limit?: number; newestFirst?: boolean; after?: string; once?: boolean };

/** What the calls so far consumed: for the bench. */
export type Spent = { reads: number; writes: number; calls: number };

const plain = { marshallOptions: { removeUndefinedValues: true, convertEmptyValues: false } };
const toDb = (item: Item): Record<string, AttributeValue> => marshall(item, plain.marshallOptions);
const keyOf = (key: Key) => toDb({ pk: key.pk, sk: key.sk });

/** An attribute is absent: the item is new. */
export const isNew: Condition = { expression: 'attribute_not_exists(pk)' };
/** The item still has the version that was read. */
export const hasVersion = (version: number): Condition => ({
  expression: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});

/** What BatchGetItem takes at once. */
const KEYS_AT_ONCE = 100;
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** DynamoDB in the words of the store: typed keys, named conflicts, three tables. One per Lambda instance. */
export class Db {
  readonly #client: DynamoDBClient;
  readonly #tables: Record<TableName, string>;
  readonly spent: Spent = { reads: 0, writes: 0, calls: 0 };

  constructor(options: { client: DynamoDBClient; tables: Record<TableName, string> }) {
    this.#client = options.client;
    this.#tables = options.tables;
    watchAttempts(this.#client);
  }

  static connect(tables: Record<TableName, string>): Db {
    const client = new DynamoDBClient({
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 1000, requestTimeout: 4000 },
    });
    // It would pick every input and output apart for a logger that prints nothing.
    client.middlewareStack.remove('loggerMiddleware');
    return new Db({ client, tables });
  }

  /** Strongly consistent; keys of several tables, 100 a call, the calls in parallel. Absent items are left out. */
  async getMany(keys: { table: TableName; key: Key }[]): Promise<Map<string, Item>> {
    const distinct = [...new Map(keys.map((wanted) => [`${wanted.table}\n${placeOf(wanted.key)}`, wanted])).values()];
    const found = new Map<string, Item>();
    const batches = Array.from({ length: Math.ceil(distinct.length / KEYS_AT_ONCE) }, (_, index) =>
      distinct.slice(index * KEYS_AT_ONCE, (index + 1) * KEYS_AT_ONCE),
    );
    await Promise.all(batches.map((batch) => this.#getBatch(batch, found)));
    return found;
  }

  async #getBatch(keys: { table: TableName; key: Key }[], found: Map<string, Item>): Promise<void> {
    let request = this.#batchRequest(keys);
    for (let round = 0; Object.keys(request).length > 0; round += 1) {
      if (round === 5) throw new StoreUnavailableError('unprocessed keys', true);
      // Keys come back unprocessed where the answer is full (16 MB) or the table throttles.
      if (round > 1) await pause(Math.random() * 20 * 2 ** round);
      const answer = await this.#send(() =>
        this.#client.send(new BatchGetItemCommand({ RequestItems: request, ReturnConsumedCapacity: 'TOTAL' })),
      );
      for (const spent of answer.ConsumedCapacity ?? []) this.spent.reads += spent.CapacityUnits ?? 0;
      for (const item of Object.values(answer.Responses ?? {}).flat()) {
        const plainItem = unmarshall(item);
        found.set(placeOf(plainItem as Key), plainItem);
      }
      request = (answer.UnprocessedKeys ?? {}) as typeof request;
    }
  }

  async get(table: TableName, key: Key): Promise<Item | undefined> {
    return (await this.getMany([{ table, key }])).get(placeOf(key));
  }

  /** One page of a partition, strongly consistent. Without `limit`: everything in the range. */
  async query(table: TableName, range: Range, options: QueryOptions = {}): Promise<Page<Item>> {
    const items: Item[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const command = new QueryCommand({
        ...this.#queryInput(table, range, options),
        ...(start && { ExclusiveStartKey: start }),
      });
      const answer = await this.#send(() => this.#client.send(command));
      this.spent.reads += answer.ConsumedCapacity?.CapacityUnits ?? 0;
      items.push(...(answer.Items ?? []).map((item) => unmarshall(item)));
      start = answer.LastEvaluatedKey;
      // One more than the limit tells whether there is a next page; an answer may also end early, at 1 MB.
    } while (start && !options.once && (options.limit === undefined || items.length <= options.limit));
    return this.#page(items, options.limit, start !== undefined);
  }

  /** The audit indexes: newest first, eventually consistent as every global index is. */
  async queryIndex(
    index: 'byPatient' | 'byStaff',
    value: string,
    options: { limit: number; before?: Key },
  ): Promise<Page<Item>> {
    const attribute = index === 'byPatient' ? 'patientId' : 'staffId';
    const answer = await this.#send(() =>
      this.#client.send(
        new QueryCommand({
          TableName: this.#tables.audit,
          IndexName: index,
          KeyConditionExpression: '#a = :v',
          ExpressionAttributeNames: { '#a': attribute },
          ExpressionAttributeValues: toDb({ ':v': value }),
          ScanIndexForward: false,
          Limit: options.limit + 1,
          ReturnConsumedCapacity: 'TOTAL',
          ...(options.before && { ExclusiveStartKey: { ...keyOf(options.before), ...toDb({ [attribute]: value }) } }),
        }),
      ),
    );
    this.spent.reads += answer.ConsumedCapacity?.CapacityUnits ?? 0;
    const items = (answer.Items ?? []).map((item) => unmarshall(item));
    // An answer may end early, at 1 MB: then its last item is where to go on.
    return this.#page(items, options.limit, answer.LastEvaluatedKey !== undefined);
  }

  /** One item, once: an uncertain answer is repeated; finding it already there is success. */
  async putNew(table: TableName, item: Item): Promise<void> {
    const command = new PutItemCommand({
      TableName: this.#tables[table],
      Item: toDb(item),
      ConditionExpression: isNew.expression,
      ReturnConsumedCapacity: 'TOTAL',
    });
    try {
      const answer = await this.#send(() => this.#client.send(command));
      this.spent.writes += answer.ConsumedCapacity?.CapacityUnits ?? 0;
    } catch (error) {
      if (error instanceof ConflictError && error.condition === 'condition') return;
      throw error;
    }
  }

  /** All or nothing. `token` makes an uncertain commit repeatable (ten minutes in DynamoDB). */
  async transact(writes: Write[], token: string): Promise<void> {
    const command = new TransactWriteItemsCommand({
      TransactItems: writes.map((write) => this.#transactItem(write)),
      ClientRequestToken: token,
      ReturnConsumedCapacity: 'TOTAL',
    });
    try {
      const answer = await this.#send(() => this.#client.send(command));
      for (const spent of answer.ConsumedCapacity ?? []) this.spent.writes += spent.CapacityUnits ?? 0;
    } catch (error) {
      throw this.#named(error, writes);
    }
  }

  #named(error: unknown, writes: Write[]): unknown {
    const cause = error instanceof StoreUnavailableError ? error.cause : error;
    if (nameOf(cause) !== 'TransactionCanceledException') return error;
    const reasons = (cause as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
    const failed = reasons.flatMap((reason, index) =>
      reason.Code === 'ConditionalCheckFailed' ? [writes[index]?.otherwise ?? 'condition'] : [],
    );
    const certain = wroteNothing(cause);
    if (failed[0] !== undefined) return new ConflictError(failed[0], { conditions: failed, certain });
    if (reasons.some((reason) => reason.Code === 'TransactionConflict'))
      return new ConflictError('transaction-conflict', { certain });
    return new StoreUnavailableError(cause, certain);
  }

  async #send<T>(call: () => Promise<T>): Promise<T> {
    this.spent.calls += 1;
    try {
      return await call();
    } catch (error) {
      const certain = wroteNothing(error);
      if (nameOf(error) === 'ConditionalCheckFailedException') throw new ConflictError('condition', { certain });
      if (nameOf(error) === 'TransactionConflictException')
        throw new ConflictError('transaction-conflict', { certain });
      if (nameOf(error) === 'TransactionCanceledException') throw error;
      throw new StoreUnavailableError(error, certain);
    }
  }

  #page(items: Item[], limit: number | undefined, more = false): Page<Item> {
    if (limit === undefined || (items.length <= limit && !more)) return { items };
    const page = items.slice(0, limit);
    const last = page.at(-1) as Key | undefined;
    return { items: page, ...(last && { last: { pk: last.pk, sk: last.sk } }) };
  }

  #batchRequest(keys: { table: TableName; key: Key }[]) {
    const request: Record<string, { Keys: Record<string, AttributeValue>[]; ConsistentRead: true }> = {};
    for (const { table, key } of keys) {
      const name = this.#tables[table];
      request[name] ??= { Keys: [], ConsistentRead: true };
      request[name].Keys.push(keyOf(key));
    }
    return request;
  }

  #queryInput(table: TableName, range: Range, options: QueryOptions) {
    const values: Item = { ':pk': range.pk };
    let condition = '#pk = :pk';
    if ('from' in range) {
      condition += ' AND #sk BETWEEN :from AND :to';
      Object.assign(values, { ':from': range.from, ':to': range.to });
    } else if (range.prefix !== '') {
      condition += ' AND begins_with(#sk, :prefix)';
      values[':prefix'] = range.prefix;
    }
    const usesSk = condition.includes('#sk');
    return {
      TableName: this.#tables[table],
      KeyConditionExpression: condition,
      ExpressionAttributeNames: { '#pk': 'pk', ...(usesSk && { '#sk': 'sk' }) },
      ExpressionAttributeValues: toDb(values),
      ScanIndexForward: !options.newestFirst,
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL' as const,
      ...(options.limit !== undefined && { Limit: options.limit + 1 }),
      ...(options.after !== undefined && { ExclusiveStartKey: keyOf({ pk: range.pk, sk: options.after }) }),
    };
  }

  #transactItem(write: Write): TransactWriteItem {
    const TableName = this.#tables[write.table];
    const condition = write.condition && {
      ConditionExpression: write.condition.expression,
      ...(write.condition.names && { ExpressionAttributeNames: write.condition.names }),
      ...(write.condition.values && { ExpressionAttributeValues: toDb(write.condition.values) }),
    };
    if ('put' in write) return { Put: { TableName, Item: toDb(write.put), ...condition } };
    if ('remove' in write) return { Delete: { TableName, Key: keyOf(write.remove), ...condition } };
    if ('check' in write)
      return {
        ConditionCheck: {
          TableName,
          Key: keyOf(write.check),
          ...condition,
          ConditionExpression: write.condition.expression,
        },
      };
    const names = { ...write.names, ...write.condition?.names };
    const values = { ...write.values, ...write.condition?.values };
    return {
      Update: {
        TableName,
        Key: keyOf(write.update.key),
        UpdateExpression: write.update.expression,
        ...(write.condition && { ConditionExpression: write.condition.expression }),
        ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: toDb(values) }),
      },
    };
  }
}

/** A key as one text, to look up what `getMany` found. */
export const placeOf = (key: Key): string => `${key.pk}\n${key.sk}`;

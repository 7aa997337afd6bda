import { BatchGetItemCommand, DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { Db, isNew } from '../../../layers/store/db.ts';
import { ConflictError, StoreUnavailableError } from '../../../layers/store/errors.ts';

const TABLES = { records: 'records-table', directory: 'directory-table', audit: 'audit-table' };
const keyOf = (pk: string) => ({ table: 'records' as const, key: { pk, sk: 'x' } });
const answered = (...pks: string[]) => ({ 'records-table': pks.map((pk) => marshall({ pk, sk: 'x', found: pk })) });
const unprocessed = (...pks: string[]) => ({ 'records-table': { Keys: pks.map((pk) => marshall({ pk, sk: 'x' })) } });

describe('answers that a real store does not give on demand', () => {
  const dynamoDb = mockClient(DynamoDBClient);
  const db = new Db({ client: new DynamoDBClient({ region: 'ap-northeast-1' }), tables: TABLES });
  beforeEach(() => void dynamoDb.reset());

  it('asks again for the keys that came back unprocessed, and for those alone', async () => {
    dynamoDb
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: answered('a'), UnprocessedKeys: unprocessed('b') })
      .resolvesOnce({ Responses: answered('b') });
    const found = await db.getMany([keyOf('a'), keyOf('b')]);
    expect([...found.values()].map((item) => item['found'])).toEqual(['a', 'b']);
    const [, second] = dynamoDb.commandCalls(BatchGetItemCommand);
    expect(second?.args[0].input.RequestItems).toEqual(unprocessed('b'));
  });

  it('says that the store is unavailable where keys stay unprocessed: never that they are absent', async () => {
    dynamoDb.on(BatchGetItemCommand).resolves({ Responses: {}, UnprocessedKeys: unprocessed('a') });
    await expect(db.getMany([keyOf('a')])).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it.each([
    [
      'a failed condition before a conflict beside it',
      ['None', 'ConditionalCheckFailed', 'TransactionConflict'],
      'second',
    ],
    ['a conflict alone', ['None', 'TransactionConflict', 'None'], 'transaction-conflict'],
  ])('names %s', async (_what, codes, condition) => {
    const canceled = Object.assign(new Error('canceled'), {
      name: 'TransactionCanceledException',
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
    dynamoDb.on(TransactWriteItemsCommand).rejects(canceled);
    const writes = ['first', 'second', 'third'].map((otherwise) => ({
      table: 'records' as const,
      put: { pk: otherwise, sk: 'x' },
      condition: isNew,
      otherwise,
    }));
    const failure = await db.transact(writes, 'token').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConflictError);
    expect(failure).toMatchObject({ condition });
  });
});

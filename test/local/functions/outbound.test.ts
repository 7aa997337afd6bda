import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamoDb, startDynamoDb } from '../../../local/dynamodb/server.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import type { Grant } from '../../../local/iam/policy.ts';
import { type Written, writeFunction } from './function-files.ts';

const SDK = JSON.stringify(require.resolve('@aws-sdk/client-dynamodb'));
const TABLE = 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/things';
const grant = (actions: string[], resources: string[], effect: Grant['effect'] = 'Allow'): Grant => ({
  effect,
  actions,
  resources,
  conditions: [],
});

let dynamoDb: DynamoDb;
let written: Written;

/** The real SDK in a real worker, as production bundles use it. */
const SOURCE = `
  try {
    const answer = await client.send(new sdk[event.command](event.input));
    return { items: answer.Items?.length ?? null, item: answer.Item ?? null };
  } catch (error) {
    return { name: error.name, message: error.message, code: error.code };
  }`;

beforeAll(async () => {
  dynamoDb = await startDynamoDb({ dataDir: mkdtempSync(join(tmpdir(), 'outbound-')) });
  await createTables(dynamoDb.endpoint, [
    {
      name: 'things',
      logicalId: 'Things',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: ['pk', 'kind'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byKind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  ]);
  written = writeFunction(SOURCE, {
    dynamoDb: dynamoDb.endpoint,
    variables: { AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint },
    before: `import { createRequire } from 'node:module'; const sdk = createRequire(import.meta.url)(${SDK}); const client = new sdk.DynamoDBClient({ maxAttempts: 1 });`,
    grants: [
      grant(['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:DeleteItem'], [TABLE]),
      grant(['dynamodb:DeleteItem'], [TABLE], 'Deny'),
    ],
  });
});
afterAll(async () => {
  await written.close();
  await dynamoDb.close();
});

const call = async (command: string, input: object): Promise<unknown> => {
  const outcome = await written.pool.invoke(JSON.stringify({ command, input }));
  return outcome.kind === 'done' ? JSON.parse(outcome.payload) : outcome;
};
const refused = (action: string, resource: string) => ({
  name: 'AccessDeniedException',
  message: expect.stringContaining(
    `User: arn:aws:sts::000000000000:assumed-role/tested-role/tested is not authorized to perform: ${action} on resource: ${resource}`,
  ),
});
const Item = { pk: { S: 'a' }, kind: { S: 'k' } };
const Key = { pk: { S: 'a' } };

describe("a function's calls to DynamoDB", () => {
  it('pass where its role allows them', async () => {
    await call('PutItemCommand', { TableName: 'things', Item });
    expect(await call('GetItemCommand', { TableName: 'things', Key })).toEqual({ items: null, item: Item });
  });

  it('are refused in AWS’s own words where nothing allows them', async () => {
    expect(await call('UpdateItemCommand', { TableName: 'things', Key })).toEqual(
      refused('dynamodb:UpdateItem', TABLE),
    );
    expect(await call('ScanCommand', { TableName: 'things' })).toEqual(refused('dynamodb:Scan', TABLE));
    expect(await call('PutItemCommand', { TableName: 'others', Item })).toEqual(
      refused('dynamodb:PutItem', TABLE.replace('things', 'others')),
    );
  });

  it('are refused where something denies them, and nothing has happened', async () => {
    expect(await call('DeleteItemCommand', { TableName: 'things', Key })).toEqual(
      refused('dynamodb:DeleteItem', TABLE),
    );
    expect(await call('GetItemCommand', { TableName: 'things', Key })).toMatchObject({ item: Item });
  });

  it('need the index’s own ARN for a query on an index', async () => {
    const input = {
      TableName: 'things',
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'k' } },
    };
    expect(await call('QueryCommand', input)).toEqual(refused('dynamodb:Query', `${TABLE}/index/byKind`));
  });

  it('in a transaction are judged item by item, and all refused together', async () => {
    const TransactItems = [
      { Put: { TableName: 'things', Item: { pk: { S: 'b' } } } },
      { Delete: { TableName: 'things', Key } },
    ];
    expect(await call('TransactWriteItemsCommand', { TransactItems })).toEqual(refused('dynamodb:DeleteItem', TABLE));
    expect(await call('GetItemCommand', { TableName: 'things', Key: { pk: { S: 'b' } } })).toMatchObject({
      item: null,
    });
  });

  it('go on after a refusal over the same client, many at a time', async () => {
    const calls = Array.from({ length: 20 }, (_, n) =>
      call(n % 2 ? 'ScanCommand' : 'GetItemCommand', n % 2 ? { TableName: 'things' } : { TableName: 'things', Key }),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => (answer as { name?: string }).name === 'AccessDeniedException')).toHaveLength(10);
    expect(answers.filter((answer) => (answer as { item?: unknown }).item)).toHaveLength(10);
  });
});

describe('a host that has no stand-in', () => {
  it('is refused by name, not reached', async () => {
    const elsewhere = writeFunction(
      `const http = await import('node:http');
       return new Promise((done) => http.get('http://dynamodb.ap-northeast-1.amazonaws.com/').on('error', (error) => done(error.message)));`,
    );
    const outcome = await elsewhere.pool.invoke('{}');
    await elsewhere.close();
    expect(outcome).toEqual({
      kind: 'done',
      payload: JSON.stringify('http://dynamodb.ap-northeast-1.amazonaws.com has no stand-in on one machine'),
    });
  });
});

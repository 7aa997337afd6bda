import { describe, expect, it } from '@jest/globals';
import { wishesOf } from '../../../local/iam/dynamodb-wishes.ts';

const place = { region: 'ap-northeast-1', account: '000000000000', partitionKeys: { records: 'pk' } };
const arn = (rest: string): string => `arn:aws:dynamodb:ap-northeast-1:000000000000:table/${rest}`;
const asked = (operation: string, body: object) =>
  wishesOf(operation, JSON.stringify(body), place)?.map(({ action, resource }) => `${action} ${resource}`);

describe('what a DynamoDB request asks of IAM', () => {
  it('is its own action on its table', () => {
    expect(asked('GetItem', { TableName: 'records', Key: { pk: { S: 'a' } } })).toEqual([
      `dynamodb:GetItem ${arn('records')}`,
    ]);
  });

  it('is the index where a query names one', () => {
    expect(asked('Query', { TableName: 'audit', IndexName: 'byStaff' })).toEqual([
      `dynamodb:Query ${arn('audit/index/byStaff')}`,
    ]);
  });

  it('is one wish an item in a transaction, each as its own action', () => {
    const TransactItems = [
      { Put: { TableName: 'records', Item: {} } },
      { Update: { TableName: 'directory', Key: {} } },
      { Delete: { TableName: 'records', Key: {} } },
      { ConditionCheck: { TableName: 'directory', Key: {} } },
    ];
    expect(asked('TransactWriteItems', { TransactItems })).toEqual([
      `dynamodb:PutItem ${arn('records')}`,
      `dynamodb:UpdateItem ${arn('directory')}`,
      `dynamodb:DeleteItem ${arn('records')}`,
      `dynamodb:ConditionCheckItem ${arn('directory')}`,
    ]);
  });

  it('is one wish a table in a batch', () => {
    expect(asked('BatchGetItem', { RequestItems: { records: {}, audit: {} } })).toEqual([
      `dynamodb:BatchGetItem ${arn('records')}`,
      `dynamodb:BatchGetItem ${arn('audit')}`,
    ]);
  });

  it('carries the partition key, for conditions on it', () => {
    const wishes = wishesOf(
      'PutItem',
      JSON.stringify({ TableName: 'records', Item: { pk: { S: 'patient#1' } } }),
      place,
    );
    expect(wishes?.[0]?.context).toMatchObject({ 'dynamodb:LeadingKeys': ['patient#1'] });
  });

  it('carries the attributes that are named, of one item of a transaction as of a single request', () => {
    const update = {
      TableName: 'records',
      Key: { pk: { S: 'a' }, sk: { S: 'b' } },
      UpdateExpression: 'ADD #count :one SET #of.#count = if_not_exists(list[0].set_by, :pk), size_of = :a remove x',
      ConditionExpression: 'attribute_not_exists(#count) OR (NOT #count < :limit AND begins_with (kind, :k))',
      ExpressionAttributeNames: { '#count': 'count', '#of': 'of' },
    };
    const expected = ['count', 'kind', 'list', 'of', 'pk', 'size_of', 'sk', 'x'];
    for (const [operation, body] of [
      ['UpdateItem', update],
      ['TransactWriteItems', { TransactItems: [{ Update: update }] }],
    ] as const) {
      const wishes = wishesOf(operation, JSON.stringify(body), place);
      expect([...(wishes?.[0]?.context?.['dynamodb:Attributes'] ?? [])].sort()).toEqual(expected);
    }
    const put = { TableName: 'records', Item: { pk: { S: 'a' }, role: { S: 'b' } } };
    expect(wishesOf('PutItem', JSON.stringify(put), place)?.[0]?.context?.['dynamodb:Attributes']).toEqual([
      'pk',
      'role',
    ]);
  });

  it('is unknown for an operation that nobody has decided about', () => {
    expect(asked('ExecuteStatement', { Statement: 'SELECT * FROM records' })).toBeUndefined();
  });

  it('takes an attribute named TableName for what it is', () => {
    expect(asked('PutItem', { Item: { TableName: { S: 'records' } }, TableName: 'audit' })).toEqual([
      `dynamodb:PutItem ${arn('audit')}`,
    ]);
  });
});

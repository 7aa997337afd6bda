import { attributesOf, type Named } from './dynamodb-attributes.ts';
import type { Wish } from './judge.ts';

/** Where the tables of a function lie, and their partition keys: what a request names only by table. */
export type TablePlace = { region: string; account: string; partitionKeys: Record<string, string> };

type Request = Named & {
  TableName?: string;
  IndexName?: string;
  RequestItems?: Record<string, unknown>;
  TransactItems?: Record<string, Named & { TableName: string }>[];
};

/** Operations on one table, whose action has the operation's own name. */
const SINGLE = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'DescribeTable',
  'DescribeTimeToLive',
];
const BATCHES = ['BatchGetItem', 'BatchWriteItem'];
/** In a transaction each item is judged as its own action (DynamoDB developer guide, "Using IAM with transactions"). */
const TRANSACTED: Record<string, string> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** What a DynamoDB request asks of IAM; undefined for an operation that is not understood, which is then refused. */
export function wishesOf(operation: string, body: string, place: TablePlace): Wish[] | undefined {
  const request = JSON.parse(body) as Request;
  if (SINGLE.includes(operation)) {
    return [wish(operation, { table: request.TableName ?? '', index: request.IndexName, names: request }, place)];
  }
  if (BATCHES.includes(operation)) {
    return Object.keys(request.RequestItems ?? {}).map((table) => wish(operation, { table, names: {} }, place));
  }
  if (operation === 'TransactGetItems' || operation === 'TransactWriteItems') {
    return (request.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(([verb, of]) =>
        wish(TRANSACTED[verb] ?? verb, { table: of.TableName, names: of }, place),
      ),
    );
  }
  return undefined;
}

type Target = { table: string; index?: string | undefined; names: Named };

function wish(operation: string, target: Target, place: TablePlace): Wish {
  const table = target.table.startsWith('arn:')
    ? target.table
    : `arn:aws:dynamodb:${place.region}:${place.account}:table/${target.table}`;
  const key = target.names.Key ?? target.names.Item;
  const leading = Object.values(key?.[place.partitionKeys[target.table] ?? ''] ?? {})[0];
  const attributes = attributesOf(target.names);
  return {
    action: `dynamodb:${operation}`,
    resource: target.index ? `${table}/index/${target.index}` : table,
    context: {
      ...(typeof leading === 'string' ? { 'dynamodb:LeadingKeys': [leading] } : {}),
      ...(attributes.length > 0 ? { 'dynamodb:Attributes': attributes } : {}),
    },
  };
}

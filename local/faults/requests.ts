import type { Aim } from './fault.ts';

type Item = Record<string, unknown>;
type Target = { TableName: string; Key?: Item; Item?: Item };
export type DynamoDbRequest = {
  TableName?: string;
  IndexName?: string;
  Key?: Item;
  Item?: Item;
  RequestItems?: Record<string, unknown>;
  TransactItems?: Record<string, Target>[];
};

/** The key attributes of each table. */
export type TableKeys = Map<string, string[]>;

export function aimOf(operation: string, request: DynamoDbRequest): Aim {
  const transacted = (request.TransactItems ?? []).flatMap((item) =>
    Object.values(item).map((target) => target.TableName),
  );
  const single = request.TableName === undefined ? [] : [request.TableName];
  return { operation, tables: [...single, ...Object.keys(request.RequestItems ?? {}), ...transacted] };
}

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'];
export const isWrite = (operation: string): boolean => WRITES.includes(operation);

/** A name for an item, the same whether the whole item is given or its key alone. */
export function itemName(table: string, item: Item, keys: TableKeys): string {
  return JSON.stringify([table, ...(keys.get(table) ?? []).map((attribute) => item[attribute])]);
}

/** The items that a request writes. */
export function writtenItems(request: DynamoDbRequest, keys: TableKeys): string[] {
  const targets: Target[] = [
    ...(request.TableName ? [{ ...request, TableName: request.TableName }] : []),
    ...(request.TransactItems ?? []).flatMap((item) => Object.values(item)),
    ...Object.entries(request.RequestItems ?? {}).flatMap(([table, writes]) =>
      (Array.isArray(writes) ? (writes as Record<string, { Item?: Item; Key?: Item }>[]) : []).flatMap((write) =>
        Object.values(write).map((target) => ({ TableName: table, ...target })),
      ),
    ),
  ];
  return targets.flatMap(({ TableName, Item, Key }) => {
    const item = Item ?? Key;
    return item ? [itemName(TableName, item, keys)] : [];
  });
}

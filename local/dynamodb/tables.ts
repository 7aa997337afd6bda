import { z } from 'zod';
import type { Template, TemplateResource } from '../template/template.ts';
import { callDynamoDb, DynamoDbError } from './call.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Projection = z.strictObject({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() });
const Index = z.object({ IndexName: z.string(), KeySchema, Projection });

const TableProperties = z.strictObject({
  KeySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
});

/** Backups, encryption and deletion protection stand for nothing here; time to live is never swept, and rules never trust it. */
const IGNORED = [
  'ContributorInsightsSpecification',
  'DeletionProtectionEnabled',
  'KinesisStreamSpecification',
  'OnDemandThroughput',
  'PointInTimeRecoverySpecification',
  'ProvisionedThroughput',
  'Replicas',
  'ResourcePolicy',
  'SSESpecification',
  'TableClass',
  'TableName',
  'Tags',
  'TimeToLiveSpecification',
  'WriteOnDemandThroughputSettings',
];

export type TableSpec = z.output<typeof TableProperties> & { name: string; logicalId: string };

/** The tables of a template: physical name, keys, indexes, stream. */
export function tablesOf(template: Template): TableSpec[] {
  return template.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(tableSpec);
}

const tableSpec = (resource: TemplateResource): TableSpec => ({
  ...resource.read(TableProperties, IGNORED),
  name: resource.name,
  logicalId: resource.logicalId,
});

/**
 * Creates the tables that are absent. A table whose keys or indexes differ from the template's is refused: data under other keys cannot be
 * carried over silently.
 */
export async function createTables(endpoint: string, tables: TableSpec[]): Promise<void> {
  for (const table of tables) {
    try {
      await callDynamoDb(endpoint, 'CreateTable', creation(table));
    } catch (error) {
      if (!(error instanceof DynamoDbError) || error.code !== 'ResourceInUseException') throw error;
      await refuseOtherKeys(endpoint, table);
    }
  }
}

const creation = (table: TableSpec): object => ({
  TableName: table.name,
  KeySchema: table.KeySchema,
  AttributeDefinitions: table.AttributeDefinitions,
  BillingMode: 'PAY_PER_REQUEST',
  ...(table.GlobalSecondaryIndexes?.length
    ? { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(indexOf) }
    : {}),
  ...(table.LocalSecondaryIndexes?.length ? { LocalSecondaryIndexes: table.LocalSecondaryIndexes.map(indexOf) } : {}),
  ...(table.StreamSpecification ? { StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification } } : {}),
});

const indexOf = ({ IndexName, KeySchema, Projection }: z.output<typeof Index>): object => ({
  IndexName,
  KeySchema,
  Projection,
});

type Described = {
  Table: {
    KeySchema: unknown;
    GlobalSecondaryIndexes?: { IndexName: string; KeySchema: unknown }[];
    StreamSpecification?: object;
  };
};

async function refuseOtherKeys(endpoint: string, table: TableSpec): Promise<void> {
  const { Table: found } = await callDynamoDb<Described>(endpoint, 'DescribeTable', { TableName: table.name });
  const shape = (of: {
    KeySchema: unknown;
    GlobalSecondaryIndexes?: { IndexName: string; KeySchema: unknown }[] | undefined;
  }): string =>
    JSON.stringify([
      of.KeySchema,
      (of.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index.KeySchema]).sort(),
    ]);
  if (shape(found) !== shape(table)) {
    throw new Error(
      `Table ${table.name} was made with other keys or indexes than the template's; start with --reset or another --data`,
    );
  }
}

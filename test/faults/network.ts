import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditEvent } from '../../events/audit-event.ts';
import { auditEventOf, type TableName } from '../../layers/store/index.ts';
import { callDynamoDb } from '../../local/dynamodb/call.ts';
import { createClient } from '../../schemas/client.ts';
import { startTestRegion, type TestRegion } from '../region.ts';

type Attributes = Parameters<typeof unmarshall>[0];
type ScanPage = { Items: Record<string, unknown>[]; LastEvaluatedKey?: object };
export type StoredItem = { pk: string; sk: string } & Record<string, unknown>;
type TestRegionOptions = NonNullable<Parameters<typeof startTestRegion>[0]>;
/** A fault whose table is named as people name it. */
export type NamedFault = Parameters<TestRegion['setFaults']>[0][number];
/** The typed client, as one person or system. */
export type Speaker = ReturnType<typeof createClient>;

/** A region that is about to be broken, its people, and what lies in its tables. */
export class Network {
  readonly region: TestRegion;

  private constructor(region: TestRegion) {
    this.region = region;
  }

  /** A region with nobody registered. */
  static async begin(options: TestRegionOptions = {}): Promise<Network> {
    return new Network(await startTestRegion({ empty: true, ...options }));
  }

  end(): Promise<void> {
    return this.region.stop();
  }

  as(staffId: string): Speaker {
    return createClient({ origin: this.region.url, token: () => this.region.tokenOf(staffId) });
  }

  systemOf(facilityId: string): Speaker {
    return createClient({ origin: this.region.url, token: () => this.region.systemTokenOf(facilityId) });
  }

  /** Everything in a table as it lies there, past functions and faults. */
  async itemsIn(table: TableName): Promise<StoredItem[]> {
    const { dynamoDbEndpoint, tables } = this.region.region;
    const items: StoredItem[] = [];
    for (let start: object | undefined; ; ) {
      const page: ScanPage = await callDynamoDb(dynamoDbEndpoint, 'Scan', {
        TableName: tables[table],
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      });
      items.push(...page.Items.map((item) => unmarshall(withBytes(item)) as StoredItem));
      start = page.LastEvaluatedKey;
      if (!start) return items;
    }
  }

  /** Every audit event, each as it was written. */
  async events(): Promise<AuditEvent[]> {
    return (await this.itemsIn('audit')).map((item) => auditEventOf(item));
  }

  /** What the functions have said, one line each. */
  logged(): string[] {
    const folder = join(this.region.dataDir, 'logs');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.flatMap((file) => readFileSync(join(file.parentPath, file.name), 'utf8').split('\n'));
  }
}

/** The protocol's JSON writes binary attributes in base64. */
const withBytes = (item: Record<string, unknown>): Attributes =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      const { B: bytes } = value as { B?: string };
      return [name, bytes === undefined ? value : { B: Buffer.from(bytes, 'base64') }];
    }),
  ) as Attributes;

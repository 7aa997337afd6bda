import { join } from 'node:path';
import type { TableName } from '../layers/store/index.ts';
import { createTables, type TableSpec, tablesOf } from '../local/dynamodb/tables.ts';
import { openTemplate } from '../local/template/template.ts';

const ASSEMBLY = join(import.meta.dirname, '..', 'cdk.out');

/** The template's tables once more, under names of their own: with the same keys, indexes and streams. */
export function ownTables(prefix: string): Record<TableName, TableSpec> {
  const specs = tablesOf(openTemplate(ASSEMBLY)).map((spec) => ({ ...spec, name: `${prefix}-${spec.logicalId}` }));
  const named = (start: string): TableSpec => {
    const spec = specs.find(({ logicalId }) => logicalId.startsWith(start));
    if (!spec) throw new Error(`The template has no table ${start}`);
    return spec;
  };
  return { records: named('Records'), directory: named('Directory'), audit: named('Audit') };
}

/** Creates them where they are absent. Answers their names. */
export async function createOwnTables(
  endpoint: string,
  tables: Record<TableName, TableSpec>,
): Promise<Record<TableName, string>> {
  const { records, directory, audit } = tables;
  await createTables(endpoint, [records, directory, audit]);
  return { records: records.name, directory: directory.name, audit: audit.name };
}

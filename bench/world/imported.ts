import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Write } from '../../layers/store/index.ts';
import { findDynoxide } from '../../local/dynamodb/binary.ts';
import type { TableSpec } from '../../local/dynamodb/tables.ts';
import { wireItem } from './wire.ts';

const LINES_A_FILE = 20_000;

/**
 * Makes the embedded store's file from records before it is started, in the form of a DynamoDB export: four times as fast as writing to
 * it. All writes must be for the one table. Answers how many records there are.
 */
export async function importRecords(dataDir: string, table: TableSpec, writes: Iterable<Write>): Promise<number> {
  const source = join(dataDir, 'export');
  const schema = join(dataDir, 'schema.json');
  // Where local/dynamodb/server.ts looks for it.
  const output = join(dataDir, 'dynamodb', 'store.sqlite');
  mkdirSync(join(source, table.name, 'data'), { recursive: true });
  mkdirSync(join(dataDir, 'dynamodb'), { recursive: true });
  const count = exportTo(join(source, table.name, 'data'), writes);
  writeFileSync(schema, JSON.stringify({ Table: described(table) }));
  await promisify(execFile)(findDynoxide(), ['import', '--source', source, '--schema', schema, '--output', output]);
  rmSync(source, { recursive: true });
  return count;
}

function exportTo(folder: string, writes: Iterable<Write>): number {
  let lines: string[] = [];
  let count = 0;
  const flush = (): void => {
    writeFileSync(join(folder, `${count}.json.gz`), gzipSync(lines.join('\n'), { level: 1 }));
    lines = [];
  };
  for (const write of writes) {
    lines.push(JSON.stringify({ Item: wireItem(itemOf(write)) }));
    count += 1;
    if (lines.length === LINES_A_FILE) flush();
  }
  if (lines.length > 0) flush();
  return count;
}

/** An import knows no updates: those that make a record (months' counts) become what they leave behind, each `#name` with its `:value`. */
function itemOf(write: Write): object {
  if ('put' in write) return write.put;
  if (!('update' in write)) throw new TypeError('Only new records can be imported');
  const { names = {}, values = {} } = write;
  const attributes = Object.entries(names).map(([mark, attribute]) => [attribute, values[mark.replace('#', ':')]]);
  return { ...write.update.key, ...Object.fromEntries(attributes) };
}

const described = ({ name, KeySchema, AttributeDefinitions }: TableSpec): object => ({
  TableName: name,
  KeySchema,
  AttributeDefinitions,
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
});

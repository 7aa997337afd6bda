/**
 * Decides again, from the receipts in the audit log, what was decided once, and reports every difference.
 *
 *   npm run replay -- EVENT_ID|--all [--file events.jsonl] [--port N] [--data DIR]
 *
 * Events come from an export in JSON lines (`--file`), or from the audit table of a region on this machine, as `DIR/region.json` names it.
 * The table is then read by a Scan: an offline export, for which the rule "no scans" of the request path does not hold.
 * Exit code: 0 all equal; 1 something differs, cannot be read or is not there; 2 nothing differs, but something was decided under another
 * table; 64 the command line is wrong.
 */

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { AuditEvent } from '../events/audit-event.ts';
import { type Outcome, type Redecision, redecide, ruleTableHash } from '../layers/rules/index.ts';
import { auditEventOf } from '../layers/store/index.ts';

const USAGE = 'npm run replay -- EVENT_ID|--all [--file events.jsonl] [--port N] [--data DIR]';
const EXIT = { equal: 0, different: 1, otherTable: 2, usage: 64 } as const;
/** Something that a person can put right. */
class ReplayProblem extends Error {}

type Wish = { eventId: string | undefined; file: string | undefined; port: string | undefined; dataDir: string };

/** What `region.json` has for us; it has more. */
const Region = z.object({
  url: z.string(),
  tables: z.object({ audit: z.string() }),
  dynamoDbEndpoint: z.string(),
  operator: z
    .object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string().optional() })
    .optional(),
});

function wishOf(argv: string[]): Wish {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      file: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string', default: '.local' },
    },
  });
  if (positionals.length !== (values.all ? 0 : 1)) throw new TypeError('Give one event id, or --all.');
  return { eventId: positionals[0], file: values.file, port: values.port, dataDir: values.data };
}

/** One event as it was kept, before anything is believed about it. */
type Kept = { where: string; text: string };

async function* fromFile(file: string): AsyncGenerator<Kept> {
  if (!existsSync(file)) throw new ReplayProblem(`There is no file ${file}.`);
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line += 1;
    if (text.trim() !== '') yield { where: `line ${line}`, text };
  }
}

async function* fromTable({ dataDir, port }: Wish): AsyncGenerator<Kept> {
  const place = join(dataDir, 'region.json');
  if (!existsSync(place))
    throw new ReplayProblem(`There is no region in ${dataDir}: run npm start first, or give --data or --file.`);
  const region = Region.parse(JSON.parse(readFileSync(place, 'utf8')));
  if (port !== undefined && new URL(region.url).port !== port)
    throw new ReplayProblem(`The region in ${dataDir} is at ${region.url}.`);
  const client = new DynamoDBClient({
    region: 'ap-northeast-1',
    endpoint: region.dynamoDbEndpoint,
    credentials: region.operator ?? { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 2,
  });
  try {
    for await (const page of paginateScan({ client }, { TableName: region.tables.audit, ConsistentRead: true })) {
      for (const item of page.Items ?? []) {
        yield kept(unmarshall(item));
      }
    }
  } finally {
    client.destroy();
  }
}

/** The event as the store keeps it, as text; what is no event becomes a text that nobody can read either. */
const kept = (item: Record<string, unknown>): Kept => {
  const where = `item ${String(item['sk'])}`;
  try {
    return { where, text: JSON.stringify(auditEventOf(item)) };
  } catch {
    return { where, text: '' };
  }
};

type Tally = Record<Redecision['verdict'] | 'unreadable', number>;
const say = (line: string) => process.stdout.write(`${line}\n`);

function parsed({ where, text }: Kept): AuditEvent | undefined {
  try {
    return AuditEvent.parse(JSON.parse(text));
  } catch {
    // What could not be read is named, never printed: it may be anything.
    say(`UNREADABLE ${where}`);
    return undefined;
  }
}

const saidOf = ({ result, because, owes, opened }: Outcome): string => {
  const facilities = Object.entries(opened).map(([facility, mask]) => `${facility}=${mask}`);
  return [
    `${result} because ${because.join(',') || '-'}`,
    ...(owes.length > 0 ? [`owes ${owes.join(',')}`] : []),
    ...(facilities.length > 0 ? [`opened ${facilities.join(' ')}`] : []),
  ].join('; ');
};

function report(event: AuditEvent, again: Redecision): void {
  const name = `${event.eventId} ${event.eventName}`;
  if (again.verdict === 'noReceipt' || again.verdict === 'same') return;
  say(
    again.verdict === 'differs'
      ? `DIFFERS ${name}: ${again.differences.join(', ')}`
      : `DECIDED UNDER ANOTHER TABLE ${name}: ${again.table}`,
  );
  say(`  stored  ${saidOf(again.stored)}`);
  say(`  again   ${saidOf(again.again)}`);
}

async function replay(wish: Wish): Promise<Tally> {
  const tally: Tally = { same: 0, differs: 0, otherTable: 0, noReceipt: 0, unreadable: 0 };
  const source = wish.file === undefined ? fromTable(wish) : fromFile(wish.file);
  for await (const kept of source) {
    if (wish.eventId !== undefined && !kept.text.includes(wish.eventId)) continue;
    const event = parsed(kept);
    if (!event) {
      tally.unreadable += 1;
      continue;
    }
    // Another event's text may name this id as well.
    if (wish.eventId !== undefined && event.eventId !== wish.eventId) continue;
    const again = redecide(event);
    tally[again.verdict] += 1;
    report(event, again);
    if (wish.eventId !== undefined) sayOne(event, again);
  }
  return tally;
}

const sayOne = (event: AuditEvent, again: Redecision): void => {
  if (again.verdict === 'same') say(`SAME ${event.eventId} ${event.eventName}: ${saidOf(again.again)}`);
  if (again.verdict === 'noReceipt')
    say(`NOTHING DECIDED ${event.eventId} ${event.eventName}: the event has no receipt`);
};

function exitCodeOf(tally: Tally, wish: Wish): number {
  const found = Object.values(tally).reduce((sum, count) => sum + count, 0);
  if (wish.eventId !== undefined && found === 0) throw new ReplayProblem(`There is no event ${wish.eventId}.`);
  if (tally.differs + tally.unreadable > 0) return EXIT.different;
  return tally.otherTable > 0 ? EXIT.otherTable : EXIT.equal;
}

async function main(): Promise<number> {
  let wish: Wish;
  try {
    wish = wishOf(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return EXIT.usage;
  }
  try {
    const tally = await replay(wish);
    const exitCode = exitCodeOf(tally, wish);
    const { same, differs, otherTable, noReceipt, unreadable } = tally;
    say(
      `rule table ${ruleTableHash()}: ${same} same, ${differs} differ, ${otherTable} decided under another table, ${noReceipt} without a receipt, ${unreadable} unreadable`,
    );
    return exitCode;
  } catch (error) {
    process.stderr.write(`${problemOf(error)}\n`);
    return EXIT.different;
  }
}

const problemOf = (error: unknown): string => {
  if (error instanceof ReplayProblem) return error.message;
  return `The audit log could not be read (${error instanceof Error ? error.name : 'unknown'}). Is the region running?`;
};

process.exitCode = await main();

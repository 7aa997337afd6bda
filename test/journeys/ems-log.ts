import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditEvent } from '../../events/audit-event.ts';
import { auditEventOf } from '../../layers/store/index.ts';
import type { Journey } from './journey.ts';
import { wordsOf } from './leaks.ts';
import type { TestPerson } from './people.ts';

/** The whole audit log of a region, oldest first. */
export const auditLog = async ({ region }: Journey): Promise<AuditEvent[]> => {
  const { dynamoDbEndpoint: endpoint, operator: credentials, tables } = region.region;
  const client = new DynamoDBClient({ region: 'ap-northeast-1', endpoint, credentials });
  const events: AuditEvent[] = [];
  for await (const page of paginateScan({ client }, { TableName: tables.audit, ConsistentRead: true }))
    events.push(...(page.Items ?? []).map((item) => auditEventOf(unmarshall(item))));
  client.destroy();
  return events.sort((one, other) => (one.eventId < other.eventId ? -1 : 1));
};

/** Which of the people's words, and of what somebody wrote, stand in the audit log. */
const wordsInAudit = async (
  journey: Journey,
  people: readonly TestPerson[],
  written: readonly string[] = [],
): Promise<string[]> => {
  const text = JSON.stringify(await auditLog(journey));
  return [...people.flatMap(wordsOf), ...written].filter((word) => text.includes(word));
};

/** `npm run replay -- --all` over the region. @returns how it ended, and its last line. */
const replayed = async ({ region }: Journey): Promise<{ code: number | null; says: string }> => {
  const tool = join(import.meta.dirname, '../../tools/replay.ts');
  const argv = ['--disable-warning=ExperimentalWarning', tool, '--all', '--data', region.dataDir];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  // Whatever differs stands above the tally.
  return { code, says: code === 0 ? (printed.trimEnd().split('\n').at(-1) ?? '') : printed };
};

/** Printed past jest's own wrapping. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The functions' own lines. */
const loggedLines = ({ region }: Journey): string[] => {
  const logs = join(region.dataDir, 'logs');
  return readdirSync(logs)
    .filter((name) => name.endsWith('.log'))
    .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'));
};

/** How often the functions logged a code that alarms count. */
export const timesLogged = (journey: Journey, code: string): number =>
  loggedLines(journey).filter((line) => line.includes(`"code":"${code}"`)).length;

/** A line that says how a request was answered. */
type Answered = { operation: string; requestId: string; statusCode: number; error?: string };

const answeredIn = (journey: Journey): Answered[] =>
  loggedLines(journey)
    .filter((line) => line.includes('"message":"answered"'))
    .map((line) => JSON.parse(line) as Answered);

/**
 * Requests that the functions answered, against the audit log: how many, and the operation and problem of those that left no event. What was
 * refused for its form alone leaves none.
 */
const unaudited = async (journey: Journey): Promise<{ answered: number; events: number; missing: string[] }> => {
  const events = await auditLog(journey);
  const audited = new Set(events.map(({ requestId }) => requestId));
  const answered = answeredIn(journey);
  const missing = answered.filter(({ requestId }) => !audited.has(requestId));
  return {
    answered: answered.length,
    events: events.length,
    missing: [
      ...new Set(missing.map(({ operation, statusCode, error }) => `${operation} ${error ?? statusCode}`)),
    ].sort(),
  };
};

/**
 * What must hold of any journey's log: which requests left no event, how the replay over all of it ended, and whose words stand in a log or in the
 * audit. `says`: the counts, to be printed.
 */
export const accountOf = async (
  journey: Journey,
  { people, written = [] }: { people: readonly TestPerson[]; written?: readonly string[] },
): Promise<{ unaudited: string[]; replay: number | null; named: string[]; says: string }> => {
  const { answered, events, missing } = await unaudited(journey);
  const { code, says } = await replayed(journey);
  const named = [...journey.leaked(people, written), ...(await wordsInAudit(journey, people, written))];
  return { unaudited: missing, replay: code, named, says: `${answered} requests, ${events} events; ${says}` };
};
/** All decided the same again, and everything could be read. */
export const ALL_THE_SAME = /: \d+ same, 0 differ, 0 decided under another table, \d+ without a receipt, 0 unreadable$/;

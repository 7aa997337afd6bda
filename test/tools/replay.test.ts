import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEvent } from '../../events/audit-event.ts';
import { decide, type Facts, receiptOf } from '../../layers/rules/index.ts';
import { auditItemOf } from '../../layers/store/audit-writer.ts';
import { type DynamoDb, startDynamoDb } from '../../local/dynamodb/server.ts';
import type { Act } from '../../schemas/acts.ts';

const DOCTOR: Facts = {
  isSystem: false,
  systemActive: false,
  scopeIsStaff: true,
  staffActive: true,
  subMatches: true,
  sessionCurrent: true,
  facilityActive: true,
  handlesRegistration: true,
  isNetworkOffice: false,
  ownLinkVerified: true,
  ownLinkAbsent: false,
  registeredByCaller: false,
};
const idOf = (n: number): string => `evt_01JD3Z2V6Q5W8X9Y0ABCDEFG${String(n).padStart(2, '0')}`;

/** An honest event: what the rules say of these facts. */
const event = (n: number, asked: { act: Act; facts: Facts }, change: Partial<AuditEvent> = {}): AuditEvent => {
  const { decision, because } = decide(asked);
  return AuditEvent.parse({
    eventVersion: '1',
    eventId: idOf(n),
    eventTime: '2024-02-01T00:00:00.000Z',
    eventSource: 'ism-link.registration',
    eventName: 'ReadPatient',
    actor: { staffId: 'test-clinic.doctor' },
    outcome: { result: decision === 'allow' ? 'allowed' : 'refused', because },
    receipt: receiptOf(asked),
    writer: { writerId: 'w-1', n, previousHash: '0'.repeat(64) },
    ...change,
  });
};
const allowed = event(1, { act: 'patient.read', facts: DOCTOR });
const refused = event(2, { act: 'patient.merge', facts: DOCTOR });
const { receipt: _none, ...undecided } = event(3, { act: 'profile.read', facts: DOCTOR });
const altered = event(
  4,
  { act: 'patient.merge', facts: DOCTOR },
  { outcome: { result: 'allowed', because: ['PATIENT-06'] } },
);
const older = event(5, { act: 'patient.read', facts: DOCTOR });
const underOlderTable: AuditEvent = {
  ...older,
  receipt: { ...receiptOf({ act: 'patient.read', facts: DOCTOR }), table: '0123456789abcdef' },
};

describe('npm run replay', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'ism-link-replay-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const replay = (...options: string[]) => {
    const { status, stdout, stderr } = spawnSync('node', ['tools/replay.ts', ...options], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const fileOf = (...lines: (object | string)[]): string => {
    const file = join(directory, 'events.jsonl');
    writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return file;
  };

  it('finds an honest log equal, events without a decision aside', () => {
    const { status, stdout } = replay('--all', '--file', fileOf(allowed, refused, undecided));
    expect(stdout).toMatch(
      /^rule table [0-9a-f]{16}: 2 same, 0 differ, 0 decided under another table, 1 without a receipt, 0 unreadable\n$/,
    );
    expect(status).toBe(0);
  });

  it('shows stored and new outcome where an event was altered', () => {
    const { status, stdout } = replay('--all', '--file', fileOf(allowed, altered));
    expect(stdout).toContain(
      `DIFFERS ${idOf(4)} ReadPatient: result, because\n  stored  allowed because PATIENT-06\n  again   refused because DEFAULT-DENY\n`,
    );
    expect(stdout).toContain('1 same, 1 differ');
    expect(status).toBe(1);
  });

  it('never calls equal what was decided under another table, and shows both outcomes', () => {
    const { status, stdout } = replay('--all', '--file', fileOf(underOlderTable));
    expect(stdout).toContain(
      `DECIDED UNDER ANOTHER TABLE ${idOf(5)} ReadPatient: 0123456789abcdef\n  stored  allowed because PATIENT-03\n  again   allowed because PATIENT-03\n`,
    );
    expect(stdout).toContain('0 same, 0 differ, 1 decided under another table');
    expect(status).toBe(2);
  });

  it('decides one event by its id', () => {
    const file = fileOf(allowed, altered);
    expect(replay(idOf(1), '--file', file)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`SAME ${idOf(1)} ReadPatient: allowed because PATIENT-03`),
    });
    expect(replay(idOf(9), '--file', file)).toMatchObject({ status: 1, stderr: `There is no event ${idOf(9)}.\n` });
  });

  it('names a line that is no event, prints nothing of it, and goes on', () => {
    const { status, stdout } = replay(
      '--all',
      '--file',
      fileOf('{"name":"山田"', { ...allowed, surprise: '秘密' }, refused),
    );
    expect(stdout).toContain('UNREADABLE line 1\nUNREADABLE line 2\n');
    expect(stdout).not.toMatch(/山田|秘密/);
    expect(stdout).toContain('1 same');
    expect(status).toBe(1);
  });

  it.each<[string, string[]]>([
    ['neither an id nor --all', []],
    ['both', ['--all', 'evt_1']],
    ['an unknown option', ['--all', '--everything']],
  ])('says how it is used when given %s', (_what, options) => {
    expect(replay(...options)).toMatchObject({ status: 64, stderr: expect.stringContaining('npm run replay --') });
  });

  it('says plainly that a file or a region is not there', () => {
    expect(replay('--all', '--file', join(directory, 'none.jsonl'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no file'),
    });
    expect(replay('--all', '--data', join(directory, 'none'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no region'),
    });
  });
});

describe('npm run replay, from the audit table of a region', () => {
  const TABLE = 'audit-table';
  const MANY = 60;
  let directory: string;
  let store: DynamoDb;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ism-link-replay-'));
    store = await startDynamoDb({ dataDir: directory });
    const operator = { accessKeyId: 'operator', secretAccessKey: 'secret' };
    const client = new DynamoDBClient({ region: 'ap-northeast-1', endpoint: store.endpoint, credentials: operator });
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
    const honest = Array.from({ length: MANY }, (_, n) => event(n + 10, { act: 'patient.read', facts: DOCTOR }));
    for (const one of [...honest, altered]) {
      await client.send(new PutItemCommand({ TableName: TABLE, Item: marshall(auditItemOf(one)) }));
    }
    client.destroy();
    const region = {
      url: 'http://127.0.0.1:3000',
      tables: { audit: TABLE },
      dynamoDbEndpoint: store.endpoint,
      operator,
    };
    writeFileSync(join(directory, 'region.json'), JSON.stringify(region));
  });
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const replay = async (...options: string[]) => {
    const child = spawn('node', ['tools/replay.ts', ...options, '--data', directory]);
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (printed += part.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, printed };
  };

  it('decides every event again as the store keeps it', async () => {
    const { status, printed } = await replay('--all');
    expect(printed).toContain(`DIFFERS ${idOf(4)} ReadPatient: result, because`);
    expect(printed).toContain(
      `${MANY} same, 1 differ, 0 decided under another table, 0 without a receipt, 0 unreadable`,
    );
    expect(status).toBe(1);
  });

  it('refuses to take one region for another', async () => {
    const { status, printed } = await replay('--all', '--port', '3100');
    expect(printed).toContain('is at http://127.0.0.1:3000');
    expect(status).toBe(1);
  });
});

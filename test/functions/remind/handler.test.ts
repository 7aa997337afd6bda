import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ScheduledEvent } from 'aws-lambda';
import { Principals } from '../../../local/functions/credentials.ts';
import { type Listening, listenOnLoopback } from '../../../local/loopback.ts';
import { startSes } from '../../../local/mail/ses.ts';
import { facility } from '../../layers/store/people.ts';
import { SECRET } from '../../layers/store/tables.ts';
import { DeedWorld } from '../deed-world.ts';
import { openGrant, VIEWER } from '../obligations/owing.ts';

// An ES module that jest cannot load; only the entries of the API need it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const HOUR = 3_600_000;
let world: DeedWorld;
const running: Listening[] = [];
const dataDir = mkdtempSync(join(tmpdir(), 'remind-'));

/** The function's surroundings: its tables, the secret's extension, SES. Its own clock is the machine's. */
beforeAll(async () => {
  world = await DeedWorld.open();
  const principals = new Principals();
  const { credentials } = principals.addOperator();
  const ses = await startSes({ dataDir, principals, region: 'ap-northeast-1', account: '000000000000' });
  const secrets = await listenOnLoopback(
    createServer((_request, response) => void response.end(JSON.stringify({ SecretString: SECRET }))),
  );
  running.push(ses, secrets);
  Object.assign(process.env, {
    RECORDS_TABLE: 'records',
    DIRECTORY_TABLE: 'directory',
    AUDIT_TABLE: 'audit',
    KEYS_SECRET_ARN: 'arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:keys',
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(secrets.port),
    MAIL_FROM: 'reminders@ism-link.example',
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: world.tables.endpoint,
    AWS_ENDPOINT_URL_SESV2: ses.url,
    POWERTOOLS_SERVICE_NAME: 'remind',
  });
  world.clock.at(new Date(Date.now() - (7 * 24 - 1) * HOUR).toISOString());
  await world.addFacility({ facilityId: facility('ty-hospital') });
  await world.addFacility({ facilityId: VIEWER, kind: 'clinic', reminderEmail: 'clinic@example.jp' });
  await openGrant(world, { owes: ['keepConsentForm'] });
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const letters = (): string[] =>
  readdirSync(join(dataDir, 'mail')).map((name) => readFileSync(join(dataDir, 'mail', name), 'utf8'));
/** One event of the schedule, and the log line that it ends with. */
const hour = async (id: string): Promise<Record<string, unknown>> => {
  const { handler } = await import('../../../functions/remind/handler.ts');
  const written = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
  const [ended] = await Promise.allSettled([handler({ id } as ScheduledEvent)]);
  const lines = written.flatMap(({ mock }) =>
    mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>),
  );
  jest.restoreAllMocks();
  if (ended.status === 'rejected') throw ended.reason;
  return lines.find(({ message }) => message === 'reminded') ?? {};
};

describe('the hourly event', () => {
  it('sends the mail that is due through SES, and once, however often the event comes', async () => {
    expect(await hour('event 1')).toMatchObject({ eventId: 'event 1', sent: 1, unsendable: 0, failed: 0 });
    expect(await hour('event 1')).toMatchObject({ sent: 0, unsendable: 0, failed: 0 });
    const [letter, ...others] = letters();
    expect(others).toEqual([]);
    expect(letter).toContain('To: clinic@example.jp');
    expect(letter).toContain('From: reminders@ism-link.example');
    expect(letter).toContain('期限の近い要対応 1件');
    const events = (await world.audited()).filter(({ eventName }) => eventName === 'SendReminder');
    expect(events.map(({ requestId, actor }) => [requestId, actor.clientId])).toEqual(
      ['intended', 'sent'].map(() => ['event 1', 'events.amazonaws.com']),
    );
  });

  it('fails where a mail could not be sent, so that it is tried again and an alarm tells', async () => {
    await openGrant(world, { owes: ['keepConsentForm'], id: '0000002', viewer: facility('second-clinic') });
    await world.addFacility({
      facilityId: facility('second-clinic'),
      kind: 'clinic',
      reminderEmail: 'second@example.jp',
    });
    await running[0]?.close();
    await expect(hour('event 2')).rejects.toThrow('some reminders failed');
    expect(letters()).toHaveLength(1);
  });
});

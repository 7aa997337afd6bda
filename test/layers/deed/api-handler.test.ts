import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod';
import type { apiHandler, deed as bindDeed, Desk } from '../../../layers/deed/index.ts';
// Past the front door, which would make the logger before it is told to be silent.
import { type HttpAnswer, ProblemError } from '../../../layers/edge/problem.ts';
import type { ApiEvent } from '../../../layers/edge/request.ts';
import {
  auditEventOf,
  ConflictError,
  commit,
  facilityWrites,
  openSessionWrites,
  patientWrite,
  StoreUnavailableError,
  staffWrite,
} from '../../../layers/store/index.ts';
import type { Operation } from '../../../schemas/operation.ts';
import { apiEvent, operation as model } from '../edge/api-event.ts';
import { draft, facility, patient, patientId, staff } from '../store/people.ts';
import { openTables, SECRET, type Tables } from '../store/tables.ts';

// An ES module that jest cannot load; here the handler stands alone, as Lambda calls it.
jest.mock('@middy/core', () => () => ({ handler: (handle: unknown) => handle }), { virtual: true });

type Handler = (event: ApiEvent) => Promise<HttpAnswer>;
const operation: Operation = {
  ...model,
  path: '/v1/things',
  act: 'patient.read',
  params: undefined,
  query: z.strictObject({ cursor: z.string().optional(), day: z.string().optional() }),
  response: { status: 201, schema: z.strictObject({ done: z.string() }) },
  ifMatch: false,
};

let tables: Tables;
let secrets: Server;
let handler: Handler;
let makeHandler: typeof apiHandler;
let deed: typeof bindDeed;
/** What the deed of this test does. */
let perform: (
  desk: Desk,
  query: Record<string, string>,
) => Promise<{ body: unknown; status?: number; version?: number }>;
let performed = 0;

beforeAll(async () => {
  tables = await openTables();
  secrets = createServer((_, response) => response.end(JSON.stringify({ SecretString: SECRET })));
  await new Promise<void>((resolve) => void secrets.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    RECORDS_TABLE: 'records',
    DIRECTORY_TABLE: 'directory',
    AUDIT_TABLE: 'audit',
    KEYS_SECRET_ARN: 'arn:of:the:secret',
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String((secrets.address() as AddressInfo).port),
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  ({ apiHandler: makeHandler, deed } = await import('../../../layers/deed/index.ts'));
  const doing = deed(operation, async ({ query }, desk) => {
    performed += 1;
    return (await perform(desk, query as Record<string, string>)) as never;
  });
  handler = makeHandler([doing]) as unknown as Handler;
  await putDirectory();
});
afterAll(async () => {
  for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'POWERTOOLS_LOG_LEVEL']) delete process.env[name];
  secrets.close();
  await tables.close();
});
afterEach(() => {
  tables.faults.set([]);
  performed = 0;
});

const CLINIC = facility('test-clinic');
const DOCTOR = staff('test-clinic.doctor');
const NURSE = staff('test-clinic.nurse');
const putDirectory = async (): Promise<void> => {
  const session = {
    sessionId: 'ses_1',
    originJti: 'sign-in 1',
    deviceId: 'none',
    signedInAt: '2026-11-22T03:00:00.000Z',
    openedAt: '2026-11-22T03:00:00.000Z',
    state: 'current' as const,
  };
  const clinic = {
    facilityId: CLINIC,
    name: 'テストクリニック',
    nameEn: 'Test Clinic',
    kind: 'clinic' as const,
    municipality: '汐見市',
    discloses: false,
    views: true,
    localIds: { digits: 6, padding: 'none' as const },
    publication: { ownStaff: [], linked: [] },
    excludedLocalIds: [],
    state: 'active' as const,
    joinedOn: '2024-04-01',
    version: 1,
  };
  const doctor = {
    staffId: DOCTOR,
    sub: 'the doctor',
    facilityId: CLINIC,
    name: '砂浜',
    nameKana: 'スナハマ',
    role: 'doctor' as const,
    privileges: [],
    state: 'active' as const,
    version: 1,
  };
  await commit(tables.store, {
    writes: [
      ...facilityWrites(clinic),
      staffWrite(doctor),
      ...openSessionWrites(DOCTOR, session, undefined),
      staffWrite({ ...doctor, staffId: NURSE, sub: 'the nurse', role: 'nurse' }),
      ...openSessionWrites(NURSE, { ...session, sessionId: 'ses_2', originJti: 'sign-in 2' }, undefined),
    ],
    audit: draft(),
  });
};

const CLAIMS = {
  token_use: 'access',
  sub: 'the doctor',
  client_id: 'web',
  username: DOCTOR,
  origin_jti: 'sign-in 1',
  auth_time: '1795316645',
  scope: 'ism-link/staff',
};
let requests = 0;
type Asked = {
  claims?: Record<string, string>;
  key?: string;
  body?: string;
  query?: string;
  routeKey?: string;
  forwarded?: string;
};
const ask = async ({
  claims = CLAIMS,
  key,
  body = '{"name":"abc"}',
  query,
  routeKey = 'POST /v1/things',
  forwarded,
}: Asked = {}) => {
  requests += 1;
  const requestId = `request ${requests}`;
  const event = apiEvent({
    body,
    ...(query !== undefined && { query }),
    headers: {
      'idempotency-key': key ?? `a key of its own ${requests}`.replaceAll(' ', '-'),
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
    },
  });
  const context = { ...event.requestContext, requestId, authorizer: { jwt: { claims, scopes: [] } } };
  const answer = await handler({
    ...event,
    rawPath: '/v1/things',
    routeKey,
    requestContext: context,
  });
  const events = (await tables.itemsIn('audit'))
    .map((item) => auditEventOf({ event: Buffer.from(item['event']?.B ?? '', 'base64') }))
    .filter((one) => one.requestId === requestId);
  return { ...answer, body: JSON.parse(answer.body) as Record<string, unknown>, events };
};

const permitted = async (desk: Desk) => {
  await desk.load({});
  return desk.require({ facts: { ownLinkVerified: true, ownLinkAbsent: false, registeredByCaller: false } });
};
const succeed = async (desk: Desk) => {
  await desk.record(await permitted(desk));
  return { body: { done: 'yes' }, version: 7 };
};

describe('a deed behind its handler', () => {
  it('answers what was declared, with its version, never cached, and was audited before', async () => {
    perform = succeed;
    const { statusCode, headers, body, events } = await ask({ forwarded: '198.51.100.7, 203.0.113.9, 192.0.2.1' });
    expect({ statusCode, body }).toEqual({ statusCode: 201, body: { done: 'yes' } });
    expect(headers).toMatchObject({ etag: '"7"', 'cache-control': 'no-store' });
    expect(events).toMatchObject([
      {
        eventSource: 'ism-link.registration',
        eventName: 'MakeThing',
        actor: {
          staffId: DOCTOR,
          facilityId: CLINIC,
          role: 'doctor',
          sessionId: 'ses_1',
          sourceIp: '203.0.113.1',
          forwardedFor: '203.0.113.9',
        },
        outcome: { result: 'allowed' },
        receipt: { act: 'patient.read' },
      },
    ]);
  });

  const addressesFor = async (forwarded: string | undefined) => {
    const { statusCode, events } = await ask(forwarded === undefined ? {} : { forwarded });
    return [statusCode, events[0]?.actor.sourceIp, events[0]?.actor.forwardedFor];
  };

  it('has the address that the gateway saw in its audit; what a caller forwards stands beside it and never replaces it', async () => {
    perform = succeed;
    expect(await addressesFor('198.51.100.7, 203.0.113.9, 192.0.2.1')).toEqual([201, '203.0.113.1', '203.0.113.9']);
    expect(await addressesFor('2001:db8::1, 192.0.2.1')).toEqual([201, '203.0.113.1', '2001:db8::1']);
    expect(await addressesFor('192.0.2.1')).toEqual([201, '203.0.113.1', undefined]);
    expect(await addressesFor(undefined)).toEqual([201, '203.0.113.1', undefined]);
  });

  it('takes for a forwarded address what looks like one, and nothing else that somebody wrote into a header', async () => {
    perform = succeed;
    for (const forwarded of [
      '',
      'a\tb, 192.0.2.1',
      '<script>, 192.0.2.1',
      `${'1'.repeat(65)}, 192.0.2.1`,
      ', 192.0.2.1',
    ])
      expect(await addressesFor(forwarded)).toEqual([201, '203.0.113.1', undefined]);
  });

  it('lets nothing leave that was not declared', async () => {
    perform = async (desk) => ({ ...(await succeed(desk)), body: { done: 'yes', secret: '試験 花子' } });
    const { statusCode, body } = await ask();
    expect([statusCode, body['code']]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(body)).not.toContain('花子');
  });

  it('tells nothing of an error but that there was one', async () => {
    perform = async () => {
      throw new Error('試験 花子 is not readable');
    };
    const { statusCode, body } = await ask();
    expect([statusCode, Object.keys(body).sort()]).toEqual([
      500,
      ['code', 'requestId', 'status', 'title', 'titleEn', 'type'],
    ]);
  });

  it.each<[string, unknown, number, string]>([
    ['a problem', new ProblemError('LINK_EXISTS'), 409, 'LINK_EXISTS'],
    ['a store out of reach', new StoreUnavailableError(new Error('gone'), false), 503, 'UNAVAILABLE'],
    [
      'a store that refuses what it was given',
      new StoreUnavailableError(Object.assign(new Error('large'), { name: 'ValidationException' }), true),
      500,
      'INTERNAL',
    ],
    ['nothing sensible', 'thrown', 500, 'INTERNAL'],
  ])('answers %s as what it is', async (_, error, status, code) => {
    perform = () => Promise.reject(error);
    const answer = await ask();
    expect([answer.statusCode, answer.body['code']]).toEqual([status, code]);
  });
});

describe('a conflict', () => {
  it('has the deed done again from its start, with facts read anew', async () => {
    perform = async (desk) => {
      if (performed < 3) throw new ConflictError('link-version');
      return succeed(desk);
    };
    expect((await ask()).statusCode).toBe(201);
    expect(performed).toBe(3);
  });

  it('that does not end is told after four attempts, with when to try again', async () => {
    perform = () => Promise.reject(new ConflictError('link-version'));
    const { statusCode, headers, body } = await ask();
    expect([statusCode, body['code'], headers['retry-after'], performed]).toEqual([409, 'CONFLICT', '1', 4]);
  });

  it('that a deed has a name for is that problem, audited as failed', async () => {
    await commit(tables.store, { writes: [patientWrite(patient(1))], audit: draft() });
    perform = async (desk) => {
      await desk.commit(await permitted(desk), {
        writes: [patientWrite(patient(1))],
        conflicts: { 'patient-version': 'VERSION_CONFLICT' },
      });
      return { body: { done: 'yes' } };
    };
    const { body, events } = await ask();
    expect(body['code']).toBe('VERSION_CONFLICT');
    expect(events).toMatchObject([{ outcome: { result: 'failed', code: 'VERSION_CONFLICT' } }]);
  });
});

describe('who is not let in', () => {
  it.each<[string, Asked, number, string]>([
    ['no token of ours', { claims: {} }, 401, 'UNAUTHENTICATED'],
    [
      'a system where staff are asked for',
      { claims: { token_use: 'access', sub: 'client', client_id: 'client', scope: 'ism-link/ingest' } },
      403,
      'FORBIDDEN',
    ],
    ['a route that nobody declared', { routeKey: 'GET /v1/other' }, 404, 'NOT_FOUND'],
    ['a field that nobody declared', { body: '{"name":"abc","x":1}' }, 400, 'INVALID_REQUEST'],
  ])('%s never reaches the deed', async (_, asked, status, code) => {
    perform = succeed;
    const answer = await ask(asked);
    expect([answer.statusCode, answer.body['code'], performed, answer.events.length]).toEqual([status, code, 0, 0]);
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['another sign-in than the current one', { origin_jti: 'sign-in 2' }, 401, 'SESSION_REQUIRED'],
    ['another person under the same name', { sub: 'somebody else' }, 403, 'FORBIDDEN'],
    ['a person the directory does not know', { username: 'test-clinic.nobody' }, 401, 'SESSION_REQUIRED'],
    ['a token without the scope', { scope: 'openid' }, 403, 'FORBIDDEN'],
  ])('%s is refused by the rules, and that is audited', async (_, change, status, code) => {
    perform = succeed;
    const { statusCode, body, events } = await ask({ claims: { ...CLAIMS, ...change } });
    expect([statusCode, body['code']]).toEqual([status, code]);
    expect(events).toMatchObject([{ outcome: { result: 'refused', code } }]);
  });

  it('a refusal that cannot be audited is no refusal either: no answer without audit', async () => {
    perform = succeed;
    tables.faults.set([{ kind: 'failure', table: 'audit' }]);
    expect((await ask({ claims: { ...CLAIMS, sub: 'somebody else' } })).body['code']).toBe('AUDIT_UNAVAILABLE');
  });

  it('where no rule permits, the deed says how much may be known', async () => {
    perform = async (desk) => {
      await desk.load({});
      await desk.require({
        facts: { ownLinkVerified: false, ownLinkAbsent: false, registeredByCaller: false },
        otherwise: 'NOT_FOUND',
        patientId: patientId(1),
        resource: { thing: 'x' },
      });
      return { body: { done: 'yes' } };
    };
    const { statusCode, body, events } = await ask();
    expect([statusCode, body['because']]).toEqual([404, undefined]);
    expect(events).toMatchObject([
      {
        patientId: patientId(1),
        resource: { thing: 'x' },
        outcome: { result: 'refused', because: ['DEFAULT-DENY'], code: 'NOT_FOUND' },
      },
    ]);
  });
});

describe('an Idempotency-Key', () => {
  const makeOnce = async (desk: Desk) => {
    const verdict = await permitted(desk);
    if (desk.prior) {
      await desk.record(verdict, { request: { repeated: true } });
      return { status: 201, body: { done: desk.prior['made'] } };
    }
    const made = desk.store.newId();
    await desk.commit(verdict, { writes: [patientWrite(patient(100 + performed + requests))], result: { made } });
    return { body: { done: made } };
  };

  it('has the same request done once, and answers the same again; authorization is asked anew', async () => {
    perform = makeOnce;
    const key = 'the-same-key';
    const first = await ask({ key });
    const again = await ask({ key });
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect(again.events).toMatchObject([{ request: { repeated: true } }]);
    const stranger = await ask({ key, claims: { ...CLAIMS, sub: 'somebody else' } });
    expect(stranger.statusCode).toBe(403);
  });

  it('has one of many at once done, and the others find what it made', async () => {
    perform = makeOnce;
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask({ key: 'at-once-key' })));
    expect(new Set(answers.map(({ body }) => body['done'])).size).toBe(1);
    expect(
      answers.flatMap(({ events }) => events).filter((event) => event.request?.['repeated'] !== true),
    ).toHaveLength(1);
  });

  it('with another body is a conflict', async () => {
    perform = makeOnce;
    await ask({ key: 'two-bodies' });
    const other = await ask({ key: 'two-bodies', body: '{"name":"abd"}' });
    expect([other.statusCode, other.body['code']]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
  });

  it('with another body tells nothing to somebody whose session is over: refused first, and audited', async () => {
    perform = makeOnce;
    await ask({ key: 'two-bodies-later' });
    const over = { ...CLAIMS, origin_jti: 'an older sign-in' };
    const other = await ask({ key: 'two-bodies-later', body: '{"name":"abd"}', claims: over });
    expect([other.statusCode, other.body['code']]).toEqual([401, 'SESSION_REQUIRED']);
    expect(other.events.map(({ outcome }) => outcome)).toMatchObject([{ result: 'refused', code: 'SESSION_REQUIRED' }]);
  });
});

describe('a cursor', () => {
  const listing = async (desk: Desk, query: Record<string, string>) => {
    const place = desk.openCursor<string>(query['cursor'], query);
    await desk.record(await permitted(desk));
    return { body: { done: `${place ?? 'the beginning'} ${desk.cursor('the middle', query)}` } };
  };
  const cursorFrom = ({ body }: { body: Record<string, unknown> }) => String(body['done']).split(' ').at(-1) ?? '';

  it('goes on where it was, for the same query alone', async () => {
    perform = listing;
    const cursor = cursorFrom(await ask({ query: 'day=2026-11-22' }));
    expect((await ask({ query: `day=2026-11-22&cursor=${cursor}` })).body['done']).toMatch(/^the middle /);
    for (const query of [
      `cursor=${cursor}`,
      `day=2026-11-23&cursor=${cursor}`,
      `day=2026-11-22&cursor=${cursor}A`,
      'cursor=x',
    ]) {
      const answer = await ask({ query });
      expect([answer.statusCode, answer.body['code']]).toEqual([400, 'INVALID_CURSOR']);
    }
  });

  it('is its caller’s own', async () => {
    perform = listing;
    const cursor = cursorFrom(await ask());
    const nurse = { ...CLAIMS, username: NURSE, sub: 'the nurse', origin_jti: 'sign-in 2' };
    const other = await ask({ query: `cursor=${cursor}`, claims: nurse });
    expect(other.body['code']).toBe('INVALID_CURSOR');
  });
});

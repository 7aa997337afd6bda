import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from '../../schemas/client.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { listFacilities, openSession } from '../../schemas/operations/directory.ts';
import { putFacilityPatient } from '../../schemas/operations/ingest.ts';
import { mergePatients, putLink, readPatient, updatePatient } from '../../schemas/operations/registration.ts';
import { facility, patientId } from '../layers/store/people.ts';

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
type Answer = { status: number; headers?: Record<string, string>; body?: string };

let server: Server;
let seen: Seen[] = [];
let answer: Answer;
let call: ReturnType<typeof createClient>;
let tokens = 0;

beforeAll(async () => {
  server = createServer((message, response) => {
    void message.toArray().then((chunks: Buffer[]) => {
      const { method = '', url = '', headers } = message;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  call = createClient({ origin, token: async () => `token ${(tokens += 1)}` });
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});
beforeEach(() => {
  seen = [];
  answer = json(200, {});
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  body: JSON.stringify(body),
});
const problem = {
  type: 'urn:ism-link:problem:NOT_FOUND',
  status: 404,
  code: 'NOT_FOUND',
  title: '見つかりません。',
  titleEn: 'Not found.',
};
const facilities = { items: [] };

describe('a client', () => {
  it('asks as the operation declares: method, path, query, body, token', async () => {
    answer = json(200, facilities);
    await call(listFacilities, { query: { limit: 5, cursor: 'a b&c=ü' } });
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/v1/facilities?limit=5&cursor=a+b%26c%3D%C3%BC', body: '' });
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer token ${tokens}`,
      accept: 'application/json, application/problem+json',
    });
    expect(seen[0]?.headers['content-type']).toBeUndefined();
    await call(listFacilities, {});
    expect(seen[1]?.url).toBe('/v1/facilities');
    expect(seen[1]?.headers.authorization).toBe(`Bearer token ${tokens}`);
  });

  it('leaves undefined criteria out of the query', async () => {
    answer = json(200, { items: [] });
    await call(listAuditEvents, { query: { patientId: undefined, staffId: 'test-clinic.doctor' } });
    expect(seen[0]?.url).toBe('/v1/audit-events?staffId=test-clinic.doctor');
  });

  it('writes parts of a path so that they stay parts', async () => {
    answer = json(404, problem);
    await call(putFacilityPatient, { params: { localId: '１２/../#?' }, body: {} as never });
    expect(seen[0]?.url).toBe(`/v1/facility-patients/${encodeURIComponent('１２/../#?')}`);
    expect(seen[0]).toMatchObject({ method: 'PUT', body: '{}' });
  });

  it('sends an Idempotency-Key where one is required: its own, or a new one each time', async () => {
    answer = json(404, problem);
    const input = { params: { patientId: patientId(1) }, body: { duplicatePatientId: patientId(2), reason: '重複' } };
    await call(mergePatients, input, { idempotencyKey: 'key of mine' });
    await call(mergePatients, input);
    await call(mergePatients, input);
    const keys = seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe('key of mine');
    expect(keys[1]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[2]).not.toBe(keys[1]);
    await call(putLink, {
      params: { patientId: patientId(1), facilityId: facility('ty-hospital') },
      body: { localId: '1' },
    });
    expect(seen[3]?.headers['idempotency-key']).toBeUndefined();
  });

  it('sends If-Match as given, and tells the ETag', async () => {
    answer = json(404, problem);
    await call(updatePatient, { params: { patientId: patientId(1) }, body: { demographics: {} } }, { ifMatch: '"3"' });
    expect(seen[0]).toMatchObject({
      method: 'PATCH',
      headers: { 'if-match': '"3"', 'content-type': 'application/json' },
    });
    answer = json(200, facilities, { etag: '"4"' });
    expect(await call(listFacilities, {})).toMatchObject({ ok: true, etag: '"4"' });
  });

  it('answers what the schema says, with the status that came', async () => {
    answer = json(200, { sessionId: 'ses_1', staffId: 'test-clinic.doctor', openedAt: '2026-11-22T03:04:05.678Z' });
    expect(await call(openSession, { body: {} })).toEqual({
      ok: true,
      status: 200,
      body: { sessionId: 'ses_1', staffId: 'test-clinic.doctor', openedAt: '2026-11-22T03:04:05.678Z' },
    });
  });

  it('does not take a success that is not what was declared', async () => {
    answer = json(200, { items: [], more: 1 });
    await expect(call(listFacilities, {})).rejects.toThrow();
    answer = { status: 200, body: '<html>' };
    await expect(call(listFacilities, {})).rejects.toThrow();
  });

  it('answers a problem as a value, with when to try again', async () => {
    answer = json(404, problem);
    expect(await call(readPatient, { params: { patientId: patientId(1) } })).toEqual({
      ok: false,
      status: 404,
      problem,
    });
    answer = json(503, { ...problem, code: 'UNAVAILABLE', status: 503 }, { 'retry-after': '2' });
    expect(await call(listFacilities, {})).toMatchObject({ ok: false, status: 503, retryAfterSeconds: 2 });
  });

  it.each([
    [401, 'UNAUTHENTICATED'],
    [404, 'NOT_FOUND'],
    [413, 'INVALID_REQUEST'],
    [500, 'UNAVAILABLE'],
    [502, 'UNAVAILABLE'],
  ])('says a %i that is no problem document of ours as %s', async (status, code) => {
    for (const body of ['', '<html>Bad gateway</html>', '{"message":"Unauthorized"}', '"text"', 'null']) {
      answer = { status, body };
      expect(await call(listFacilities, {})).toMatchObject({ ok: false, status, problem: { code, status } });
    }
  });

  it('throws only where no answer came', async () => {
    const nowhere = createClient({ origin: 'http://127.0.0.1:9', token: async () => 'token' });
    await expect(nowhere(listFacilities, {})).rejects.toThrow();
    const given = new AbortController();
    given.abort();
    await expect(call(listFacilities, {}, { signal: given.signal })).rejects.toThrow();
  });
});

import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parseDisasterFlag, readDisasterFlag, readEnvironment } from '../../../layers/edge/index.ts';
import { type Listening, listenOnLoopback } from '../../../local/loopback.ts';

const ulid = (n: number) => `01JD3Z2V6Q5W8X9Y0ABCDEFG${String(n).padStart(2, '0')}`;
const entry = (n: number, hash = '0123456789abcdef') => `dis_${ulid(n)}:${hash}`;
const many = (count: number) => Array.from({ length: count }, (_, n) => entry(n));
const on = (rules: unknown) => ({ 'disaster-mode': { enabled: true, rules } });

describe('the flag as it was answered', () => {
  it('lists rules by id and hash while it is on', () => {
    expect(parseDisasterFlag(on([entry(1), entry(2, 'fedcba9876543210')]))).toEqual({
      state: 'on',
      entries: [
        { ruleId: `dis_${ulid(1)}`, hash: '0123456789abcdef' },
        { ruleId: `dis_${ulid(2)}`, hash: 'fedcba9876543210' },
      ],
    });
  });

  it('is off when AppConfig says so, without its attributes', () => {
    expect(parseDisasterFlag({ 'disaster-mode': { enabled: false } })).toEqual({ state: 'off' });
  });

  it('may stand beside other flags', () => {
    expect(parseDisasterFlag({ other: { enabled: true }, ...on([]) })).toEqual({ state: 'on', entries: [] });
  });

  it('lists twenty rules at most', () => {
    expect(parseDisasterFlag(on(many(20)))).toMatchObject({ state: 'on' });
    expect(parseDisasterFlag(on(many(21)))).toEqual({ state: 'unreadable' });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'on'],
    ['a list', [on([])]],
    ['no such flag', {}],
    ['another flag alone', { other: { enabled: false } }],
    ['a flag without a state', { 'disaster-mode': { rules: [] } }],
    ['a state that is a text', { 'disaster-mode': { enabled: 'true', rules: [] } }],
    ['no list of rules while it is on', { 'disaster-mode': { enabled: true } }],
    ['a rule instead of a list', on(entry(1))],
    ['something beside the rules', { 'disaster-mode': { enabled: true, rules: [], all: true } }],
    ['one malformed entry among good ones', on([entry(1), 'dis_1:0123456789abcdef'])],
    ['a rule without its hash', on([`dis_${ulid(1)}`])],
    ['a hash of 15 digits', on([entry(1, '0123456789abcde')])],
    ['a hash of 17 digits', on([entry(1, '0123456789abcdef0')])],
    ['a hash in capitals', on([entry(1, '0123456789ABCDEF')])],
    ['an id of another kind', on([entry(1).replace('dis_', 'pat_')])],
    ['a third part', on([`${entry(1)}:`])],
    ['a rule twice', on([entry(1), entry(1)])],
    ['a rule twice, with two hashes', on([entry(1), entry(1, 'fedcba9876543210')])],
    ['a number among the rules', on([1])],
  ])('cannot be read with %s', (_name, json) => {
    expect(parseDisasterFlag(json)).toEqual({ state: 'unreadable' });
  });
});

const opened: Listening[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const environmentOf = (variables: Record<string, string>) =>
  readEnvironment({
    RECORDS_TABLE: 'records',
    DIRECTORY_TABLE: 'directory',
    AUDIT_TABLE: 'audit',
    KEYS_SECRET_ARN: 'arn',
    ...variables,
  });
const PLACE = { FLAG_APPLICATION: 'app', FLAG_ENVIRONMENT: 'env', FLAG_PROFILE: 'profile' };

/** What is read from an extension that answers so, what it was asked, and the codes that were logged. */
async function readFrom(listener: RequestListener, place: Record<string, string> = PLACE) {
  const asked: (string | undefined)[] = [];
  const extension = await listenOnLoopback(
    createServer((message, response) => {
      asked.push(`${message.method} ${message.url}`);
      listener(message, response);
    }),
  );
  opened.push(extension);
  const written = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
  const flag = await readDisasterFlag(
    environmentOf({ ...place, AWS_APPCONFIG_EXTENSION_HTTP_PORT: String(extension.port) }),
  );
  const codes = written.flatMap(({ mock }) =>
    mock.calls.map(([line]) => (JSON.parse(String(line)) as { level: string; code: string }).code),
  );
  return { flag, asked, codes };
}

const UNREADABLE = { flag: { state: 'unreadable' }, codes: ['FLAG_UNREADABLE'] };

describe('the flag as it is asked of the extension', () => {
  it('is read from its own place, and nothing is logged', async () => {
    const read = await readFrom((_message, response) => response.end(JSON.stringify(on([entry(1)]))));
    expect(read).toEqual({
      flag: { state: 'on', entries: [{ ruleId: `dis_${ulid(1)}`, hash: '0123456789abcdef' }] },
      asked: ['GET /applications/app/environments/env/configurations/profile'],
      codes: [],
    });
  });

  it('that is off is no reason for an alarm', async () => {
    const off = JSON.stringify({ 'disaster-mode': { enabled: false } });
    expect(await readFrom((_message, response) => response.end(off))).toMatchObject({
      flag: { state: 'off' },
      codes: [],
    });
  });

  it.each<[string, RequestListener]>([
    ['fails', (_message, response) => response.writeHead(500).end(JSON.stringify(on([])))],
    ['answers what is no JSON', (_message, response) => response.end('{"disaster-mode":{"enabled":tru')],
    ['answers another configuration', (_message, response) => response.end('{}')],
    ['breaks the connection', (message) => message.socket.destroy()],
  ])('is unreadable, and wakes somebody, where the extension %s', async (_name, listener) => {
    expect(await readFrom(listener)).toMatchObject(UNREADABLE);
  });

  it.each<[string, RequestListener]>([
    ['no answer', () => undefined],
    ['one that does not end', (_message, response) => void response.write('{')],
  ])('is unreadable after half a second with %s', async (_name, listener) => {
    const begun = performance.now();
    expect(await readFrom(listener)).toMatchObject(UNREADABLE);
    expect(performance.now() - begun).toBeGreaterThan(490);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('is unreadable where no extension runs', async () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const port = { AWS_APPCONFIG_EXTENSION_HTTP_PORT: '1' };
    expect(await readDisasterFlag(environmentOf({ ...PLACE, ...port }))).toEqual({ state: 'unreadable' });
  });

  it.each(['FLAG_APPLICATION', 'FLAG_ENVIRONMENT', 'FLAG_PROFILE'])(
    'is unreadable to a function without %s, which asks nobody',
    async (missing) => {
      const place = Object.fromEntries(Object.entries(PLACE).filter(([name]) => name !== missing));
      expect(await readFrom((_message, response) => response.end(JSON.stringify(on([]))), place)).toEqual({
        ...UNREADABLE,
        asked: [],
      });
    },
  );
});

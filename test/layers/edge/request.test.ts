import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProblemError } from '../../../layers/edge/index.ts';
import { faultsOf, parsed, problemOf } from './api-event.ts';

const json = (body: unknown): { body: string } => ({ body: JSON.stringify(body) });
const base64 = (bytes: Buffer | string) => ({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true });

describe('a request', () => {
  it('comes apart as its operation declares it', () => {
    expect(parsed({ query: 'limit=7&day=2026-11-22' })).toEqual({
      params: { thingId: 'abc' },
      query: { limit: 7, day: '2026-11-22' },
      body: { name: 'abc' },
      idempotencyKey: '0123456789',
      ifMatch: 3,
      text: '{"name":"abc"}',
    });
  });

  it('names each fault at its field', () => {
    const body = { name: 'a', inner: { list: [1, 'two', 3.5] } };
    expect(faultsOf(json(body))).toEqual([
      '/body/name too_small',
      '/body/inner/list/1 type',
      '/body/inner/list/2 type',
    ]);
    expect(faultsOf(json({}))).toEqual(['/body/name required']);
    expect(faultsOf(json({ name: null }))).toEqual(['/body/name type']);
    expect(faultsOf({ query: 'limit=10' })).toEqual(['/query/limit too_big']);
    expect(faultsOf({ query: 'limit=many' })).toEqual(['/query/limit type']);
    expect(faultsOf({ query: 'day=2026-02-30' })).toEqual(['/query/day impossible_date']);
  });

  it.each([
    ['a list', '[]'],
    ['a text', '"abc"'],
    ['a number', '5'],
    ['null', 'null'],
  ])('whose body is %s is at fault as a whole', (_, body) => {
    expect(faultsOf({ body })).toEqual(['/body type']);
  });

  it('with unknown fields is refused, each by name, wherever it stands', () => {
    expect(faultsOf(json({ name: 'abc', naem: 1, inner: { lits: [] } }))).toEqual([
      '/body/inner/lits unknown',
      '/body/naem unknown',
    ]);
    expect(faultsOf({ query: 'limti=3&x=1' })).toEqual(['/query/limti unknown', '/query/x unknown']);
    expect(faultsOf({ query: 'a~b%2Fc=3' }, { query: undefined })).toEqual(['/query/a~0b~1c unknown']);
    expect(faultsOf(json({ name: 'abc', 'a/b~c': 1 }))).toEqual(['/body/a~1b~0c unknown']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'with a field called %s is refused like any other',
    (name) => {
      expect(faultsOf({ body: `{"name":"abc","${name}":1}` })).toEqual([`/body/${name} unknown`]);
      expect(faultsOf({ query: `${name}=1` })).toEqual([`/query/${name} unknown`]);
      expect(faultsOf({ query: `${name}=1` }, { query: undefined })).toEqual([`/query/${name} unknown`]);
    },
  );

  it('with a query parameter twice is a list, which only lists take', () => {
    expect(faultsOf({ query: 'limit=1&limit=2' })).toEqual(['/query/limit type']);
    expect(faultsOf({ query: 'day=2026-11-22&day=2026-11-23' })).toEqual(['/query/day impossible_date']);
  });

  it('of nothing but unknown fields names fifty of them, so that the answer stays small', () => {
    const body = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]));
    expect(faultsOf(json(body))).toHaveLength(50);
  });

  it('whose path names nothing is not found, and no hint says what would', () => {
    const problem = problemOf({ pathParameters: { thingId: 'ABC#1' } });
    expect(problem.code).toBe('NOT_FOUND');
    expect(problem.detail).toEqual({});
    expect(problemOf({ pathParameters: {} }).code).toBe('NOT_FOUND');
  });

  it('never answers what was typed: faults say where and why, not what', () => {
    const typed = '秘密の名前';
    const { errors } = problemOf(json({ name: { secret: typed }, inner: typed })).detail;
    expect(errors).toHaveLength(2);
    expect(JSON.stringify(errors)).not.toContain(typed);
  });
});

describe('a body', () => {
  it('in base64 is read as one that is not, in UTF-8', () => {
    expect(parsed(base64('{"name":"あいう"}'))).toMatchObject({ body: { name: 'あいう' }, text: '{"name":"あいう"}' });
    expect(
      parsed(base64(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"name":"abc"}')]))),
    ).toMatchObject({ body: { name: 'abc' } });
  });

  it('in another encoding is refused, and never kept as broken letters', () => {
    const shiftJis = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0x8e, 0x8e, 0x8c, 0xb1]),
      Buffer.from('"}'),
    ]);
    expect(problemOf(base64(shiftJis)).code).toBe('MALFORMED_JSON');
  });

  it.each(['', '{', '{"name":"abc"', "{'name':'abc'}", '{"name":"abc"}{}', 'undefined', '\u0000'])(
    '%j is not readable as JSON',
    (body) => {
      expect(problemOf({ body }).code).toBe('MALFORMED_JSON');
    },
  );

  it.each([String.raw`{"name":"a\ud800"}`, String.raw`{"name":"\udc00\ud800"}`, String.raw`{"\uDBFF":"abc"}`])(
    '%s holds half a letter, which nothing can keep',
    (body) => {
      expect(problemOf({ body }).code).toBe('MALFORMED_JSON');
    },
  );

  it('may hold letters beyond the first plane, escaped or not, and a backslash that escapes nothing', () => {
    for (const name of ['𠮷田', '👩‍⚕️']) {
      expect(parsed(json({ name }))).toMatchObject({ body: { name } });
      expect(parsed({ body: `{"name":"${[...name].map(escaped).join('')}"}` })).toMatchObject({ body: { name } });
    }
    expect(parsed({ body: String.raw`{"name":"\\ud8"}` })).toMatchObject({ body: { name: String.raw`\ud8` } });
  });
  const escaped = (letter: string) =>
    Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    );

  it('that is absent is not readable as JSON', () => {
    expect(problemOf({ body: undefined as unknown as string }).code).toBe('MALFORMED_JSON');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json-patch+json',
    'application/jsonx',
    'multipart/form-data',
    '',
  ])('of type %j is of an unsupported one', (type) => {
    expect(problemOf({ headers: { 'content-type': type } }).code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json ;charset=utf-8',
  ])('of type %j is taken', (type) => {
    expect(parsed({ headers: { 'content-type': type } })).toMatchObject({ body: { name: 'abc' } });
  });

  it('may have 256 KB, and 5 MB where it carries records; bytes count, not letters', () => {
    const padded = (bytes: number, letter = ' ') => ({
      body: `{"name":"abc"}${letter.repeat(Math.floor((bytes - 14) / Buffer.byteLength(letter)))}`,
    });
    const KB = 1024;
    expect(parsed(padded(256 * KB))).toBeDefined();
    expect(problemOf(padded(256 * KB + 1)).code).toBe('BODY_TOO_LARGE');
    expect(problemOf(padded(300 * KB, 'あ')).code).toBe('BODY_TOO_LARGE');
    expect(parsed(padded(5 * KB * KB), { capability: 'ingest' })).toBeDefined();
    expect(problemOf(padded(5 * KB * KB + 1), { capability: 'ingest' }).code).toBe('BODY_TOO_LARGE');
  });

  it('of an operation that takes none is passed over', () => {
    expect(parsed({ body: 'anything', headers: { 'content-type': 'text/plain' } }, { body: undefined })).toMatchObject({
      body: {},
      text: '',
    });
  });
});

describe('headers', () => {
  it.each(['', '1234567', 'x'.repeat(201), 'with space', 'キーキーキーキー', 'tab\tseparated'])(
    'an Idempotency-Key %j is none',
    (key) => {
      expect(problemOf({ headers: { 'idempotency-key': key } }).code).toBe('IDEMPOTENCY_KEY_REQUIRED');
    },
  );

  it('an Idempotency-Key of 8 to 200 visible characters is taken, and passed over where none is asked for', () => {
    for (const key of ['12345678', 'x'.repeat(200), '!~#0aZ-_'])
      expect(parsed({ headers: { 'idempotency-key': key } }).idempotencyKey).toBe(key);
    expect(parsed({}, { idempotency: 'natural' })).not.toHaveProperty('idempotencyKey');
    expect(parsed({ headers: { 'idempotency-key': '' } }, { idempotency: 'natural' })).not.toHaveProperty(
      'idempotencyKey',
    );
  });

  it.each(['', '3', '*', 'W/"3"', '"x"', '"-1"', '"1", "2"', '"12345678901"'])('an If-Match of %j is none', (value) => {
    expect(problemOf({ headers: { 'if-match': value } }).code).toBe('IF_MATCH_REQUIRED');
  });

  it('an If-Match is passed over where none is asked for', () => {
    expect(parsed({}, { ifMatch: false })).not.toHaveProperty('ifMatch');
  });
});

it('whatever comes ends in a request or in a problem, never in anything else', () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom('{"name":"abc"}', '{}', '[]'));
  const brought = fc.record({
    body: text,
    isBase64Encoded: fc.boolean(),
    query: fc.oneof(fc.string(), fc.constantFrom('limit=1', '%', '%zz=%ff', '&&=', 'limit[]=1')),
    pathParameters: fc.dictionary(fc.string(), fc.string()),
    headers: fc.dictionary(fc.constantFrom('content-type', 'idempotency-key', 'if-match'), fc.string()),
  });
  fc.assert(
    fc.property(brought, (some) => {
      try {
        parsed(some);
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
      }
    }),
    { numRuns: 1000 },
  );
});

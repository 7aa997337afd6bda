import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../local/dynamodb/child.ts';
import { LogFile } from '../../../local/functions/log-file.ts';
import type { Answer } from '../../../local/gateway/answer.ts';
import { makeApi } from '../../../local/gateway/api.ts';
import type { Place } from '../../../local/gateway/distribution.ts';
import { makePages } from '../../../local/gateway/pages.ts';
import type { Route } from '../../../local/gateway/routes.ts';
import { PortTaken, startGateway } from '../../../local/gateway/server.ts';
import { fetchKeys } from '../../../local/gateway/token.ts';
import { type Written, writeFunction } from '../functions/function-files.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object = {}): string => {
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: 'RS256', kid: 'k' })}.${encode({ iss: 'http://issuer', client_id: 'web', scope: 'staff other', exp: now + 60, iat: now, 'cognito:groups': ['a', 'b'], version: 2, ...claims })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
};

/** Long enough to be compressed. */
const SCRIPT = `/* 頁 */ ${'const answer = 42;\n'.repeat(100)}`;

let echo: Written;
let slow: Written;
let signIn: Server;
let gateway: { close(): Promise<void> };
let port: number;
let url: string;
let health: Record<string, string | undefined> = { demo: 'loading' };

const route = (key: string, functionArn: string, extra: Partial<Route> = {}): Route => {
  const [method = '', path = ''] = key.split(' ');
  return {
    key,
    method,
    segments: path.split('/').slice(1),
    functionArn,
    timeoutMilliseconds: 30_000,
    authorizer: undefined,
    scopes: [],
    ...extra,
  };
};
const ownAnswer: Answer = {
  status: 200,
  headers: [['content-type', 'application/json']],
  body: Buffer.from('{"名":1}'),
};
const place = (path: string): Place =>
  path.startsWith('/v1/')
    ? {
        origin: 'api',
        allowedMethods: ['GET', 'POST', 'PUT'],
        headers: [{ name: 'cache-control', value: 'no-store', override: true }],
        compresses: true,
        ask: (same) => ({ path: same }),
      }
    : {
        origin: 'pages',
        allowedMethods: ['GET', 'HEAD'],
        headers: [{ name: 'x-frame-options', value: 'DENY', override: true }],
        compresses: !path.startsWith('/plain/'),
        ask: (same) =>
          same === '/config.json'
            ? { answer: ownAnswer }
            : { path: same.endsWith('/') ? `${same}index.html` : same.replace(/^\/plain/, '') },
      };

beforeAll(async () => {
  echo = writeFunction(
    'if (event.rawPath === "/v1/bad") throw new Error("x"); return { statusCode: 200, headers: { "content-type": "application/json", "cache-control": "public" }, body: JSON.stringify(event) };',
  );
  slow = writeFunction('await new Promise(() => {});', { timeoutSeconds: 2 });
  signIn = createServer((message, response) => {
    if (message.url === '/.well-known/jwks.json') {
      response.end(
        JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] }),
      );
    } else {
      response.writeHead(302, {
        location: '/next',
        'set-cookie': ['a=1', 'b=2'],
        'x-saw-host': String(message.headers['x-forwarded-host']),
      });
      response.end();
    }
  });
  await new Promise<void>((resolve) => signIn.listen(0, '127.0.0.1', resolve));
  const signInUrl = `http://127.0.0.1:${(signIn.address() as AddressInfo).port}`;
  const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
  mkdirSync(join(directory, 'web'));
  writeFileSync(join(directory, 'web', 'index.html'), '<h1>首页</h1>');
  writeFileSync(join(directory, 'web', 'script.js'), SCRIPT);
  writeFileSync(join(directory, 'secret.txt'), 'not for you');
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const authorizer = { issuer: 'http://issuer', audience: ['web'] };
  gateway = await startGateway({
    port,
    api: makeApi({
      apiId: 'api1234567',
      account: '000000000000',
      region: 'ap-northeast-1',
      routes: [
        route('GET /v1/open/{name}', 'echo'),
        route('POST /v1/open', 'echo'),
        route('GET /v1/bad', 'echo'),
        route('GET /v1/closed', 'echo', { authorizer, scopes: ['staff', 'system'] }),
        route('GET /v1/system', 'echo', { authorizer, scopes: ['system'] }),
        route('GET /v1/slow', 'slow', { timeoutMilliseconds: 200 }),
        route('GET /v1/stuck', 'slow'),
      ],
      functions: new Map([
        ['echo', echo.pool],
        ['slow', slow.pool],
      ]),
      keys: fetchKeys(`${signInUrl}/.well-known/jwks.json`),
    }),
    place,
    pages: makePages(join(directory, 'web')),
    signInUrl,
    health: async () => health,
    log: new LogFile(join(directory, 'gateway.log')),
  });
});
afterAll(async () => {
  await gateway.close();
  signIn.close();
  signIn.closeAllConnections();
  await Promise.all([echo.close(), slow.close()]);
});

type Event = {
  headers: Record<string, string>;
  body?: string;
  requestContext: { authorizer?: unknown; http: Record<string, string>; requestId: string; time: string };
  [field: string]: unknown;
};
const eventOf = async (path: string, init: RequestInit = {}): Promise<Event> =>
  (await fetch(`${url}${path}`, init)).json() as Promise<Event>;

describe('the event', () => {
  it('has the path decoded and the query as it came', async () => {
    const event = await eventOf('/v1/open/%E5%B1%B1%20x?a=1&a=2&b=%E3%81%82&c');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/open/{name}',
      rawPath: '/v1/open/山 x',
      rawQueryString: 'a=1&a=2&b=%E3%81%82&c',
      pathParameters: { name: '山 x' },
      queryStringParameters: { a: '1,2', b: 'あ', c: '' },
      isBase64Encoded: false,
      requestContext: {
        apiId: 'api1234567',
        stage: '$default',
        http: { method: 'GET', path: '/v1/open/山 x', sourceIp: '127.0.0.1' },
      },
    });
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(event).not.toHaveProperty('body');
  });

  it('has lower-case headers, repeated ones joined, cookies apart', async () => {
    const event = await new Promise<Event>((resolve, reject) => {
      const asked = request(
        {
          port,
          host: '127.0.0.1',
          path: '/v1/open/x',
          headers: ['X-Many', '1', 'x-many', '2', 'Cookie', 'a=1; b=2', 'Host', 'evil.example'],
        },
        (answer) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
          answer.on('end', () => resolve(JSON.parse(text) as Event));
        },
      );
      asked.on('error', reject);
      asked.end();
    });
    expect(event.headers['x-many']).toBe('1,2');
    expect(event).toMatchObject({ cookies: ['a=1', 'b=2'] });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.headers['host']).toBe('api1234567.execute-api.ap-northeast-1.amazonaws.com');
  });

  it.each(['CloudFront-Viewer-Cert-Serial', 'cloudfront-viewer-address', 'X-Amzn-Oidc-Data', 'x-amz-cf-id'])(
    'never holds %s from a client',
    async (name) => {
      const event = await eventOf('/v1/open/x', { headers: { [name]: 'forged' } });
      expect(JSON.stringify(event)).not.toContain('forged');
    },
  );

  it('appends the viewer to what a client claims of others', async () => {
    const event = await eventOf('/v1/open/x', { headers: { 'x-forwarded-for': '1.2.3.4' } });
    expect(event.headers['x-forwarded-for']).toBe('1.2.3.4, 127.0.0.1, 127.0.0.1');
  });

  it('has text as text and other bytes as base64', async () => {
    const text = await eventOf('/v1/open', {
      method: 'POST',
      body: '{"名":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(text).toMatchObject({ body: '{"名":1}', isBase64Encoded: false });
    const bytes = await eventOf('/v1/open', {
      method: 'POST',
      body: new Uint8Array([0, 255]),
      headers: { 'content-type': 'application/dicom' },
    });
    expect(bytes).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  });

  it('has claims as text, lists in brackets, and the scopes that fit', async () => {
    const event = await eventOf('/v1/closed', { headers: { authorization: `Bearer ${token()}` } });
    expect(event.requestContext.authorizer).toMatchObject({
      jwt: { claims: { client_id: 'web', 'cognito:groups': '[a b]', version: '2' }, scopes: ['staff'] },
    });
  });
});

describe('the gateway’s own answers', () => {
  const answer = async (path: string, init: RequestInit = {}) => {
    const given = await fetch(`${url}${path}`, init);
    return { status: given.status, body: await given.text(), challenge: given.headers.get('www-authenticate') };
  };

  it('401 without a token, 403 without the scope, as AWS words them', async () => {
    expect(await answer('/v1/closed')).toEqual({
      status: 401,
      body: '{"message":"Unauthorized"}',
      challenge: 'Bearer',
    });
    const expired = { authorization: `Bearer ${token({ exp: 1 })}` };
    expect(await answer('/v1/closed', { headers: expired })).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('invalid_token'),
    });
    const scoped = { authorization: `Bearer ${token()}` };
    expect(await answer('/v1/system', { headers: scoped })).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  });

  it('404 for a path or method that no route has, 400 for one that cannot be decoded', async () => {
    expect(await answer('/v1/nothing')).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(await answer('/v1/open/x', { method: 'PUT' })).toMatchObject({ status: 404 });
    expect(await answer('/v1/open/%E5%')).toMatchObject({ status: 400 });
    expect(await answer('/v1/open/x', { method: 'DELETE' })).toMatchObject({ status: 403 });
  });

  it('413 above 10 MB of body, and above 6 MB of event', async () => {
    const body = (megabytes: number) => ({
      method: 'POST',
      body: 'x'.repeat(megabytes * 1024 * 1024),
      headers: { 'content-type': 'text/plain' },
    });
    expect(await answer('/v1/open', body(10.1))).toMatchObject({
      status: 413,
      body: '{"message":"Request Entity Too Large"}',
    });
    expect(await answer('/v1/open', body(6))).toMatchObject({ status: 413 });
    expect((await answer('/v1/open', body(5))).status).toBe(200);
  });

  it('413 also when the length is not said beforehand', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(
        { port, host: '127.0.0.1', path: '/v1/open', method: 'POST', headers: { 'transfer-encoding': 'chunked' } },
        (given) => {
          given.resume();
          resolve(given.statusCode);
        },
      );
      asked.on('error', reject);
      for (let n = 0; n < 11; n += 1) asked.write(Buffer.alloc(1024 * 1024, 97));
      asked.end();
    });
    expect(status).toBe(413);
  });

  it('500 when the function fails, 503 when it takes longer than the gateway waits, 500 when it is ended by its own timeout', async () => {
    expect(await answer('/v1/bad')).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    expect(await answer('/v1/slow')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
    expect(await answer('/v1/stuck')).toMatchObject({ status: 500 });
  });
});

describe('the front door', () => {
  it('overrides headers as CloudFront does', async () => {
    expect((await fetch(`${url}/v1/open/x`)).headers.get('cache-control')).toBe('no-store');
  });

  it('serves pages with their type, and nothing beside their folder', async () => {
    const page = await fetch(`${url}/`);
    expect([page.status, page.headers.get('content-type'), page.headers.get('x-frame-options')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'DENY',
    ]);
    expect((await fetch(`${url}/`, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })).status).toBe(304);
    for (const path of ['/nothing.html', '/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/x%00.html']) {
      const status = await new Promise<number | undefined>((resolve) =>
        request({ port, host: '127.0.0.1', path }, (given) => resolve(given.resume().statusCode)).end(),
      );
      expect([path, status]).toEqual([path, 404]);
    }
  });

  /** As it travels: `fetch` would unpack it. */
  const travelled = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status?: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path, headers, method }, (given) => {
        const chunks: Buffer[] = [];
        given.on('data', (chunk: Buffer) => chunks.push(chunk));
        given.on('end', () =>
          resolve({ status: given.statusCode, headers: given.headers, body: Buffer.concat(chunks) }),
        );
      });
      asked.on('error', reject);
      asked.end();
    });

  it('compresses a page for whoever takes it so, under a tag that says it is the same content', async () => {
    const plain = await travelled('/script.js');
    const zipped = await travelled('/script.js', { 'accept-encoding': 'br;q=1, GZIP;q=0.8' });
    expect([plain.headers['content-encoding'], plain.body.toString(), plain.headers.vary]).toEqual([
      undefined,
      SCRIPT,
      'accept-encoding',
    ]);
    expect(zipped.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(zipped.body.length),
      vary: 'accept-encoding',
      etag: `W/${plain.headers.etag}`,
      'x-frame-options': 'DENY',
    });
    expect(zipped.body.length).toBeLessThan(plain.body.length / 4);
    expect(gunzipSync(zipped.body).toString()).toBe(SCRIPT);
    const again = { 'accept-encoding': 'gzip', 'if-none-match': `"other", ${zipped.headers.etag}` };
    expect([(await travelled('/script.js', again)).status, (await travelled('/script.js', {}, 'HEAD')).status]).toEqual(
      [304, 200],
    );
  });

  it.each([
    ['nobody asked', '/script.js', {}],
    ['the client refuses it', '/script.js', { 'accept-encoding': 'gzip;q=0, br' }],
    ['it would not be worth it', '/', { 'accept-encoding': 'gzip' }],
    ['the behaviour does not say so', '/plain/script.js', { 'accept-encoding': 'gzip' }],
  ])('does not compress where %s', async (_why, path, headers) => {
    const { status, headers: given } = await travelled(path, headers);
    expect([status, given['content-encoding']]).toEqual([200, undefined]);
  });

  it('answers what a function of the edge answers by itself, with the behaviour’s headers, to GET and HEAD alone', async () => {
    const { status, headers, body } = await travelled('/config.json');
    expect([status, headers['content-type'], headers['x-frame-options'], body.toString()]).toEqual([
      200,
      'application/json',
      'DENY',
      '{"名":1}',
    ]);
    const head = await travelled('/config.json', {}, 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(body.length)]);
    expect((await travelled('/config.json', {}, 'POST')).status).toBe(403);
  });

  it('passes the sign-in’s paths on, cookies, redirects and all', async () => {
    const answer = await fetch(`${url}/login?x=1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
      302,
      '/next',
      ['a=1', 'b=2'],
    ]);
    expect(answer.headers.get('x-saw-host')).toBe(`127.0.0.1:${port}`);
  });

  it('says on /healthz which part is not ready', async () => {
    health = { dynamodb: undefined, demo: 'loading' };
    const waiting = await fetch(`${url}/healthz`);
    expect([waiting.status, await waiting.json()]).toEqual([
      503,
      { status: 'waiting', parts: { dynamodb: 'ready', demo: 'loading' } },
    ]);
    health = { dynamodb: undefined, demo: undefined };
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('refuses a port that somebody holds', async () => {
    const setup = {
      port,
      api: async () => Promise.reject(new Error('unused')),
      place,
      pages: makePages('/nowhere'),
      signInUrl: url,
      health: async () => ({}),
      log: new LogFile(join(tmpdir(), 'unused.log')),
    };
    await expect(startGateway(setup)).rejects.toBeInstanceOf(PortTaken);
  });
});

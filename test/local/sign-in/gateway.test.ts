import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, verified } from './browser.ts';
import { enrol, PASSWORD, signIn } from './people.ts';
import { LOGOUT_URI, REDIRECT_URI, SignInProcess, WEB } from './sign-in-process.ts';

let gateway: Server;
let origin: string;
let server: SignInProcess;
let protocol = 'http';

/** Forwards as the local gateway does: another host and port, the public ones in x-forwarded headers. */
beforeAll(async () => {
  gateway = createServer((incoming, outgoing) => {
    const upstream = new URL(incoming.url ?? '/', server.url);
    const headers = {
      ...incoming.headers,
      host: upstream.host,
      'x-forwarded-host': incoming.headers.host,
      'x-forwarded-proto': protocol,
    };
    const passed = forward(upstream, { method: incoming.method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  origin = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  server = await SignInProcess.start({ issuer: origin });
  await enrol(server, 'sato');
});
afterAll(async () => {
  await server.close();
  gateway.close();
  gateway.closeAllConnections();
});

describe('behind a gateway', () => {
  it("every address is the gateway's", async () => {
    const discovery = (await (await fetch(`${origin}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    const paths = {
      authorization_endpoint: '/oauth2/authorize',
      token_endpoint: '/oauth2/token',
      userinfo_endpoint: '/oauth2/userInfo',
      revocation_endpoint: '/oauth2/revoke',
      end_session_endpoint: '/logout',
      jwks_uri: '/.well-known/jwks.json',
    };
    expect(discovery).toMatchObject({ issuer: origin });
    for (const [name, path] of Object.entries(paths)) expect(discovery[name]).toBe(`${origin}${path}`);
    expect(server.jwksUri).toBe(`${origin}/.well-known/jwks.json`);
  });

  it('the whole sign-in works and the tokens name the gateway as their issuer', async () => {
    const { accessToken } = await signIn(server, 'sato');
    expect((await verified(accessToken, server.jwksUri)).claims['iss']).toBe(origin);
    const userInfo = await fetch(`${origin}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await userInfo.json()).toMatchObject({ username: 'sato' });
  });

  it.each(['127.0.0.1', 'localhost'])('a browser that calls it %s stays there', async (host) => {
    const browser = new Browser();
    const base = origin.replace('127.0.0.1', host);
    expect((await browser.authorize(base)).url.origin).toBe(base);
    const { url } = await browser.submit({ username: 'sato', password: PASSWORD });
    expect(url.href.startsWith(REDIRECT_URI)).toBe(true);
    expect(url.searchParams.get('iss')).toBe(origin);
    expect((await browser.authorize(base)).url.searchParams.has('code')).toBe(true);
    await browser.open(
      new URL(`${base}/logout?${new URLSearchParams({ client_id: WEB, logout_uri: LOGOUT_URI }).toString()}`),
    );
    expect((await browser.authorize(base)).step).toBe('password');
  });

  it('cookies are HttpOnly and SameSite, and Secure under https', async () => {
    const start = `${origin}/oauth2/authorize?client_id=${WEB}&response_type=code&code_challenge_method=S256&code_challenge=${'a'.repeat(43)}&redirect_uri=${REDIRECT_URI}`;
    const cookiesOf = async () => (await fetch(start, { redirect: 'manual' })).headers.getSetCookie();
    const plain = await cookiesOf();
    protocol = 'https';
    const secure = await cookiesOf();
    protocol = 'http';
    expect(plain.length).toBeGreaterThan(0);
    for (const cookie of plain) expect(cookie).toMatch(/samesite=lax; httponly$/);
    for (const cookie of secure) expect(cookie).toMatch(/; secure(;|$)/);
    expect(plain.join()).not.toContain('secure');
  });

  it('the server prints nothing in all this', () => {
    expect(server.output).toBe('');
  });
});

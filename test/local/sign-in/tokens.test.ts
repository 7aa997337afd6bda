import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemToken } from '../../../local/sign-in/login.ts';
import { askForTokens, Browser, redeem, refresh, verified } from './browser.ts';
import { enrol, PASSWORD, signIn } from './people.ts';
import { REDIRECT_URI, SECRET, SignInProcess, SYSTEM, WEB } from './sign-in-process.ts';

let server: SignInProcess;

beforeAll(async () => {
  server = await SignInProcess.start();
  await enrol(server, 'sato', 'physicians', 'office');
  await enrol(server, 'nogroup');
});
afterAll(() => server.close());

const claimsOf = async (token: string) => (await verified(token, server.jwksUri)).claims;

/** A code that is ready to be redeemed. */
async function codeFor(browser: Browser): Promise<string> {
  await browser.authorize(server.url);
  const { url } = await browser.submit({ username: 'sato', password: PASSWORD });
  expect(url.searchParams.get('state')).toBe('the-state');
  return url.searchParams.get('code') ?? '';
}

describe('the tokens of a person', () => {
  it('an access token carries exactly the claims of a Cognito access token', async () => {
    const { accessToken, expiresIn } = await signIn(server, 'sato');
    const { header, claims } = await verified(accessToken, server.jwksUri);
    expect(header).toEqual({ alg: 'RS256', kid: expect.any(String) });
    const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(claims).toEqual({
      sub: uuid,
      username: 'sato',
      'cognito:groups': ['office', 'physicians'],
      client_id: WEB,
      token_use: 'access',
      scope: 'openid email profile ism-link/records aws.cognito.signin.user.admin',
      auth_time: expect.any(Number),
      origin_jti: uuid,
      jti: uuid,
      iss: server.issuer,
      iat: expect.any(Number),
      exp: Number(claims['iat']) + 300,
      version: 2,
    });
    expect(expiresIn).toBe(300);
    expect(Math.abs(Number(claims['auth_time']) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('an ID token carries the audience, the user name and the attributes that its scopes open', async () => {
    const { idToken } = await signIn(server, 'sato', { scopes: ['openid', 'email'] });
    expect(await claimsOf(idToken)).toEqual({
      sub: expect.any(String),
      aud: WEB,
      token_use: 'id',
      'cognito:username': 'sato',
      'cognito:groups': ['office', 'physicians'],
      email: 'sato@example.jp',
      email_verified: true,
      auth_time: expect.any(Number),
      origin_jti: expect.any(String),
      jti: expect.any(String),
      iss: server.issuer,
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
  });

  it('a user without groups has no groups claim, as in Cognito', async () => {
    const { accessToken } = await signIn(server, 'nogroup');
    expect(await claimsOf(accessToken)).not.toHaveProperty('cognito:groups');
  });

  it('a refresh keeps origin_jti and auth_time, and another sign-in has another origin_jti', async () => {
    const first = await signIn(server, 'sato');
    const before = await claimsOf(first.accessToken);
    const { body } = await refresh(server.url, first.refreshToken ?? '');
    const after = await claimsOf(body['access_token'] ?? '');
    expect([after['origin_jti'], after['auth_time']]).toEqual([before['origin_jti'], before['auth_time']]);
    expect(after['jti']).not.toBe(before['jti']);
    expect((await claimsOf(body['id_token'] ?? ''))['origin_jti']).toBe(before['origin_jti']);
    const second = await claimsOf((await signIn(server, 'sato')).accessToken);
    expect(second['origin_jti']).not.toBe(before['origin_jti']);
  });

  it('a refresh token works again and again, because Cognito does not rotate unless told to', async () => {
    const { refreshToken = '' } = await signIn(server, 'sato');
    const answers = [await refresh(server.url, refreshToken), await refresh(server.url, refreshToken)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('the user-info endpoint answers to the access token and to nothing else', async () => {
    const { accessToken, idToken } = await signIn(server, 'sato', { scopes: ['openid', 'email'] });
    const ask = (token: string) =>
      fetch(`${server.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } });
    const answer = await ask(accessToken);
    expect(await answer.json()).toEqual({
      sub: expect.any(String),
      username: 'sato',
      email: 'sato@example.jp',
      email_verified: 'true',
    });
    const [head, body, signature = ''] = accessToken.split('.');
    const forged = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const token of [idToken, forged, `${head}.${body}.`, 'nonsense']) expect((await ask(token)).status).toBe(401);
  });
});

describe('the authorization code', () => {
  it('a code is good once; a second use ends the sign-in it made', async () => {
    const browser = new Browser();
    const code = await codeFor(browser);
    const first = await redeem(server.url, code, browser.verifier);
    expect(first.status).toBe(200);
    expect(await redeem(server.url, code, browser.verifier)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await refresh(server.url, first.body['refresh_token'] ?? '')).status).toBe(400);
  });

  it('of many requests that redeem one code together, at most one gets tokens', async () => {
    const browser = new Browser();
    const code = await codeFor(browser);
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(server.url, code, browser.verifier)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ body }) => body['error']))).toEqual(new Set(['invalid_grant']));
  });

  it('a tampered code or verifier is refused', async () => {
    const browser = new Browser();
    const code = await codeFor(browser);
    const tampered = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
    for (const [given, verifier] of [
      [tampered, browser.verifier],
      [code, `${browser.verifier.slice(0, -1)}~`],
      [code, ''],
    ] as const) {
      expect(await redeem(server.url, given, verifier)).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant' },
      });
    }
    expect((await redeem(server.url, code, browser.verifier)).status).toBe(200);
  });

  it('a code is bound to its redirect URI', async () => {
    const browser = new Browser();
    const code = await codeFor(browser);
    const form = { grant_type: 'authorization_code', code, code_verifier: browser.verifier };
    const answer = await askForTokens(server.url, { ...form, redirect_uri: `${REDIRECT_URI}/other` });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['redirect_uri', 'http://127.0.0.1:9/elsewhere'],
    ['redirect_uri', 'https://attacker.example/callback'],
    ['client_id', 'nobody'],
    ['client_id', SYSTEM],
  ])('an authorization request with %s %s shows a page and redirects nowhere', async (name, value) => {
    const page = await new Browser().authorize(server.url, { [name]: value });
    expect(page.status).toBe(400);
    expect(page.code).toBe('failed');
    expect(page.headers.get('location')).toBeNull();
  });

  it.each([
    [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'openid ism-link/ingest' }, 'invalid_scope'],
    [{ prompt: 'none' }, 'login_required'],
  ])('an authorization request with %j is answered %s', async (change, error) => {
    const { url } = await new Browser().authorize(server.url, change);
    // The token response type answers in the fragment (OAuth 2.0 Multiple Response Types, 5).
    const answer = url.hash === '' ? url.searchParams : new URLSearchParams(url.hash.slice(1));
    expect(answer.get('error')).toBe(error);
  });

  it('a request that names no scopes gets all of its client', async () => {
    const browser = new Browser();
    await browser.authorize(server.url, { scope: undefined });
    const { url } = await browser.submit({ username: 'sato', password: PASSWORD });
    const { body } = await redeem(server.url, url.searchParams.get('code') ?? '', browser.verifier);
    expect((await claimsOf(body['access_token'] ?? ''))['scope']).toContain('ism-link/records');
  });

  it('a signed-in browser gets further codes without a password, each a sign-in of its own', async () => {
    const browser = new Browser();
    const first = await redeem(server.url, await codeFor(browser), browser.verifier);
    const { url } = await browser.authorize(server.url);
    const second = await redeem(server.url, url.searchParams.get('code') ?? '', browser.verifier);
    const [one, two] = [
      await claimsOf(first.body['access_token'] ?? ''),
      await claimsOf(second.body['access_token'] ?? ''),
    ];
    expect(two['origin_jti']).not.toBe(one['origin_jti']);
    expect(two['auth_time']).toBe(one['auth_time']);
    expect((await refresh(server.url, first.body['refresh_token'] ?? '')).status).toBe(200);
  });
});

describe('the token of a system', () => {
  const system = { clientId: SYSTEM, secret: SECRET, scope: 'ism-link/ingest' };

  it('carries the claims of Cognito and names no person', async () => {
    const { accessToken, expiresIn } = await systemToken({ issuer: server.issuer, ...system });
    expect(await claimsOf(accessToken)).toEqual({
      sub: SYSTEM,
      client_id: SYSTEM,
      token_use: 'access',
      scope: 'ism-link/ingest',
      auth_time: expect.any(Number),
      jti: expect.any(String),
      iss: server.issuer,
      iat: expect.any(Number),
      exp: expect.any(Number),
      version: 2,
    });
    expect(expiresIn).toBe(600);
  });

  it('is refused for a wrong secret, a scope that is not its own and a web client', async () => {
    const ask = (change: Partial<typeof system>) => systemToken({ issuer: server.issuer, ...system, ...change });
    await expect(ask({ secret: `${SECRET}x` })).rejects.toMatchObject({ code: 'invalid_client' });
    await expect(ask({ scope: 'openid' })).rejects.toMatchObject({ code: 'invalid_scope' });
    await expect(ask({ clientId: WEB })).rejects.toMatchObject({ code: 'invalid_client' });
  });
});

it('the server prints nothing in all this', () => {
  expect(server.output).toBe('');
});

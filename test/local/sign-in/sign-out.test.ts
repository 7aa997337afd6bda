import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askForTokens, Browser, redeem, refresh, verified } from './browser.ts';
import { enrol, PASSWORD, signIn } from './people.ts';
import { LOGOUT_URI, POOL, REDIRECT_URI, SECRET, SignInProcess, SYSTEM, WEB } from './sign-in-process.ts';

const { userPoolId: UserPoolId } = POOL;
let server: SignInProcess;
let serial = 0;

beforeAll(async () => {
  server = await SignInProcess.start();
});
afterAll(() => server.close());

/** A new person whose browser has signed in, with what that sign-in gave. */
async function signedIn(): Promise<{
  browser: Browser;
  username: string;
  refreshToken: string;
  accessToken: string;
  idToken: string;
}> {
  serial += 1;
  const username = `person-${serial}`;
  await enrol(server, username);
  const browser = new Browser();
  await browser.authorize(server.url);
  const { url } = await browser.submit({ username, password: PASSWORD });
  const { body } = await redeem(server.url, url.searchParams.get('code') ?? '', browser.verifier);
  const { refresh_token: refreshToken = '', access_token: accessToken = '', id_token: idToken = '' } = body;
  return { browser, username, refreshToken, accessToken, idToken };
}

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await browser.authorize(server.url)).url.searchParams.has('code');
const canRefresh = async (refreshToken: string): Promise<boolean> =>
  (await refresh(server.url, refreshToken)).status === 200;
const logout = (parameters: Record<string, string>): URL =>
  new URL(`${server.url}/logout?${new URLSearchParams(parameters).toString()}`);

describe("Cognito's /logout", () => {
  it('ends the session of the browser, goes to the registered address and leaves the refresh token alone', async () => {
    const { browser, refreshToken } = await signedIn();
    expect(await isSignedIn(browser)).toBe(true);
    const { url } = await browser.open(logout({ client_id: WEB, logout_uri: LOGOUT_URI }));
    expect(url.href).toBe(LOGOUT_URI);
    expect(await isSignedIn(browser)).toBe(false);
    expect(await canRefresh(refreshToken)).toBe(true);
  });

  it('with redirect_uri asks for a new sign-in', async () => {
    const { browser } = await signedIn();
    const parameters = {
      client_id: WEB,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      code_challenge_method: 'S256',
    };
    const page = await browser.open(logout({ ...parameters, code_challenge: 'a'.repeat(43) }));
    expect(page.step).toBe('password');
  });

  it.each<Record<string, string>>([
    { client_id: WEB, logout_uri: 'https://attacker.example/' },
    { client_id: WEB, logout_uri: `${LOGOUT_URI}/more` },
    { client_id: 'nobody', logout_uri: LOGOUT_URI },
    { client_id: SYSTEM, logout_uri: LOGOUT_URI },
    { logout_uri: LOGOUT_URI },
    { client_id: WEB, redirect_uri: 'https://attacker.example/' },
  ])('with %j redirects nowhere and ends nothing', async (parameters) => {
    const { browser } = await signedIn();
    const { status, code } = await browser.open(logout(parameters));
    expect([status, code]).toEqual([400, 'failed']);
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('OpenID Connect end session', () => {
  it('asks the person, then ends the session and returns with the state', async () => {
    const { browser, idToken } = await signedIn();
    const request = { id_token_hint: idToken, post_logout_redirect_uri: LOGOUT_URI, state: 'back' };
    const page = await browser.open(logout(request));
    expect(page.html).toContain('サインアウトしますか。');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:9");
    const { url } = await browser.submit({ logout: 'yes' });
    expect(url.href).toBe(`${LOGOUT_URI}?state=back`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('a confirmation without the secret of its page is refused', async () => {
    const { browser } = await signedIn();
    await browser.open(logout({ client_id: WEB }));
    const { status } = await browser.submit({ xsrf: 'guessed', logout: 'yes' });
    expect(status).toBe(400);
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('another person at the same browser', () => {
  it('signs the first one out, keeps the refresh token apart and becomes the session', async () => {
    const { browser, refreshToken } = await signedIn();
    await enrol(server, 'successor');
    expect((await browser.authorize(server.url, { prompt: 'login' })).step).toBe('password');
    const page = await browser.submit({ username: 'successor', password: PASSWORD });
    // oidc-provider's form sends itself; its script must be allowed by its hash.
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
    const { url } = await browser.submit({});
    const { body } = await redeem(server.url, url.searchParams.get('code') ?? '', browser.verifier);
    const { claims } = await verified(body['access_token'] ?? '', server.jwksUri);
    expect(claims['username']).toBe('successor');
    expect(await canRefresh(refreshToken)).toBe(true);
  });
});

describe('revocation', () => {
  const revoke = (form: Record<string, string>) =>
    fetch(`${server.url}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ client_id: WEB, ...form }) });

  it('ends one sign-in and no other', async () => {
    const { username, refreshToken, accessToken } = await signedIn();
    const other = await signIn(server, username);
    expect((await revoke({ token: refreshToken })).status).toBe(200);
    expect(await canRefresh(refreshToken)).toBe(false);
    expect(await canRefresh(other.refreshToken ?? '')).toBe(true);
    const userInfo = await fetch(`${server.url}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(userInfo.status).toBe(401);
  });

  it('takes refresh tokens of the same client only', async () => {
    const { refreshToken, accessToken } = await signedIn();
    const answer = await revoke({ token: accessToken });
    expect(await answer.json()).toMatchObject({ error: 'unsupported_token_type' });
    await revoke({ client_id: SYSTEM, client_secret: SECRET, token: refreshToken });
    expect(await canRefresh(refreshToken)).toBe(true);
  });
});

describe('an administrator', () => {
  it('a global sign-out ends every session, code and refresh token at once', async () => {
    const { browser, username, refreshToken, accessToken } = await signedIn();
    const second = await signIn(server, username);
    const { url } = await browser.authorize(server.url);
    const code = url.searchParams.get('code') ?? '';
    await server.admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: username }));
    expect(await canRefresh(refreshToken)).toBe(false);
    expect(await canRefresh(second.refreshToken ?? '')).toBe(false);
    expect((await redeem(server.url, code, browser.verifier)).body['error']).toBe('invalid_grant');
    expect(await isSignedIn(browser)).toBe(false);
    const userInfo = await fetch(`${server.url}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(userInfo.status).toBe(401);
    await expect(signIn(server, username)).resolves.toHaveProperty('refreshToken');
  });

  it('a disabled user is out at once, and enabling brings no old session back', async () => {
    const { browser, username, refreshToken } = await signedIn();
    await server.admin.send(new AdminDisableUserCommand({ UserPoolId, Username: username }));
    expect(await canRefresh(refreshToken)).toBe(false);
    expect(await isSignedIn(browser)).toBe(false);
    await expect(signIn(server, username)).rejects.toMatchObject({ code: 'refused' });
    await server.admin.send(new AdminEnableUserCommand({ UserPoolId, Username: username }));
    expect(await canRefresh(refreshToken)).toBe(false);
    expect(await isSignedIn(browser)).toBe(false);
    await expect(signIn(server, username)).resolves.toHaveProperty('refreshToken');
  });

  it('disabling while requests are on their way leaves nothing alive', async () => {
    const { browser, username, refreshToken } = await signedIn();
    const requests = Array.from({ length: 10 }, async () => {
      const own = new Browser();
      await own.authorize(server.url);
      const { url } = await own.submit({ username, password: PASSWORD });
      return askForTokens(server.url, {
        grant_type: 'authorization_code',
        redirect_uri: REDIRECT_URI,
        code: url.searchParams.get('code') ?? 'none',
        code_verifier: own.verifier,
      });
    });
    const authorized = Array.from({ length: 10 }, () => browser.authorize(server.url));
    await server.admin.send(new AdminDisableUserCommand({ UserPoolId, Username: username }));
    await Promise.all(authorized);
    const answers = await Promise.all(requests);
    await server.admin.send(new AdminEnableUserCommand({ UserPoolId, Username: username }));
    const issued = [refreshToken, ...answers.map(({ body }) => body['refresh_token'] ?? 'never issued')];
    expect(await Promise.all(issued.map(canRefresh))).toEqual(issued.map(() => false));
    expect(await isSignedIn(browser)).toBe(false);
  });
});

it('the server prints nothing in all this', () => {
  expect(server.output).toBe('');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneTimeCode } from '../../../local/sign-in/one-time-code.ts';
import { Browser } from './browser.ts';
import { enrol, invite, PASSWORD, signIn, TEMPORARY } from './people.ts';
import { newDataDir, POOL, REDIRECT_URI, SignInProcess } from './sign-in-process.ts';

const { userPoolId: UserPoolId } = POOL;
const dataDir = newDataDir();
let server: SignInProcess;

beforeAll(async () => {
  server = await SignInProcess.start({ dataDir });
});
afterAll(() => server.close());

async function loginPage(change: Record<string, string | undefined> = {}, origin = server.url): Promise<Browser> {
  const browser = new Browser();
  expect((await browser.authorize(origin, change)).step).toBe('password');
  return browser;
}

const hasCode = (url: URL): boolean => url.href.startsWith(REDIRECT_URI) && url.searchParams.has('code');

describe('the sign-in page', () => {
  it('is Japanese with English beside it, labels its fields and takes nothing from elsewhere', async () => {
    const { page } = await loginPage();
    expect(page?.html).toContain('<html lang="ja">');
    expect(page?.html).toMatch(
      /<label for="username">ユーザー名 <span lang="en">User name<\/span><\/label><input id="username"/,
    );
    expect(page?.html).toMatch(/<label for="password">.*<input id="password"[^>]*autocomplete="current-password"/);
    expect(page?.html).not.toMatch(/<script|src=|https?:\/\//);
    expect(page?.html).toContain('地域医療連携 &lt;ism-link&gt;');
    const policy = page?.headers.get('content-security-policy');
    expect(policy).toMatch(
      /^default-src 'none'; script-src; style-src 'sha256-[\w+/=]+'; base-uri 'none'; frame-ancestors 'none'/,
    );
    expect(policy).toContain("form-action 'self' http://127.0.0.1:9");
    expect(page?.headers.get('cache-control')).toBe('no-store');
  });

  it('announces, focuses and ties an error to the fields, and keeps the user name', async () => {
    const browser = await loginPage();
    const { html } = await browser.submit({ username: '"><b>nobody', password: 'x' });
    expect(html).toMatch(/id="error" role="alert" aria-live="assertive" tabindex="-1" autofocus/);
    expect(html).toMatch(
      /<input id="username"[^>]*value="&quot;&gt;&lt;b&gt;nobody"[^>]*aria-invalid="true" aria-describedby="error"/,
    );
    expect(html).toContain('<title>エラー · Error: ');
  });

  it('works on localhost as on 127.0.0.1', async () => {
    await enrol(server, 'local');
    const browser = await loginPage({}, server.url.replace('127.0.0.1', 'localhost'));
    expect(browser.page?.url.hostname).toBe('localhost');
    expect(hasCode((await browser.submit({ username: 'local', password: PASSWORD })).url)).toBe(true);
  });

  it('takes a name in any case, and the token says it as it was given', async () => {
    await enrol(server, 'any-case.doctor');
    const { accessToken } = await signIn(server, 'Any-Case.DOCTOR');
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ username: 'any-case.doctor' });
    await expect(invite(server, 'ANY-case.doctor')).rejects.toMatchObject({ name: 'UsernameExistsException' });
  });

  it('two tabs sign in side by side', async () => {
    await enrol(server, 'tabs');
    const browser = await loginPage();
    const first = browser.page;
    await browser.authorize(server.url);
    expect(hasCode((await browser.submit({ username: 'tabs', password: PASSWORD })).url)).toBe(true);
    browser.page = first;
    expect(hasCode((await browser.submit({ username: 'tabs', password: PASSWORD })).url)).toBe(true);
  });

  it('`/login` with the parameters of a request starts a sign-in, as Cognito does', async () => {
    const browser = new Browser();
    const { url } = await browser.authorize(server.url);
    const query = new URLSearchParams({ client_id: POOL.clients[0]?.clientId ?? '', response_type: 'code' });
    query.set('redirect_uri', REDIRECT_URI);
    query.set('code_challenge', 'a'.repeat(43));
    query.set('code_challenge_method', 'S256');
    const page = await new Browser().open(new URL(`${url.origin}/login?${query.toString()}`));
    expect(page.step).toBe('password');
  });
});

describe('a forged form', () => {
  const fields = { step: 'password', username: 'forged', password: PASSWORD };
  beforeAll(() => enrol(server, 'forged'));

  it('is refused without the cookie of the browser that began', async () => {
    const victim = await loginPage();
    const response = await fetch(victim.page?.url ?? '', {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });

  it('is refused when it comes from another site, is too long or has another type', async () => {
    const browser = await loginPage();
    const page = browser.page;
    expect((await browser.submit(fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(400);
    browser.page = page;
    expect((await browser.submit({ ...fields, more: 'x'.repeat(20_000) })).status).toBe(400);
    const url = page?.url ?? new URL(server.url);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) };
    expect((await browser.open(url, json)).status).toBe(400);
    browser.page = page;
    expect(hasCode((await browser.submit(fields)).url)).toBe(true);
  });

  it('cannot use the cookie of one sign-in for another, nor a cookie that was changed', async () => {
    const [one, two] = [await loginPage(), await loginPage()];
    const url = two.page?.url ?? new URL(server.url);
    const body = new URLSearchParams(fields);
    const cookie = one.cookiesFor(one.page?.url ?? url);
    for (const stolen of [cookie, two.cookiesFor(url).replace(/=([\w-])/, '=_$1')]) {
      const response = await fetch(url, { method: 'POST', headers: { cookie: stolen }, body, redirect: 'manual' });
      expect(response.status).toBe(400);
    }
  });
});

describe('a wrong sign-in', () => {
  it('an unknown user, a wrong password and a disabled user get the same answer', async () => {
    await enrol(server, 'known');
    await enrol(server, 'disabled');
    await server.admin.send(new AdminDisableUserCommand({ UserPoolId, Username: 'disabled' }));
    const answers = [];
    for (const [username, password] of [
      ['unknown', PASSWORD],
      ['known', 'Wrong-Password-1'],
      ['disabled', PASSWORD],
    ] as const) {
      const { status, code, html } = await (await loginPage()).submit({ username, password });
      answers.push({ status, code, html: html.replaceAll(username, '').replaceAll(/\/login\/[\w-]+/g, '') });
    }
    expect(answers[0]).toMatchObject({ status: 401, code: 'refused' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('takes as long for an unknown user as for a wrong password', async () => {
    await enrol(server, 'timed');
    const fastest = async (username: string) => {
      const browser = await loginPage();
      const times = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const start = performance.now();
        await browser.submit({ username, password: 'Wrong-Password-1' });
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await fastest('timed'), await fastest('untimed')];
    // Without the hash the answer would come in a few milliseconds.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it.each(['locked', 'locked-and-unknown'])(
    'after five failures %s waits one second, then two, then four',
    async (username) => {
      if (username === 'locked') await enrol(server, username);
      const browser = await loginPage();
      const attempt = async () => (await browser.submit({ username, password: 'Wrong-Password-1' })).code;
      for (let failure = 1; failure <= 5; failure += 1) expect(await attempt()).toBe('refused');
      for (const seconds of [1, 2, 4]) {
        expect(await attempt()).toBe('locked');
        // Attempts while locked do not lengthen the lock.
        await server.advance(seconds * 1000);
        expect(await attempt()).toBe('refused');
      }
    },
  );

  it('the right password opens nothing while locked, and forgets the failures afterwards', async () => {
    await enrol(server, 'patient-user');
    const browser = await loginPage();
    const attempt = (password: string) => browser.submit({ username: 'patient-user', password });
    for (let failure = 1; failure <= 5; failure += 1) await attempt('Wrong-Password-1');
    expect((await attempt(PASSWORD)).code).toBe('locked');
    await server.advance(1000);
    expect(hasCode((await attempt(PASSWORD)).url)).toBe(true);
    const again = await loginPage();
    expect((await again.submit({ username: 'patient-user', password: 'Wrong-Password-1' })).code).toBe('refused');
    expect(hasCode((await again.submit({ username: 'patient-user', password: PASSWORD })).url)).toBe(true);
  });

  it('guesses sent together do not slip past the lock', async () => {
    await enrol(server, 'parallel');
    const browsers = await Promise.all(Array.from({ length: 20 }, () => loginPage()));
    const pages = await Promise.all(
      browsers.map((browser, index) => browser.submit({ username: 'parallel', password: `Wrong-Password-${index}` })),
    );
    expect(pages.filter(({ code }) => code === 'refused')).toHaveLength(5);
    expect(pages.filter(({ code }) => code === 'locked')).toHaveLength(15);
  });
});

describe('a temporary password', () => {
  it('must be changed to a good one before anything opens', async () => {
    await invite(server, 'newcomer');
    const browser = await loginPage();
    expect((await browser.submit({ username: 'newcomer', password: TEMPORARY })).step).toBe('new-password');
    const change = (newPassword: string, confirmPassword = newPassword) =>
      browser.submit({ newPassword, confirmPassword });
    for (const weak of [
      'Short-1',
      'no-uppercase-12',
      'NO-LOWERCASE-12',
      'No-Digits-Here',
      'NoSymbols12345',
      ' Space-Before-1',
    ]) {
      expect((await change(weak)).code).toBe('password-policy');
    }
    expect((await change(PASSWORD, `${PASSWORD}x`)).code).toBe('passwords-differ');
    expect((await change(TEMPORARY)).code).toBe('same-password');
    expect(hasCode((await change(PASSWORD)).url)).toBe(true);
    await expect(signIn(server, 'newcomer', { password: TEMPORARY })).rejects.toMatchObject({ code: 'refused' });
    await expect(signIn(server, 'newcomer')).resolves.toHaveProperty('accessToken');
  });

  it('signInAs changes it when it is given a new one', async () => {
    await invite(server, 'scripted');
    const given = { password: TEMPORARY, newPassword: PASSWORD };
    await expect(signIn(server, 'scripted', { password: TEMPORARY })).rejects.toMatchObject({
      code: 'new-password-required',
    });
    await expect(signIn(server, 'scripted', given)).resolves.toHaveProperty('refreshToken');
  });

  it('ends after seven days', async () => {
    await invite(server, 'late');
    await server.advance(7 * 24 * 60 * 60 * 1000);
    await expect(signIn(server, 'late', { password: TEMPORARY })).rejects.toMatchObject({
      code: 'temporary-password-expired',
    });
  });

  it('an administrator who sets another password in between voids the page that is open', async () => {
    await invite(server, 'overtaken');
    const browser = await loginPage();
    await browser.submit({ username: 'overtaken', password: TEMPORARY });
    const Password = 'Another-Temporary-9';
    await server.admin.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: 'overtaken', Password, Permanent: false }),
    );
    const page = await browser.submit({ newPassword: PASSWORD, confirmPassword: PASSWORD });
    expect([page.step, page.code]).toEqual(['password', 'restart']);
  });

  it('a page cannot be skipped by naming a later step', async () => {
    await invite(server, 'skipper');
    const browser = await loginPage();
    expect((await browser.submit({ step: 'totp', code: '123456' })).code).toBe('restart');
    await browser.submit({ username: 'skipper', password: TEMPORARY });
    expect((await browser.submit({ step: 'totp', code: '123456' })).step).toBe('new-password');
  });
});

describe('one-time codes', () => {
  // Earlier tests moved the clock of the shared server.
  beforeAll(async () => {
    await server.close();
    server = await SignInProcess.start({ dataDir });
  });

  /** Enrols through the API as a settings page would, a minute ago, so that no code of now is taken yet. */
  async function enrolTotp(username: string): Promise<string> {
    await enrol(server, username);
    const { accessToken: AccessToken } = await signIn(server, username);
    const { SecretCode: secret = '' } = await server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await server.advance(-60_000);
    const UserCode = oneTimeCode(secret, Date.now() - 60_000);
    const { Status } = await server.admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    await server.advance(60_000);
    expect(Status).toBe('SUCCESS');
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await server.admin.send(
      new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: username, SoftwareTokenMfaSettings }),
    );
    return secret;
  }

  it('are asked for once enrolled, and each is good once', async () => {
    const secret = await enrolTotp('totp');
    const browser = await loginPage();
    expect((await browser.submit({ username: 'totp', password: PASSWORD })).step).toBe('totp');
    const code = oneTimeCode(secret, Date.now());
    const stale = oneTimeCode(secret, Date.now() - 120_000);
    for (const refused of [stale, '', 'abcdef', '12345']) {
      const page = await browser.submit({ code: refused });
      expect([page.step, page.code]).toEqual(['totp', 'code-refused']);
    }
    await server.advance(1000);
    expect(hasCode((await browser.submit({ code })).url)).toBe(true);
    const second = await loginPage();
    await second.submit({ username: 'totp', password: PASSWORD });
    expect((await second.submit({ code })).code).toBe('code-refused');
  });

  it('signInAs computes the code from the secret', async () => {
    const totpSecret = await enrolTotp('totp-scripted');
    await expect(signIn(server, 'totp-scripted')).rejects.toMatchObject({ code: 'totp-required' });
    await expect(signIn(server, 'totp-scripted', { totpSecret })).resolves.toHaveProperty('accessToken');
  });

  it('guessing them locks as guessing passwords does', async () => {
    await enrolTotp('totp-guessed');
    const browser = await loginPage();
    await browser.submit({ username: 'totp-guessed', password: PASSWORD });
    const codes = [];
    for (let guess = 0; guess < 6; guess += 1)
      codes.push((await browser.submit({ code: String(100_000 + guess) })).code);
    expect(codes).toContain('locked');
  });

  it('an administrator who switches them off makes the person enrol anew', async () => {
    await enrolTotp('totp-lost');
    const SoftwareTokenMfaSettings = { Enabled: false };
    await server.admin.send(
      new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: 'totp-lost', SoftwareTokenMfaSettings }),
    );
    await expect(signIn(server, 'totp-lost')).resolves.toHaveProperty('accessToken');
    const on = { Enabled: true };
    await expect(
      server.admin.send(
        new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: 'totp-lost', SoftwareTokenMfaSettings: on }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('a pool that demands them shows the key at the first sign-in', async () => {
    const strict = await SignInProcess.start({ pool: { ...POOL, mfa: 'ON' } });
    try {
      await enrol(strict, 'strict');
      const browser = await loginPage({}, strict.url);
      const page = await browser.submit({ username: 'strict', password: PASSWORD });
      expect(page.step).toBe('totp-setup');
      const secret = /<code id="secret">([A-Z2-7]+)<\/code>/.exec(page.html)?.[1] ?? '';
      expect(page.html).toContain(`secret=${secret}`);
      expect((await browser.submit({ code: '000000' })).code).toBe('code-refused');
      const code = oneTimeCode(secret, Date.now());
      expect(hasCode((await browser.submit({ code })).url)).toBe(true);
      const next = await loginPage({}, strict.url);
      expect((await next.submit({ username: 'strict', password: PASSWORD })).step).toBe('totp');
      await expect(signIn(strict, 'strict', { totpSecret: secret })).rejects.toMatchObject({ code: 'code-refused' });
      await strict.advance(30_000);
      const later = oneTimeCode(secret, Date.now() + 30_000);
      expect(hasCode((await next.submit({ code: later })).url)).toBe(true);
    } finally {
      await strict.close();
    }
  });
});

describe('a reset password', () => {
  it('is set anew with the code that would have been mailed', async () => {
    await enrol(server, 'forgetful');
    await server.admin.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: 'forgetful' }));
    await expect(signIn(server, 'forgetful')).rejects.toMatchObject({ code: 'refused' });
    const letter = readdirSync(join(dataDir, 'outbox')).find((name) => name.includes('password-reset')) ?? '';
    const { secret, to } = JSON.parse(readFileSync(join(dataDir, 'outbox', letter), 'utf8')) as {
      secret: string;
      to: string;
    };
    expect(to).toBe('forgetful@example.jp');
    const browser = await loginPage();
    const link = /href="([^"]+\?step=reset)"/.exec(browser.page?.html ?? '')?.[1] ?? '';
    expect((await browser.open(new URL(link, server.url))).step).toBe('reset');
    const reset = (username: string, code: string) =>
      browser.submit({ username, code, newPassword: 'Brand-New-Pass-8', confirmPassword: 'Brand-New-Pass-8' });
    const wrong = secret === '000000' ? '000001' : '000000';
    for (const [username, code] of [
      ['forgetful', wrong],
      ['nobody-here', secret],
    ] as const) {
      expect((await reset(username, code)).code).toBe('code-refused');
    }
    expect(hasCode((await reset('forgetful', secret)).url)).toBe(true);
    await expect(signIn(server, 'forgetful', { password: 'Brand-New-Pass-8' })).resolves.toHaveProperty('accessToken');
    const again = await loginPage();
    await again.open(new URL(`${again.page?.url.href}?step=reset`));
    const fields = { username: 'forgetful', code: secret, newPassword: PASSWORD, confirmPassword: PASSWORD };
    expect((await again.submit(fields)).code).toBe('code-refused');
  });
});

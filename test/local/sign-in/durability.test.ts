import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdminCreateUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Browser, redeem, refresh, verified } from './browser.ts';
import { enrol, PASSWORD, signIn, TEMPORARY } from './people.ts';
import { newDataDir, POOL, SignInProcess } from './sign-in-process.ts';

const { userPoolId: UserPoolId } = POOL;
const running: SignInProcess[] = [];

async function start(options: Parameters<typeof SignInProcess.start>[0]): Promise<SignInProcess> {
  const server = await SignInProcess.start(options);
  running.push(server);
  return server;
}
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

describe('a restart', () => {
  it('keeps users, sessions, half-done sign-ins, refresh tokens and keys', async () => {
    const dataDir = newDataDir();
    const before = await start({ dataDir });
    const port = Number(new URL(before.url).port);
    await enrol(before, 'sato', 'office');
    const tokens = await signIn(before, 'sato');
    const [signedIn, halfDone] = [new Browser(), new Browser()];
    await signedIn.authorize(before.url);
    await signedIn.submit({ username: 'sato', password: PASSWORD });
    await halfDone.authorize(before.url);
    await before.close();

    const after = await start({ dataDir, port });
    expect((await verified(tokens.accessToken, after.jwksUri)).claims['username']).toBe('sato');
    const { body } = await refresh(after.url, tokens.refreshToken ?? '');
    const claims = (await verified(body['access_token'] ?? '', after.jwksUri)).claims;
    expect(claims['origin_jti']).toBe((await verified(tokens.accessToken, after.jwksUri)).claims['origin_jti']);
    expect((await signedIn.authorize(after.url)).url.searchParams.has('code')).toBe(true);
    expect((await halfDone.submit({ username: 'sato', password: PASSWORD })).url.searchParams.has('code')).toBe(true);
  });

  it('keeps keys and users from other accounts of the machine', async () => {
    const dataDir = newDataDir();
    await (await start({ dataDir })).close();
    for (const file of ['keys.json', 'sign-in.sqlite']) expect(statSync(join(dataDir, file)).mode & 0o077).toBe(0);
  });

  it('a damaged key file stops the start instead of making new keys', async () => {
    const dataDir = newDataDir();
    await (await start({ dataDir })).close();
    const file = join(dataDir, 'keys.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    await expect(start({ dataDir })).rejects.toThrow('damaged');
  });

  it('a port that is taken is told', async () => {
    const first = await start({});
    await expect(start({ port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it.each([
    [{ scopes: ['ism-link/unknown'] }, 'unknown scopes: ism-link/unknown'],
    [{ redirectUris: [] }, 'no redirect URI'],
  ])('an impossible pool is refused: %j', async (change, message) => {
    const clients = POOL.clients.map((client, index) => (index === 0 ? { ...client, ...change } : client));
    await expect(start({ pool: { ...POOL, clients } })).rejects.toThrow(message);
  });
});

describe('kill -9', () => {
  it('loses no acknowledged user, password change or refresh token', async () => {
    const dataDir = newDataDir();
    const acknowledged = { users: [] as string[], refreshTokens: [] as string[] };
    for (let round = 0; round < 3; round += 1) {
      const server = await start({ dataDir });
      await enrol(server, `worker-${round}`);
      const work = Promise.allSettled([
        createUsers(server, round, acknowledged.users),
        signInOften(server, round, acknowledged.refreshTokens),
      ]);
      const enough = { users: acknowledged.users.length + 4, refreshTokens: acknowledged.refreshTokens.length + 2 };
      while (acknowledged.users.length < enough.users || acknowledged.refreshTokens.length < enough.refreshTokens) {
        await pause(20);
      }
      // In the middle of whatever is then under way.
      await pause(Math.random() * 100);
      await server.kill();
      await work;
    }
    const server = await start({ dataDir });
    expect(acknowledged.users.length).toBeGreaterThanOrEqual(12);
    expect(acknowledged.refreshTokens.length).toBeGreaterThanOrEqual(6);
    for (const Username of acknowledged.users) {
      await expect(server.admin.send(new AdminGetUserCommand({ UserPoolId, Username }))).resolves.toMatchObject({
        Username,
      });
    }
    for (const token of acknowledged.refreshTokens) expect((await refresh(server.url, token)).status).toBe(200);
    const last = acknowledged.users.at(-1) ?? '';
    await expect(signIn(server, last, { password: TEMPORARY, newPassword: PASSWORD })).resolves.toHaveProperty(
      'accessToken',
    );
  });
});

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Until the server is gone; only what was answered is noted. */
async function createUsers(server: SignInProcess, round: number, created: string[]): Promise<void> {
  for (let serial = 0; ; serial += 1) {
    const Username = `user-${round}-${serial}`;
    await server.admin.send(
      new AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword: TEMPORARY, MessageAction: 'SUPPRESS' }),
    );
    created.push(Username);
  }
}

async function signInOften(server: SignInProcess, round: number, refreshTokens: string[]): Promise<void> {
  for (;;) {
    const browser = new Browser();
    await browser.authorize(server.url);
    const { url } = await browser.submit({ username: `worker-${round}`, password: PASSWORD });
    const { body } = await redeem(server.url, url.searchParams.get('code') ?? '', browser.verifier);
    if (body['refresh_token']) refreshTokens.push(body['refresh_token']);
  }
}

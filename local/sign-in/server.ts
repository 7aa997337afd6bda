import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import type { HttpContext } from 'oidc-provider';
import { accessTokenReader } from './access-tokens.ts';
import { answerAdmin, isAdminRequest } from './admin/api.ts';
import { Attempts } from './attempts.ts';
import { Challenges } from './challenges.ts';
import { openDatabase } from './database.ts';
import { loadKeys } from './keys.ts';
import { loginRoutes } from './login-routes.ts';
import { LoginSteps } from './login-steps.ts';
import { Models } from './models.ts';
import type { Letter } from './outbox.ts';
import { putIntoOutbox } from './outbox.ts';
import { contentSecurityPolicy } from './pages.ts';
import { hashPassword } from './passwords.ts';
import type { UserPoolSpec } from './pool.ts';
import { assertPool } from './pool.ts';
import { createProvider } from './provider.ts';
import { signOutRoute } from './sign-out.ts';
import { userInfoRoute } from './user-info.ts';
import { Users } from './users.ts';

export type { SignInClient, UserPoolSpec } from './pool.ts';

export type SignInOptions = {
  dataDir: string;
  host?: string;
  /** 0 takes a free one. */
  port: number;
  pool: UserPoolSpec;
  /** The issuer's public origin when a gateway forwards to this server; its own when absent. */
  issuer?: string;
  /** Milliseconds; for lockout, codes and dates. Tokens keep the machine's time, which oidc-provider reads itself. */
  now?: () => number;
  /** Stands in the ARN that `allowsAdmin` judges. */
  accountId?: string;
  allowsAdmin: (accessKeyId: string, action: string, resourceArn: string) => boolean;
};

export type SignIn = {
  url: string;
  issuer: string;
  jwksUri: string;
  port: number;
  adminUrl: string;
  close(): Promise<void>;
};

const PURGE_EVERY_MS = 10 * 60 * 1000;

/** Starts hosted sign-in and the admin API of one user pool, on one port, over one store in `dataDir`. */
export async function startSignIn(options: SignInOptions): Promise<SignIn> {
  assertPool(options.pool);
  const database = openDatabase(options.dataDir);
  const ready = Promise.withResolvers<RequestListener>();
  // The issuer cannot be named before the port is known; whoever asks meanwhile waits.
  const server = createServer((request, response) => void ready.promise.then((answer) => answer(request, response)));
  try {
    const host = options.host ?? '127.0.0.1';
    server.listen(options.port, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://${host}:${port}`;
    const issuer = options.issuer ?? url;
    const { answer, purged } = await assemble(database, issuer, options);
    ready.resolve(answer);
    const purge = keepPurging(purged);
    const close = () => closeAll({ server, database, purge });
    return { url, issuer, jwksUri: `${issuer}/.well-known/jwks.json`, port, adminUrl: `${url}/`, close };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    database.close();
    throw error;
  }
}

type Purgeable = { purge(): void };

async function assemble(
  database: DatabaseSync,
  issuer: string,
  options: SignInOptions,
): Promise<{ answer: RequestListener; purged: Purgeable[] }> {
  const { pool, dataDir, now = Date.now } = options;
  const keys = await loadKeys(dataDir);
  const users = new Users(database, now);
  const models = new Models(database);
  const attempts = new Attempts(database, now);
  const challenges = new Challenges(database, now);
  const readToken = accessTokenReader({ keys, models, users, issuer });
  const decoyHash = await hashPassword(randomBytes(32).toString('base64url'));
  const steps = new LoginSteps({ pool, users, attempts, challenges, now, decoyHash });

  const provider = createProvider({ issuer, pool, keys, models, users });
  provider.proxy = options.issuer !== undefined;
  provider.use(withSafeHeaders);
  provider.use(loginRoutes({ provider, steps, pool }));
  provider.use(signOutRoute(provider, pool));
  provider.use(userInfoRoute(readToken));
  const pages = provider.callback();

  const { allowsAdmin, accountId = '000000000000' } = options;
  const post = (letter: Letter): void => putIntoOutbox(dataDir, letter);
  const admin = { pool, users, models, now, readToken, post, allowsAdmin, accountId };
  const answer: RequestListener = (request, response) => {
    void (isAdminRequest(request) ? answerAdmin(request, response, admin) : pages(request, response));
  };
  return { answer, purged: [models, attempts, challenges] };
}

async function withSafeHeaders(ctx: HttpContext, next: () => Promise<void>): Promise<void> {
  ctx.set('content-security-policy', contentSecurityPolicy());
  ctx.set('cache-control', 'no-store');
  ctx.set('x-content-type-options', 'nosniff');
  // Not `no-referrer`, which would take the origin away from our own forms.
  ctx.set('referrer-policy', 'same-origin');
  await next();
}

/** What has expired is refused anyway; this only keeps the file small. */
function keepPurging(stores: Purgeable[]): NodeJS.Timeout {
  for (const store of stores) store.purge();
  return setInterval(() => {
    for (const store of stores) store.purge();
  }, PURGE_EVERY_MS).unref();
}

async function closeAll(parts: { server: Server; database: DatabaseSync; purge: NodeJS.Timeout }): Promise<void> {
  clearInterval(parts.purge);
  const closed = once(parts.server, 'close');
  parts.server.close();
  parts.server.closeIdleConnections();
  const impatient = setTimeout(() => parts.server.closeAllConnections(), 2000);
  await closed;
  clearTimeout(impatient);
  parts.database.close();
}

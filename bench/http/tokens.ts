import { randomUUID } from 'node:crypto';
import { signInAs, systemToken } from '../../local/sign-in/login.ts';
import { type BenchRegion, systemOf } from '../region.ts';

type Token = { accessToken: string; expiresIn: number };

/** Access tokens live five minutes: a new one is fetched this long before. */
const MARGIN_MS = 90_000;

/** Gives the same token until it is about to end. */
function kept(obtain: () => Promise<Token>): () => Promise<string> {
  let known: { token: string; until: number } | undefined;
  return async () => {
    if (known && known.until > Date.now()) return known.token;
    const { accessToken, expiresIn } = await obtain();
    known = { token: accessToken, until: Date.now() + expiresIn * 1000 - MARGIN_MS };
    return accessToken;
  };
}

/** A person's token through the real login, with a session of their own. */
export function tokenOfStaff({ region, accounts }: BenchRegion, username: string): () => Promise<string> {
  const account = accounts.find((one) => one.username === username);
  if (!account) throw new Error(`The region has no account ${username}`);
  const { issuer, webClientId: clientId, redirectUri, scopes, url } = region;
  const { password } = account;
  return kept(async () => {
    const token = await signInAs({ issuer, clientId, redirectUri, scopes, username, password });
    const session = await fetch(`${url}/v1/sessions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: '{}',
    });
    if (!session.ok) throw new Error(`No session for ${username}: ${session.status} ${await session.text()}`);
    return token;
  });
}

/** A facility's own system's token. */
export function tokenOfSystem({ region }: BenchRegion, facilityId: string): () => Promise<string> {
  const { clientId, clientSecret: secret } = systemOf({ region }, facilityId);
  return kept(() => systemToken({ issuer: region.issuer, clientId, secret, scope: region.systemScope }));
}

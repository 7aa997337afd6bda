import { type SignedIn, signInAs } from '../../local/sign-in/login.ts';
import { createClient } from '../../schemas/client.ts';
import { openSession } from '../../schemas/operations/directory.ts';
import type { TestRegion } from '../region.ts';
import { type Caller, done } from './journey.ts';

/** One more sign-in of a person through the real pages; no session is opened by it. */
export const signedIn = (region: TestRegion, staffId: string, password?: string): Promise<SignedIn> => {
  const { issuer, webClientId: clientId, redirectUri, scopes } = region.region;
  const known = region.accounts.find((account) => account.username === staffId)?.password;
  return signInAs({ issuer, clientId, redirectUri, scopes, username: staffId, password: password ?? known ?? '' });
};

/** Speaks with exactly this token. */
export const withToken = (region: TestRegion, token: string): Caller =>
  createClient({ origin: region.url, token: () => Promise.resolve(token) });

/** Signs in anew and opens the session. */
export const signedInWithSession = async (region: TestRegion, staffId: string, password?: string): Promise<Caller> => {
  const { accessToken } = await signedIn(region, staffId, password);
  const caller = withToken(region, accessToken);
  done(await caller(openSession, { body: {} }));
  return caller;
};

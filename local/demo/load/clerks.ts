import { createClient } from '../../../schemas/client.ts';
import { openSession } from '../../../schemas/operations/directory.ts';
import type { RunningRegion } from '../../running-region.ts';
import { signInAs } from '../../sign-in/login.ts';
import type { Account } from '../accounts.ts';

export type Client = ReturnType<typeof createClient>;

/** A token is renewed this long before it ends. */
const MARGIN_MS = 60_000;

type Target = Pick<RunningRegion, 'url' | 'issuer' | 'webClientId' | 'redirectUri' | 'scopes'>;
type SignedIn = { token: string; until: number };

/** Signs in through the real pages, and opens the session that every operation asks for. */
const signIn = async (region: Target, { username, password }: Account): Promise<SignedIn> => {
  const { issuer, webClientId, redirectUri, scopes } = region;
  const { accessToken, expiresIn } = await signInAs({
    issuer,
    clientId: webClientId,
    redirectUri,
    scopes,
    username,
    password,
  });
  const open = createClient({ origin: region.url, token: () => Promise.resolve(accessToken) });
  const outcome = await open(openSession, { body: {} });
  if (!outcome.ok) throw new Error(`No session for ${username}: ${outcome.status} ${outcome.problem.code}`);
  return { token: accessToken, until: Date.now() + expiresIn * 1000 - MARGIN_MS };
};

/** Clients that speak as members of staff: each signs in once, and again when the token ends. */
export const createClerks = (region: Target, accounts: readonly Account[]): ((staffId: string) => Client) => {
  const clients = new Map<string, Client>();
  const clientOf = (staffId: string): Client => {
    const account = accounts.find((known) => known.staffId === staffId);
    if (account === undefined) throw new Error(`No account for ${staffId}`);
    let signedIn: Promise<SignedIn> | undefined;
    const token = async (): Promise<string> => {
      if (signedIn === undefined || (await signedIn).until < Date.now()) signedIn = signIn(region, account);
      return (await signedIn).token;
    };
    return createClient({ origin: region.url, token });
  };
  return (staffId) => {
    const known = clients.get(staffId) ?? clientOf(staffId);
    clients.set(staffId, known);
    return known;
  };
};

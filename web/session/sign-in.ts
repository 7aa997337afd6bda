import { ErrorResponse, User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { atMost } from './at-most.ts';
import { config } from './config.ts';

let making: Promise<UserManager> | undefined;

/**
 * OpenID Connect, code + PKCE (RFC 7636). Tokens live in this tab's session storage: they end with the tab, and a reload does not sign
 * out. The token endpoint is on our own origin, so that the content security policy names no other.
 */
const make = async (): Promise<UserManager> => {
  const { issuer, clientId, authorizationEndpoint, scopes } = await config();
  const { origin } = location;
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${origin}/callback`,
    scope: scopes.join(' '),
    response_type: 'code',
    metadata: {
      issuer,
      authorization_endpoint: authorizationEndpoint,
      token_endpoint: `${origin}/oauth2/token`,
      revocation_endpoint: `${origin}/oauth2/revoke`,
    },
    loadUserInfo: false,
    automaticSilentRenew: false,
    monitorSession: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
};

/** Made once; where the network's settings did not come, the next call tries again. */
const manager = (): Promise<UserManager> =>
  (making ??= make().catch((error: unknown) => {
    making = undefined;
    throw error;
  }));

export const storedUser = async (): Promise<User | undefined> => (await (await manager()).getUser()) ?? undefined;

/**
 * Goes to the sign-in page, which asks for the password even where the browser is still signed in there: a terminal that was locked, or left while
 * the network was away, would else be opened by whoever comes next.
 */
export const goToSignIn = async (back: string): Promise<void> =>
  (await manager()).signinRedirect({ state: { back }, prompt: 'login' });

/** The way back from the sign-in page: exchanges the code, and says where the person came from. */
export const finishSignIn = async (): Promise<{ user: User; back: string }> => {
  const user = await (await manager()).signinRedirectCallback();
  const { back } = (user.state ?? {}) as { back?: unknown };
  // A path of our own, never another host's.
  return { user, back: typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/' };
};

/** What the issuer says of a refresh token that is over (RFC 6749, 5.2); whatever else it answers may pass. */
const OVER = ['invalid_grant', 'invalid_client', 'unauthorized_client'];

/** A fresh access token from the refresh token; undefined where the sign-in has ended. Throws where no answer came, which says nothing about it. */
export const renew = async (): Promise<User | undefined> => {
  const users = await manager();
  // Without a refresh token the library would look for another way, and there is none.
  if (!(await users.getUser())?.refresh_token) return undefined;
  try {
    return (await users.signinSilent()) ?? undefined;
  } catch (error) {
    if (error instanceof ErrorResponse && OVER.includes(error.error ?? '')) return undefined;
    throw error;
  }
};

/** Takes over what another tab of the same person has. */
export const adopt = async (stored: string): Promise<User> => {
  const user = User.fromStorageString(stored);
  await (await manager()).storeUser(user);
  return user;
};

export const forget = async (): Promise<void> => (await manager()).removeUser();

const LONGEST_REVOCATION_MS = 3000;

/** Ends the refresh token at its issuer, then the browser's own session there (Cognito's `/logout`). */
export const goToSignOut = async (): Promise<void> => {
  const users = await manager();
  await atMost(LONGEST_REVOCATION_MS, users.revokeTokens(['refresh_token']));
  await users.removeUser();
  const { clientId, logoutEndpoint } = await config();
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${location.origin}/` });
  location.assign(`${logoutEndpoint}?${query.toString()}`);
};

import type { Client, HttpContext, Interaction, OidcContext, Token } from 'oidc-provider';
import { errors, interactionPolicy, Provider } from 'oidc-provider';
import type { Keys } from './keys.ts';
import type { Models } from './models.ts';
import { showError, showSignedOut, showSignOut } from './pages.ts';
import type { SignInClient, UserPoolSpec } from './pool.ts';
import { OIDC_SCOPES, refreshSecondsOf } from './pool.ts';
import { RESOURCE, tokenSettings } from './tokens.ts';
import type { Users } from './users.ts';

/** As Cognito: a code lives five minutes, the session of managed login one hour. */
const CODE_SECONDS = 5 * 60;
const SESSION_SECONDS = 60 * 60;
const INTERACTION_SECONDS = 60 * 60;

export type ProviderParts = { issuer: string; pool: UserPoolSpec; keys: Keys; models: Models; users: Users };

/** The certified OpenID provider, on Cognito's paths and with Cognito's tokens. */
export function createProvider(parts: ProviderParts): Provider {
  const { issuer, pool, keys, models } = parts;
  const provider: Provider = new Provider(issuer, {
    ...protocolSettings(pool),
    ...tokenSettings({ ...parts, newGrant: (grant) => new provider.Grant(grant) }),
    adapter: (kind: string) => models.adapter(kind),
    jwks: keys.jwks,
    clients: pool.clients.map(clientMetadata),
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
      end_session: '/logout',
    },
    discovery: { userinfo_endpoint: `${issuer}/oauth2/userInfo` },
    cookies: {
      names: { session: 'ism_sign_in', interaction: 'ism_sign_in_step', resume: 'ism_sign_in_resume' },
      keys: keys.cookieKeys,
    },
    ttl: lifetimes(pool),
    interactions: { policy: loginPolicy(), url: (_ctx: OidcContext, { uid }: Interaction) => `/login/${uid}` },
    renderError: (ctx: HttpContext) => showError(ctx),
  });
  provider.on('server_error', (_ctx, error) => logFailure(error));
  provider.on('error', logFailure);
  return provider;
}

function logFailure({ name, message }: Error): void {
  console.error(JSON.stringify({ level: 'error', code: 'sign-in.failed', name, message }));
}

function clientMetadata(client: SignInClient): Record<string, unknown> {
  const common = {
    client_id: client.clientId,
    client_name: client.name,
    ...(client.secret
      ? { client_secret: client.secret, token_endpoint_auth_method: 'client_secret_basic' }
      : { token_endpoint_auth_method: 'none' }),
  };
  if (client.kind === 'system') {
    return { ...common, grant_types: ['client_credentials'], response_types: [], redirect_uris: [] };
  }
  return {
    ...common,
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: client.redirectUris ?? [],
    post_logout_redirect_uris: client.logoutUris ?? [],
  };
}

/** Code + PKCE, refresh and client credentials, nothing else. */
function protocolSettings(pool: UserPoolSpec): Record<string, unknown> {
  return {
    responseTypes: ['code'],
    scopes: OIDC_SCOPES,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    clockTolerance: 0,
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: (_ctx: OidcContext, origin: string, client: Client) =>
      (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      // Ours answers to the JWTs themselves, oidc-provider's to opaque tokens only.
      userinfo: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx: OidcContext, client: Client, token: Token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: true, logoutSource: showSignOut, postLogoutSuccessSource: showSignedOut },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: resourceServer(pool),
      },
    },
  };
}

/** A client gets the scopes it asked for, all of its own when it asked for none, and `invalid_scope` for any other. */
function resourceServer(pool: UserPoolSpec): (ctx: OidcContext, resource: string, client: Client) => object {
  return ({ oidc: { params } }, resource, { clientId }) => {
    const client = pool.clients.find((candidate) => candidate.clientId === clientId);
    if (resource !== RESOURCE || !client) throw new errors.InvalidTarget();
    const isFirstRequest = params.grant_type === undefined || params.grant_type === 'client_credentials';
    if (isFirstRequest) params.scope ??= client.scopes.join(' ');
    const refused = params.scope?.split(' ').find((scope) => !client.scopes.includes(scope));
    if (refused !== undefined) throw new errors.InvalidScope('requested scope is not allowed', refused);
    return {
      scope: client.scopes.join(' '),
      audience: RESOURCE,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'RS256' } },
    };
  };
}

/** Seconds. A grant lives as long as the refresh token it stands behind. */
function lifetimes(pool: UserPoolSpec): Record<string, unknown> {
  const clientOf = (clientId: string): SignInClient => {
    const client = pool.clients.find((candidate) => candidate.clientId === clientId);
    if (!client) throw new errors.InvalidTarget();
    return client;
  };
  const access = (_ctx: unknown, token: Token): number => clientOf(token.clientId).accessTokenSeconds;
  const refresh = (_ctx: unknown, token: Token): number => refreshSecondsOf(clientOf(token.clientId));
  return {
    AccessToken: access,
    ClientCredentials: access,
    IdToken: (_ctx: unknown, _token: unknown, client: Client) => clientOf(client.clientId).accessTokenSeconds,
    RefreshToken: refresh,
    Grant: refresh,
    AuthorizationCode: CODE_SECONDS,
    Interaction: INTERACTION_SECONDS,
    Session: SESSION_SECONDS,
  };
}

/** Sign-in only: Cognito asks for no consent. A session whose user is gone or disabled signs in anew. */
function loginPolicy(): object {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const isGone = ({ oidc }: OidcContext): boolean =>
    oidc.session?.accountId !== undefined && oidc.account === undefined;
  policy
    .get('login')
    ?.checks.add(new interactionPolicy.Check('account_gone', 'the user may not sign in', 'login_required', isGone));
  return policy;
}

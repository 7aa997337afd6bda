import { randomUUID } from 'node:crypto';
import type { Account, Client, Grant, OidcContext, Token } from 'oidc-provider';
import { accessTokenClaims, asCognitoIssues, ID_TOKEN_CLAIMS, idTokenClaims, systemTokenClaims } from './claims.ts';
import type { UserPoolSpec } from './pool.ts';
import type { Users } from './users.ts';

/** oidc-provider's word for what our access tokens are good for; it never leaves the server. */
export const RESOURCE = 'urn:ism-link:user-pool';

type NewGrant = (grant: { jti: string; accountId: string; clientId: string }) => Grant;

/** The settings of oidc-provider that decide what stands in a token and who may have one. */
export function tokenSettings(parts: {
  pool: UserPoolSpec;
  users: Users;
  newGrant: NewGrant;
}): Record<string, unknown> {
  const { pool, users, newGrant } = parts;
  return {
    claims: { openid: [...ID_TOKEN_CLAIMS, ...(pool.customAttributes ?? [])] },
    conformIdTokenClaims: false,
    findAccount: (_ctx: OidcContext, sub: string, token?: Token) => accountOf(users, sub, token),
    extraTokenClaims: (ctx: OidcContext, token: Token) => extraClaims(users, ctx, token),
    formats: { customizers: { jwt: (_ctx: unknown, _token: unknown, jwt: JwtParts) => asCognitoIssues(jwt) } },
    loadExistingGrant: (ctx: OidcContext) => freshGrant(ctx, newGrant),
    // As Cognito: always a refresh token with the code, not rotated, and it outlives the browser's session.
    issueRefreshToken: (_ctx: OidcContext, client: Client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    expiresWithSession: () => false,
  };
}

type JwtParts = Parameters<typeof asCognitoIssues>[0];

/** Undefined for whoever is gone or disabled: oidc-provider then refuses the code, the refresh and the session. */
function accountOf(users: Users, sub: string, token: Token | undefined): Account | undefined {
  const user = users.bySub(sub);
  if (!user?.enabled) return undefined;
  return {
    accountId: sub,
    claims: (_use, scope) => idTokenClaims({ user, groups: users.groupsOf(sub) }, scope, token?.grantId ?? ''),
  };
}

function extraClaims(users: Users, ctx: OidcContext, token: Token): Record<string, unknown> {
  if (token.accountId === undefined) return systemTokenClaims();
  const user = users.bySub(token.accountId);
  if (!user?.enabled) throw new Error('the user was disabled while a token was made');
  const source = ctx.oidc.entities.RefreshToken ?? ctx.oidc.entities.AuthorizationCode ?? token;
  return accessTokenClaims({ user, groups: users.groupsOf(user.sub) }, source);
}

/**
 * Each authorization gets a grant of its own, so that its id can serve as `origin_jti` and revoking one sign-in
 * leaves the others alone. No consent is asked: the client's scopes are the pool's decision.
 */
async function freshGrant({ oidc }: OidcContext, newGrant: NewGrant): Promise<Grant | undefined> {
  if (!oidc.account || !oidc.client) return undefined;
  const grant = newGrant({ jti: randomUUID(), accountId: oidc.account.accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '));
  grant.addResourceScope(RESOURCE, [...oidc.requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

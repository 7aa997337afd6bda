import { randomUUID } from 'node:crypto';
import type { Token } from 'oidc-provider';
import type { User } from './users.ts';

/** The attributes that each OIDC scope opens (OpenID Connect Core, 5.4, as Cognito applies it). */
const ATTRIBUTES_OF_SCOPE: Record<string, string[]> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
};

/** Every standard attribute of a pool, `sub` aside. */
export const STANDARD_ATTRIBUTES = [...Object.values(ATTRIBUTES_OF_SCOPE).flat(), 'address'];

/** Claims that may stand in an ID token; oidc-provider drops what is not listed. */
export const ID_TOKEN_CLAIMS = [
  'sub',
  'cognito:username',
  'cognito:groups',
  'token_use',
  'origin_jti',
  'jti',
  'auth_time',
  ...STANDARD_ATTRIBUTES,
];

/** `openid` alone opens all attributes; beside `email`, `phone` or `profile` it opens theirs only (Cognito, "userInfo endpoint"). */
export function attributesFor(user: User, scopes: string[]): Record<string, string> {
  const narrowing = scopes.filter((scope) => scope in ATTRIBUTES_OF_SCOPE);
  if (narrowing.length === 0) return user.attributes;
  const open = new Set(narrowing.flatMap((scope) => ATTRIBUTES_OF_SCOPE[scope] ?? []));
  return Object.fromEntries(Object.entries(user.attributes).filter(([name]) => open.has(name)));
}

/** In tokens the verified marks are booleans, everywhere else strings. */
function asClaims(attributes: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value]),
  );
}

// Cognito leaves the claim out for a user without groups.
const groupsClaim = (groups: string[]): Record<string, unknown> =>
  groups.length > 0 ? { 'cognito:groups': groups } : {};

export type Identity = { user: User; groups: string[] };

/** Cognito's ID token, without what oidc-provider itself sets (`aud`, `iss`, `exp`, `nonce`, `auth_time`). */
export function idTokenClaims({ user, groups }: Identity, scope: string, originJti: string): Record<string, unknown> {
  return {
    ...asClaims(attributesFor(user, scope.split(' '))),
    ...groupsClaim(groups),
    sub: user.sub,
    'cognito:username': user.username,
    token_use: 'id',
    origin_jti: originJti,
    jti: randomUUID(),
  };
}

/** What Cognito adds to a person's access token; the grant's id stands for one sign-in. */
export function accessTokenClaims({ user, groups }: Identity, source: Token): Record<string, unknown> {
  return {
    username: user.username,
    ...groupsClaim(groups),
    token_use: 'access',
    auth_time: source.authTime,
    origin_jti: source.grantId,
    version: 2,
  };
}

/** A client credentials token names no person. */
export const systemTokenClaims = (): Record<string, unknown> => ({
  token_use: 'access',
  auth_time: Math.floor(Date.now() / 1000),
  version: 2,
});

type Jwt = { header?: Record<string, unknown>; payload: Record<string, unknown> };

/**
 * RFC 9068 tokens carry `aud` and the type `at+jwt`, and oidc-provider insists on both; Cognito's access tokens have
 * neither. So the audience stays in the object and out of its JSON, which is what gets signed.
 */
export function asCognitoIssues(jwt: Jwt): void {
  jwt.header = { typ: undefined };
  jwt.payload['jti'] = randomUUID();
  Object.defineProperty(jwt.payload, 'toJSON', {
    value(this: Record<string, unknown>) {
      const { aud: _aud, ...claims } = this;
      return claims;
    },
  });
}

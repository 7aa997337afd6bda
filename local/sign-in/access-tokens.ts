import { verify } from 'node:crypto';
import type { Keys } from './keys.ts';
import type { Models } from './models.ts';
import type { User, Users } from './users.ts';

export type AccessTokenReader = (token: string) => { user: User; scopes: string[] } | undefined;

type Claims = { iss?: string; exp?: number; sub?: string; token_use?: string; origin_jti?: string; scope?: string };

function parsed(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a person's access token as Cognito's own endpoints do: signature, time and issuer, and that the sign-in it
 * came from was neither revoked nor signed out, nor the user disabled.
 */
export function accessTokenReader(parts: {
  keys: Keys;
  models: Models;
  users: Users;
  issuer: string;
}): AccessTokenReader {
  return (token) => {
    const claims = verifiedClaims(token, parts.keys);
    if (claims?.iss !== parts.issuer || claims.token_use !== 'access') return undefined;
    if (!claims.exp || claims.exp * 1000 <= Date.now()) return undefined;
    if (!claims.sub || !claims.origin_jti || !parts.models.hasGrant(claims.origin_jti)) return undefined;
    const user = parts.users.bySub(claims.sub);
    return user?.enabled ? { user, scopes: (claims.scope ?? '').split(' ') } : undefined;
  };
}

function verifiedClaims(token: string, keys: Keys): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return undefined;
  const { alg, kid } = parsed(header) ?? {};
  const key = typeof kid === 'string' && alg === 'RS256' ? keys.publicKeyOf(kid) : undefined;
  if (!key) return undefined;
  const isOurs = verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  return isOurs ? parsed(payload) : undefined;
}

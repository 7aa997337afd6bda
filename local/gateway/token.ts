import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { Authorizer } from './routes.ts';

export type Claims = Record<string, unknown>;
export type Keys = (kid: string) => Promise<KeyObject | undefined>;

/** API Gateway's own answers; their bodies cannot be shaped for a JWT authorizer (HTTP API), so that they are not problem+json. */
export type Refusal = { status: 401 | 403; message: 'Unauthorized' | 'Forbidden'; challenge: string };

/** Seconds that clocks may differ. */
const LEEWAY_SECONDS = 2;

const unauthorized = (challenge: string): Refusal => ({ status: 401, message: 'Unauthorized', challenge });
const invalid = (why: string): Refusal =>
  unauthorized(`Bearer scope="" error="invalid_token" error_description="${why}"`);

export type Asked = { authorizer: Authorizer; scopes: string[]; authorization: string | undefined; now: number };

/**
 * Judges a bearer token as an HTTP API's JWT authorizer does: RS256 signature by the issuer's key, `iss`, `aud` or `client_id`, `exp`, `nbf`,
 * `iat`, and any one of the route's scopes. `now` in milliseconds.
 */
export async function authorize(asked: Asked, keys: Keys): Promise<{ claims: Claims } | { refusal: Refusal }> {
  const token = asked.authorization?.replace(/^Bearer\s+/i, '').trim();
  if (!token) return { refusal: unauthorized('Bearer') };
  const claims = await verifiedClaims(token, keys);
  if (!claims) return { refusal: invalid('signature or format is wrong') };
  const wrong = wrongClaim(claims, asked);
  if (wrong) return { refusal: invalid(wrong) };
  const held = [claims['scope'], claims['scp']].flatMap((scope) => String(scope ?? '').split(' '));
  if (asked.scopes.length > 0 && !asked.scopes.some((scope) => held.includes(scope))) {
    const challenge = `Bearer scope="${asked.scopes.join(' ')}" error="insufficient_scope"`;
    return { refusal: { status: 403, message: 'Forbidden', challenge } };
  }
  return { claims };
}

async function verifiedClaims(token: string, keys: Keys): Promise<Claims | undefined> {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const header = decodePart(head);
  // The algorithm is ours, never the token's: `none` and HMAC with the public key are old attacks (RFC 8725, 3.1).
  if (rest.length > 0 || header?.['alg'] !== 'RS256' || typeof header['kid'] !== 'string') return undefined;
  const key = await keys(header['kid']);
  if (!key || !verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    return undefined;
  return decodePart(body);
}

function decodePart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function wrongClaim(claims: Claims, { authorizer, now }: Asked): string | undefined {
  const seconds = now / 1000;
  const at = (name: string): number | undefined => (typeof claims[name] === 'number' ? claims[name] : undefined);
  const audience = claims['aud'] === undefined ? [claims['client_id']] : [claims['aud']].flat();
  if (claims['iss'] !== authorizer.issuer) return 'the token was issued by somebody else';
  if (!audience.some((one) => typeof one === 'string' && authorizer.audience.includes(one)))
    return 'the token does not have a valid audience';
  if ((at('exp') ?? 0) + LEEWAY_SECONDS <= seconds) return 'the token has expired';
  if ((at('nbf') ?? 0) - LEEWAY_SECONDS > seconds) return 'the token is not valid yet';
  if ((at('iat') ?? 0) - LEEWAY_SECONDS > seconds) return 'the token was issued in the future';
  return undefined;
}

/** How long an unknown key id is not asked for again. */
const RETRY_MILLISECONDS = 5_000;

/** The issuer's keys, fetched when a key id is not known. */
export function fetchKeys(jwksUri: string): Keys {
  let keys = new Map<string, KeyObject>();
  let asked = 0;
  let asking: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const answer = await fetch(jwksUri);
    const { keys: found } = (await answer.json()) as { keys: (JsonWebKey & { kid?: string; kty?: string })[] };
    const signing = found.filter((key) => key.kty === 'RSA' && typeof key.kid === 'string');
    keys = new Map(signing.map((key) => [key.kid ?? '', createPublicKey({ key, format: 'jwk' })]));
  };
  return async (kid) => {
    if (!keys.has(kid) && (asking || Date.now() - asked > RETRY_MILLISECONDS)) {
      asked = Date.now();
      asking ??= load().finally(() => (asking = undefined));
      await asking.catch(() => {});
    }
    return keys.get(kid);
  };
}

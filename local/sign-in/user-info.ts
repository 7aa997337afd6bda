import type { HttpContext } from 'oidc-provider';
import type { AccessTokenReader } from './access-tokens.ts';
import { attributesFor } from './claims.ts';

/** Cognito's `/oauth2/userInfo`: the attributes that the token's scopes open, every value a string. */
export function userInfoRoute(readToken: AccessTokenReader) {
  return async (ctx: HttpContext, next: () => Promise<void>): Promise<void> => {
    if (ctx.path !== '/oauth2/userInfo' || !['GET', 'POST', 'OPTIONS'].includes(ctx.method)) return next();
    // Readable from any origin as Cognito's is: the bearer token is what opens it, no cookie does.
    ctx.set('access-control-allow-origin', '*');
    ctx.set('access-control-allow-headers', 'authorization');
    if (ctx.method === 'OPTIONS') {
      ctx.status = 204;
      return;
    }
    const bearer = /^bearer (\S+)$/i.exec(ctx.get('authorization'))?.[1];
    const reading = bearer === undefined ? undefined : readToken(bearer);
    if (!reading) return refuse(ctx, 401, 'invalid_token');
    if (!reading.scopes.includes('openid')) return refuse(ctx, 403, 'insufficient_scope');
    const { user, scopes } = reading;
    ctx.body = { ...attributesFor(user, scopes), sub: user.sub, username: user.username };
  };
}

// RFC 6750, 3.
function refuse(ctx: HttpContext, status: number, error: string): void {
  ctx.status = status;
  ctx.set('www-authenticate', `Bearer error="${error}"`);
  ctx.body = { error };
}

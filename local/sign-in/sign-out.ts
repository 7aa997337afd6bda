import type { HttpContext, Provider } from 'oidc-provider';
import { showError } from './pages.ts';
import type { UserPoolSpec } from './pool.ts';

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/**
 * Cognito's `/logout`: with `client_id` and a registered `logout_uri` it ends the browser's session and goes there;
 * with `redirect_uri` and `response_type` it asks for a new sign-in. Like Cognito's, it leaves refresh tokens alone.
 * Without either it is OpenID Connect's end-session endpoint, which oidc-provider answers.
 */
export function signOutRoute(provider: Provider, pool: UserPoolSpec) {
  return async (ctx: HttpContext, next: () => Promise<void>): Promise<void> => {
    const { logout_uri: logoutUri, redirect_uri: redirectUri, client_id: clientId } = ctx.query;
    if (ctx.method !== 'GET' || ctx.path !== '/logout' || (logoutUri ?? redirectUri) === undefined) return next();
    const client = pool.clients.find((candidate) => candidate.clientId === clientId);
    const target = logoutUri === undefined ? redirectUri : logoutUri;
    const registered = (logoutUri === undefined ? client?.redirectUris : client?.logoutUris) ?? [];
    if (one(target) === undefined || !registered.includes(one(target) ?? '')) {
      ctx.status = 400;
      return showError(ctx);
    }
    await endBrowserSession(ctx, provider);
    ctx.redirect(logoutUri === undefined ? `/oauth2/authorize?${ctx.querystring}` : String(target));
  };
}

async function endBrowserSession(ctx: HttpContext, provider: Provider): Promise<void> {
  const session = await provider.Session.get(ctx);
  if (session.accountId !== undefined) await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax' });
}

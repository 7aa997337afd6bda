import type { HttpContext, Interaction, Provider } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { Fields, Outcome } from './login-outcome.ts';
import { loginPage } from './login-page.ts';
import type { LoginSteps } from './login-steps.ts';
import { showError, showPage } from './pages.ts';
import type { UserPoolSpec } from './pool.ts';
import { readBody } from './read-body.ts';

const FORM_LIMIT_BYTES = 16 * 1024;

export type LoginRoutesParts = { provider: Provider; steps: LoginSteps; pool: UserPoolSpec };

/**
 * `/login` as Cognito's: with the parameters of `/oauth2/authorize` it starts a sign-in; `/login/{interaction}` is
 * the page that a started sign-in shows. The path carries the interaction so that two tabs do not share one cookie.
 */
export function loginRoutes(parts: LoginRoutesParts): (ctx: HttpContext, next: () => Promise<void>) => Promise<void> {
  return async (ctx, next) => {
    if (ctx.path === '/login' && ctx.method === 'GET') {
      ctx.redirect(`/oauth2/authorize?${ctx.querystring}`);
      return;
    }
    const uid = /^\/login\/([\w-]+)$/.exec(ctx.path)?.[1];
    if (uid === undefined || !['GET', 'POST'].includes(ctx.method)) return next();
    try {
      await answer(ctx, uid, parts);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      ctx.status = 400;
      showError(ctx);
    }
  };
}

async function answer(ctx: HttpContext, uid: string, parts: LoginRoutesParts): Promise<void> {
  // Reads the signed, SameSite cookie of this path: a form on another site, or another person's address, has none.
  const interaction = await parts.provider.interactionDetails(ctx.req, ctx.res);
  if (interaction.uid !== uid) throw new errors.SessionNotFound('another interaction');
  if (ctx.method === 'GET') {
    const isReset = ctx.query['step'] === 'reset';
    await show(
      {
        ctx,
        interaction,
        outcome: isReset ? { stage: 'reset' } : parts.steps.current(uid),
        username: interaction.params.login_hint ?? '',
      },
      parts,
    );
    return;
  }
  const fields = await formFields(ctx);
  if (!fields) {
    ctx.status = 400;
    return showError(ctx);
  }
  const outcome = await parts.steps.submit(uid, fields);
  await show({ ctx, interaction, outcome, username: fields['username'] ?? '' }, parts);
}

type Shown = { ctx: HttpContext; interaction: Interaction; outcome: Outcome; username: string };

async function show(
  { ctx, interaction, outcome, username }: Shown,
  { provider, steps, pool }: LoginRoutesParts,
): Promise<void> {
  if ('signedIn' in outcome) {
    const { sub, amr } = outcome.signedIn;
    const returnTo = await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: sub, amr } });
    steps.finished(interaction.uid, sub);
    ctx.redirect(returnTo);
    ctx.status = 303;
    return;
  }
  const client = pool.clients.find(({ clientId }) => clientId === interaction.params.client_id);
  const redirect = interaction.params.redirect_uri;
  showPage(
    ctx,
    loginPage({
      action: ctx.path,
      clientName: client?.name ?? '',
      outcome,
      username,
      formTargets: redirect ? [new URL(redirect).origin] : [],
    }),
  );
}

/** Undefined for what no page of ours sends: another type, too long, or from another site. */
async function formFields(ctx: HttpContext): Promise<Fields | undefined> {
  const isForm = ctx.get('content-type').split(';')[0]?.trim() === 'application/x-www-form-urlencoded';
  const site = ctx.get('sec-fetch-site');
  const isOwnSite = site === '' || site === 'same-origin' || site === 'none';
  const body = isForm && isOwnSite ? await readBody(ctx.req, FORM_LIMIT_BYTES) : undefined;
  return body === undefined ? undefined : Object.fromEntries(new URLSearchParams(body));
}

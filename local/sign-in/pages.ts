import { createHash } from 'node:crypto';
import type { HttpContext, OidcContext } from 'oidc-provider';
import type { Text } from './page-texts.ts';
import { LABELS, NOTES } from './page-texts.ts';

const STYLE = `
:root{color-scheme:light dark;font-family:system-ui,'Hiragino Sans','Noto Sans JP',sans-serif;line-height:1.7}
body{margin:0;display:grid;place-items:center;min-height:100vh}
main{box-sizing:border-box;width:100%;max-width:28rem;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.4}[lang=en]{display:block;font-size:.875em}
label,dt{display:block;margin-top:1rem;font-weight:700}
input{box-sizing:border-box;width:100%;padding:.6rem;margin-top:.25rem;font:inherit;border:1px solid #767676;border-radius:.5rem}
button{width:100%;margin-top:1.5rem;padding:.7rem;font:inherit;font-weight:700;color:#fff;background:#0017c1;border:0;border-radius:.5rem}
button.second{color:inherit;background:none;border:1px solid currentColor}
:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d}
code{overflow-wrap:anywhere;font-size:1.1rem}
.error{padding:.75rem 1rem;color:#a30000;background:#fff0f0;border:2px solid #ec0000;border-radius:.5rem}
`;

const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/**
 * Nothing from elsewhere, no script. `script-src` stands there empty because oidc-provider adds the hash of its own
 * auto-submitting form where it needs one. Browsers also hold the redirects after a form against `form-action`, so
 * the application's origin must be among its targets; without targets the directive is left out.
 */
export function contentSecurityPolicy(formTargets?: string[]): string {
  const formAction = formTargets ? `; form-action ${["'self'", ...formTargets].join(' ')}` : '';
  return `default-src 'none'; script-src; style-src ${STYLE_SOURCE}; base-uri 'none'; frame-ancestors 'none'${formAction}`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Both languages, each marked as what it is for screen readers. */
export const bilingual = ({ ja, en }: Text): string => `${escapeHtml(ja)} <span lang="en">${escapeHtml(en)}</span>`;

export type Page = { title: Text; body: string; status?: number; hasError?: boolean; formTargets?: string[] };

/** Answers with a whole page; `body` is HTML. */
export function showPage(ctx: HttpContext, page: Page): void {
  const title = `${page.hasError ? 'エラー · Error: ' : ''}${page.title.ja} · ${page.title.en} — ism-link`;
  ctx.status = page.status ?? 200;
  ctx.type = 'html';
  if (page.formTargets) ctx.set('content-security-policy', contentSecurityPolicy(page.formTargets));
  ctx.body = `<!doctype html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${bilingual(page.title)}</h1>
${page.body}
</main></body>
</html>`;
}

/** Read out at once and focused, so that nobody misses it. `code` is for programs. */
export function errorBox(text: Text, code: string): string {
  return `<div class="error" id="error" role="alert" aria-live="assertive" tabindex="-1" autofocus data-code="${escapeHtml(code)}">${bilingual(text)}</div>`;
}

const FAILED: Text = { ja: 'サインインできません', en: 'Sign-in failed' };
const SIGN_OUT: Text = { ja: 'サインアウト', en: 'Sign out' };

/** What cannot be told to the application by a redirect, as an unknown client or an expired interaction. */
export function showError(ctx: HttpContext): void {
  const status = ctx.status >= 400 ? ctx.status : 400;
  showPage(ctx, { title: FAILED, status, hasError: true, body: errorBox(NOTES.failed, 'failed') });
}

/** OpenID Connect RP-Initiated Logout asks the person; `form` is oidc-provider's, with its protection against forgery. */
export function showSignOut(ctx: OidcContext, form: string): void {
  const target = ctx.oidc.session?.state?.postLogoutRedirectUri;
  showPage(ctx, {
    title: SIGN_OUT,
    formTargets: target ? [new URL(target).origin] : [],
    body: `<p>${bilingual(NOTES.signOut)}</p>${form}
<button form="op.logoutForm" name="logout" value="yes" autofocus>${bilingual(LABELS.signOut)}</button>
<button class="second" form="op.logoutForm">${bilingual(LABELS.stay)}</button>`,
  });
}

export function showSignedOut(ctx: HttpContext): void {
  showPage(ctx, { title: SIGN_OUT, body: `<p role="status">${bilingual(NOTES.signedOut)}</p>` });
}

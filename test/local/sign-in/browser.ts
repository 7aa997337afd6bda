import type { JsonWebKey } from 'node:crypto';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { CookieJar } from '../../../local/sign-in/cookie-jar.ts';
import { POOL, REDIRECT_URI, WEB } from './sign-in-process.ts';

export type PageSeen = {
  url: URL;
  status: number;
  headers: Headers;
  html: string;
  step: string | undefined;
  code: string | undefined;
};

export const WEB_SCOPES = POOL.clients[0]?.scopes ?? [];

/** A browser without scripts: keeps cookies, follows redirects within the server, stops at the application's address. */
export class Browser {
  readonly #jar = new CookieJar();
  readonly verifier = randomBytes(32).toString('base64url');
  page: PageSeen | undefined;

  /** Opens the hosted sign-in as the web application would; `change` overrides or removes parameters. */
  async authorize(origin: string, change: Record<string, string | undefined> = {}): Promise<PageSeen> {
    const parameters = {
      response_type: 'code',
      client_id: WEB,
      redirect_uri: REDIRECT_URI,
      scope: WEB_SCOPES.join(' '),
      state: 'the-state',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...change,
    };
    const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.open(new URL(`${origin}/oauth2/authorize?${new URLSearchParams(given).toString()}`));
  }

  async open(url: URL, init: RequestInit = {}): Promise<PageSeen> {
    const headers = {
      accept: 'text/html',
      ...(init.headers as Record<string, string>),
      cookie: this.#jar.headerFor(url),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.#jar.take(response);
    const location = response.headers.get('location');
    const target = location === null ? undefined : new URL(location, url);
    if (target?.origin === url.origin) return this.open(target);
    const html = await response.text();
    this.page = {
      url: target ?? url,
      status: response.status,
      headers: response.headers,
      html,
      step: /data-step="([\w-]+)"/.exec(html)?.[1],
      code: /data-code="([\w-]+)"/.exec(html)?.[1],
    };
    return this.page;
  }

  /** Sends the form of the page that is open. */
  async submit(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<PageSeen> {
    if (!this.page) throw new Error('no page is open');
    const action = /<form[^>]* action="([^"]+)"/.exec(this.page.html)?.[1] ?? '';
    const hidden = [...this.page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const form = { ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])), ...fields };
    return this.open(new URL(action, this.page.url), { method: 'POST', headers, body: new URLSearchParams(form) });
  }

  cookiesFor(url: URL): string {
    return this.#jar.headerFor(url);
  }
}

export type TokenAnswer = { status: number; body: Record<string, string | undefined> };

/** Asks the token endpoint as the web application does. */
export async function askForTokens(origin: string, form: Record<string, string>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ client_id: WEB, ...form });
  const response = await fetch(`${origin}/oauth2/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

export const redeem = (origin: string, code: string, verifier: string): Promise<TokenAnswer> =>
  askForTokens(origin, { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI, code, code_verifier: verifier });

export const refresh = (origin: string, refreshToken: string): Promise<TokenAnswer> =>
  askForTokens(origin, { grant_type: 'refresh_token', refresh_token: refreshToken });

/** Header and claims of a token, whose signature is checked against the published keys. */
export async function verified(
  token: string,
  jwksUri: string,
): Promise<{ header: Record<string, unknown>; claims: Record<string, unknown> }> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const header = read(head);
  const { keys } = (await (await fetch(jwksUri)).json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find(({ kid }) => kid === header['kid']);
  if (!key) throw new Error('the key of the token is not published');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))) {
    throw new Error('the signature is wrong');
  }
  return { header, claims: read(body) };
}

import { createHash, randomBytes } from 'node:crypto';
import { CookieJar } from './cookie-jar.ts';
import { oneTimeCode } from './one-time-code.ts';

export type SignInAs = {
  issuer: string;
  clientId: string;
  redirectUri: string;
  scopes: string[];
  username: string;
  password: string;
  /** Set when the server asks for a change of the temporary password. */
  newPassword?: string;
  /** Base32; its code is computed when the server asks for one. */
  totpSecret?: string;
};

export type SignedIn = { accessToken: string; idToken: string; refreshToken?: string; expiresIn: number };

/** `code` is what the page or the token endpoint said, as `refused`, `locked` or `invalid_grant`. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly code: string;

  constructor(code: string, message = `sign-in was refused: ${code}`) {
    super(message);
    this.code = code;
  }
}

type Endpoints = { authorization_endpoint: string; token_endpoint: string };
type TokenAnswer = { access_token: string; id_token?: string; refresh_token?: string; expires_in: number };

/** A page takes at most: password, one-time code, new password, and the redirects around them. */
const MOST_STEPS = 12;

/**
 * Signs a person in as a browser would: authorization code with PKCE, the hosted pages, the cookies and redirects,
 * the exchange of the code. Throws SignInRefused when a page or the token endpoint refuses.
 */
export async function signInAs(options: SignInAs): Promise<SignedIn> {
  const endpoints = await endpointsOf(options.issuer);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const start = new URL(endpoints.authorization_endpoint);
  start.search = new URLSearchParams({
    response_type: 'code',
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    scope: options.scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const answer = await walk(start, options);
  if (answer.get('error'))
    throw new SignInRefused(answer.get('error') ?? '', answer.get('error_description') ?? undefined);
  if (answer.get('state') !== state) throw new SignInRefused('state', 'the answer belongs to another sign-in');
  const tokens = await tokenRequest(endpoints.token_endpoint, {
    grant_type: 'authorization_code',
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    code: answer.get('code') ?? '',
    code_verifier: verifier,
  });
  return {
    accessToken: tokens.access_token,
    idToken: tokens.id_token ?? '',
    ...(tokens.refresh_token ? { refreshToken: tokens.refresh_token } : {}),
    expiresIn: tokens.expires_in,
  };
}

/** A token of a system's own (client credentials); `scope` as in OAuth, separated by spaces. */
export async function systemToken(options: {
  issuer: string;
  clientId: string;
  secret: string;
  scope: string;
}): Promise<{ accessToken: string; expiresIn: number }> {
  const { issuer, clientId, secret, scope } = options;
  const { token_endpoint: endpoint } = await endpointsOf(issuer);
  const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64');
  const form = { grant_type: 'client_credentials', scope };
  const tokens = await tokenRequest(endpoint, form, { authorization: `Basic ${credentials}` });
  return { accessToken: tokens.access_token, expiresIn: tokens.expires_in };
}

async function endpointsOf(issuer: string): Promise<Endpoints> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`${issuer} answers ${response.status} to discovery`);
  return (await response.json()) as Endpoints;
}

async function tokenRequest(
  endpoint: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const response = await fetch(endpoint, { method: 'POST', headers, body: new URLSearchParams(form) });
  const body = (await response.json()) as TokenAnswer & { error?: string; error_description?: string };
  if (!response.ok) throw new SignInRefused(body.error ?? `status ${response.status}`, body.error_description);
  return body;
}

/** Follows redirects and fills in pages until the application's address comes up; returns its parameters. */
async function walk(start: URL, options: SignInAs): Promise<URLSearchParams> {
  const jar = new CookieJar();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: jar.headerFor(url) },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    jar.take(response);
    const location = response.headers.get('location');
    if (location === null) {
      form = filledForm(await response.text(), options);
      continue;
    }
    form = undefined;
    url = new URL(location, url);
    if (isAt(url, options.redirectUri)) return url.searchParams;
  }
  throw new SignInRefused('too-many-steps');
}

function isAt(url: URL, redirectUri: string): boolean {
  const target = new URL(redirectUri);
  return url.origin === target.origin && url.pathname === target.pathname;
}

/** Each page says its step and, after a refusal, its code. */
function filledForm(html: string, options: SignInAs): URLSearchParams {
  const refusal = /data-code="([\w-]+)"/.exec(html)?.[1];
  if (refusal !== undefined) throw new SignInRefused(refusal);
  const step = /data-step="([\w-]+)"/.exec(html)?.[1];
  const { username, password, newPassword, totpSecret } = options;
  if (step === 'password') return new URLSearchParams({ step, username, password });
  if (step === 'new-password' && newPassword !== undefined) {
    return new URLSearchParams({ step, newPassword, confirmPassword: newPassword });
  }
  if (step === 'totp' && totpSecret !== undefined)
    return new URLSearchParams({ step, code: oneTimeCode(totpSecret, Date.now()) });
  throw new SignInRefused(`${step ?? 'unknown-page'}-required`);
}

import { SCREEN_HEADING, signInOn } from '../../bench/web/sign-in.ts';
import { SPARE_SECONDS, type TestRegion } from '../region.ts';
import type { WatchedPage } from './browser.ts';
import type { Network } from './region.ts';

/**
 * Signs a person in by personal ID (`test-clinic.doctor`), as they do it: from `/` over the sign-in page back to the first screen. Throws where
 * `accounts.json` has nobody of that name.
 */
export async function signIn(page: WatchedPage, network: Network, username: string): Promise<void> {
  const account = network.accounts.find((one) => one.username === username);
  if (!account) throw new Error(`accounts.json has no ${username}`);
  await signInOn(page, account);
}

/**
 * Opens a page as somebody who signed in a moment ago, for journeys that begin after it: the sign-in is made over HTTP, is the one that `tokenOf`
 * uses, and is put where the browser keeps one across a reload. Where the same person signs in by hand or out, too, that one is over: use `signIn`.
 */
export async function arrive(page: WatchedPage, region: TestRegion, username: string, path = '/'): Promise<void> {
  const { accessToken, idToken = '', refreshToken, until } = await region.signedInAs(username);
  const { issuer, webClientId, scopes } = region.region;
  const [, claims = ''] = idToken.split('.');
  const user = {
    access_token: accessToken,
    id_token: idToken,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    profile: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as unknown,
    expires_at: Math.floor(until / 1000) + SPARE_SECONDS,
  };
  // A page of the same origin that runs nothing.
  await page.goto('/config.json');
  await page.evaluate(([key, value]) => sessionStorage.setItem(key, value), [
    `oidc.user:${issuer}:${webClientId}`,
    JSON.stringify(user),
  ] as const);
  await page.goto(path);
  if (path === '/') await page.locator(SCREEN_HEADING).waitFor();
}

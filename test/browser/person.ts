import { signInOn } from '../../bench/web/sign-in.ts';
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

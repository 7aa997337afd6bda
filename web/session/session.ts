import type { User } from 'oidc-client-ts';
import { useSyncExternalStore } from 'react';
import { createClient } from '../../schemas/client.ts';
import { endSession, openSession } from '../../schemas/operations/directory.ts';
import { ProblemError } from '../api/problem-error.ts';
import { atMost } from './at-most.ts';
import { onTabMessage, tellTabs } from './tabs.ts';

/**
 * starting: nothing is known yet · signedOut · signedIn · expired: the sign-in ended under the person's hands, what was typed stays ·
 * blank: nobody has touched the terminal, hidden until a key is pressed · locked: for so long that the person must sign in again ·
 * leaving: this page is about to go, and shows nothing any more · unreachable: the network's address cannot be asked.
 */
export type SessionState =
  | 'starting'
  | 'signedOut'
  | 'signedIn'
  | 'expired'
  | 'blank'
  | 'locked'
  | 'leaving'
  | 'unreachable';
export type SessionSnapshot = { state: SessionState; staffId?: string };

/** The library comes with the first use: a terminal that only shows the sign-in screen does not wait for it. */
const signIn = () => import('./sign-in.ts');

let snapshot: SessionSnapshot = { state: 'starting' };
let user: User | undefined;
let renewing: Promise<User | undefined> | undefined;
let signIns = 0;
const listeners = new Set<() => void>();

const change = (next: SessionSnapshot): void => {
  snapshot = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const sessionNow = (): SessionSnapshot => snapshot;
export const useSession = (): SessionSnapshot => useSyncExternalStore(subscribe, sessionNow);

const staffIdOf = (of: User): string => {
  const [, payload = ''] = of.access_token.split('.');
  const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { username?: string };
  return claims.username ?? '';
};

/** The screens go first, and with them what they would ask before they are left; then the page. */
const startAnew = (): void => {
  user = undefined;
  change({ state: 'leaving' });
  setTimeout(() => location.replace('/'));
};

/** Whoever was here before leaves nothing behind in this page: another person starts from an empty one. A blanked screen stays so. */
const accept = (next: User): void => {
  const staffId = staffIdOf(next);
  if (snapshot.staffId !== undefined && snapshot.staffId !== staffId) return startAnew();
  user = next;
  signIns += 1;
  change({ state: snapshot.state === 'blank' ? 'blank' : 'signedIn', staffId });
};

/** Counts the sign-ins of this page: a refusal of what was asked before the latest says nothing about it. */
export const signInCount = (): number => signIns;

/** What this tab's storage holds of a sign-in that is over. */
const forgetStored = (): Promise<void> =>
  signIn()
    .then(({ forget }) => forget())
    .catch(() => undefined);

const RENEW_BEFORE_SECONDS = 30;

/** One renewal at a time for all calls. */
const renewOnce = (): Promise<User | undefined> =>
  (renewing ??= signIn()
    .then(({ renew }) => renew())
    .finally(() => {
      renewing = undefined;
    }));

/** Tells that the sign-in has ended; the screen stays, and what was typed with it. */
export const expire = (): void => {
  user = undefined;
  void forgetStored();
  if (snapshot.state === 'signedIn' || snapshot.state === 'blank') change({ ...snapshot, state: 'expired' });
};

/**
 * A live access token for a call. Rejects with SignInEnded where there is none, and with the network's error where it could not be renewed just now:
 * that ends nothing, the next call tries again.
 */
export const accessToken = async (): Promise<string> => {
  const before = user;
  if (before && (before.expires_in ?? 0) > RENEW_BEFORE_SECONDS) return before.access_token;
  const renewed = before && (await renewOnce());
  if (user !== before) {
    // Locked or signed out in the meantime: what came is not kept. Or another call, or another tab, was faster.
    if (!user) await forgetStored();
    return accessToken();
  }
  if (!renewed) {
    expire();
    throw new SignInEnded();
  }
  user = renewed;
  tellTabs({ kind: 'tokens', stored: renewed.toStorageString() });
  return renewed.access_token;
};

export class SignInEnded extends Error {
  constructor() {
    super('The sign-in has ended');
    this.name = 'SignInEnded';
  }
}

export const call = createClient({ origin: '', token: accessToken });

/** At the page's start: this tab's own sign-in, or that of another tab of the same browser. Throws where the network could not be asked. */
export const beginSession = async (): Promise<void> => {
  const { storedUser, adopt } = await signIn();
  if (await isAlive(await storedUser())) return;
  const stored = await askTabs();
  if (stored !== undefined && (await isAlive(await adopt(stored)))) return;
  // Meanwhile another tab may have signed in.
  if (snapshot.state === 'starting') change({ state: 'signedOut' });
};

/** Takes up a sign-in if it still stands. */
const isAlive = async (stored: User | undefined): Promise<boolean> => {
  if (!stored) return false;
  user = stored;
  try {
    await accessToken();
  } catch (error) {
    if (!(error instanceof SignInEnded)) throw error;
    return false;
  }
  if (user) accept(user);
  return true;
};

const LONGEST_ANSWER_MS = 150;

const askTabs = (): Promise<string | undefined> =>
  new Promise((resolve) => {
    const stop = onTabMessage((message) => {
      if (message.kind === 'tokens') finish(message.stored);
    });
    const finish = (stored?: string): void => {
      stop();
      resolve(stored);
    };
    tellTabs({ kind: 'ask' });
    setTimeout(finish, LONGEST_ANSWER_MS);
  });

/** Code for tokens, then the network's own session: it ends whatever sign-in the person had before. */
export const completeSignIn = async (): Promise<string> => {
  const { finishSignIn } = await signIn();
  const finished = await finishSignIn();
  user = finished.user;
  const opened = await call(openSession, { body: {} });
  if (!opened.ok) {
    user = undefined;
    await forgetStored();
    throw new ProblemError(opened.problem);
  }
  accept(finished.user);
  tellTabs({ kind: 'tokens', stored: finished.user.toStorageString() });
  return finished.back;
};

export const goToSignIn = async (back: string): Promise<void> => (await signIn()).goToSignIn(back);

/** A line that swallows everything keeps nobody signed in. */
const LONGEST_END_MS = 3000;

export const signOut = async (): Promise<void> => {
  change({ state: 'leaving' });
  tellTabs({ kind: 'gone' });
  // The network's session first: from then on nothing can be asked with what is left of this sign-in.
  if (user) await atMost(LONGEST_END_MS, call(endSession, {}));
  user = undefined;
  await signIn()
    .then(({ goToSignOut }) => goToSignOut())
    .catch(startAnew);
};

export const setIdle = (state: 'signedIn' | 'blank' | 'locked'): void => {
  if (!['signedIn', 'blank', 'locked'].includes(snapshot.state)) return;
  if (state === 'locked') {
    user = undefined;
    void forgetStored();
  }
  if (snapshot.state !== state) change({ ...snapshot, state });
};

export const setUnreachable = (): void => change({ state: 'unreachable' });

/** Where a sign-in of another tab is taken over. */
const TAKES_OVER: readonly SessionState[] = ['signedOut', 'signedIn', 'expired', 'locked', 'blank'];

onTabMessage((message) => {
  const { state } = snapshot;
  if (message.kind === 'ask' && user && state === 'signedIn')
    tellTabs({ kind: 'tokens', stored: user.toStorageString() });
  if (message.kind === 'gone' && state !== 'signedOut' && state !== 'leaving') void forgetStored().then(startAnew);
  if (message.kind === 'tokens' && TAKES_OVER.includes(state))
    void signIn()
      .then(({ adopt }) => adopt(message.stored))
      .then(accept)
      .catch(() => undefined);
});

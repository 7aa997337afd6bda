import { useSyncExternalStore } from 'react';
import { wouldLose } from '../api/leave-guard.ts';
import { sessionNow } from '../session/session.ts';

/**
 * The address, for wouter: as its own, but a screen with unsaved changes is left only after the person has said so. A path holds opaque ids,
 * never a name or what was typed; what a screen hands to the next travels in the history's state.
 */
const CHANGED = 'ism-link.location';
/** `by`: who handed it over. The history outlives a sign-out, and the next person goes back through it. */
type Entry = { place: number; state?: unknown; by?: string | undefined };

let leaving: ((go: () => void) => void) | undefined;

const entryOf = (state: unknown): Entry | undefined =>
  typeof state === 'object' && state !== null && typeof (state as Entry).place === 'number'
    ? (state as Entry)
    : undefined;

/** Which entry of the history this is, so that a step back is known from a step forward. A reloaded page goes on where it was. */
let place = entryOf(history.state)?.place ?? 0;
if (!entryOf(history.state)) history.replaceState({ place }, '');

/** Who asks the person before leaving; without it nothing is asked. */
export const setLeavePrompt = (ask: ((go: () => void) => void) | undefined): void => {
  leaving = ask;
};

const tell = (): void => {
  dispatchEvent(new Event(CHANGED));
};

type Options = { replace?: boolean; state?: unknown };

const go = (to: string, { replace = false, state }: Options): void => {
  const before = location.pathname;
  const entry: Entry = { place: replace ? place : place + 1, state, by: sessionNow().staffId };
  place = entry.place;
  if (replace) history.replaceState(entry, '', to);
  else history.pushState(entry, '', to);
  if (location.pathname !== before) {
    // The next screen's heading takes the focus (ui/page.tsx); a link of the menu would keep it.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  }
  tell();
};

/** Does what leaves this screen; asks first where something typed would be lost. */
export const leave = (goOn: () => void): void => {
  if (wouldLose() && leaving) leaving(goOn);
  else goOn();
};

export const navigate = (to: string, options: Options = {}): void => leave(() => go(to, options));

const subscribe = (listener: () => void): (() => void) => {
  addEventListener(CHANGED, listener);
  return () => removeEventListener(CHANGED, listener);
};

const pathname = (): string => location.pathname;

/** wouter's `hook`. */
export const useGuardedLocation = (): [string, typeof navigate] => [
  useSyncExternalStore(subscribe, pathname),
  navigate,
];

/** What the screen before handed over, to the same person. */
export const handedOver = (): unknown => {
  const entry = entryOf(history.state);
  return entry?.by === sessionNow().staffId ? entry?.state : undefined;
};

/** A step through the history that we made ourselves, or that the person has agreed to: nothing is asked. */
let isAgreed = false;
addEventListener('popstate', ({ state }) => {
  const entry = entryOf(state);
  // A place within this screen (`#main`): the same entry as far as leaving goes.
  if (!entry) return history.replaceState({ place }, '');
  const next = entry.place;
  if (!isAgreed && wouldLose() && leaving && next !== place) {
    // The browser has gone already: back to where the person was, then ask.
    const steps = place - next;
    isAgreed = true;
    history.go(steps);
    leaving(() => {
      isAgreed = true;
      history.go(-steps);
    });
    return;
  }
  isAgreed = false;
  if (next === place) return;
  place = next;
  tell();
});

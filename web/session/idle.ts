import { useEffect } from 'react';
import { config } from './config.ts';
import { sessionNow, setIdle } from './session.ts';
import { onTabMessage, tellTabs } from './tabs.ts';

const MINUTE_MS = 60_000;
const CHECK_MS = 5_000;
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Blanks the screen of a terminal that nobody touches, and later asks for the sign-in again (the ministries' guideline: idle lock).
 * A touch in any tab counts for all. Timers of a sleeping terminal stand still, so the clock is compared, not counted.
 */
export const useIdle = (): void => {
  useEffect(() => {
    let touchedAt = Date.now();
    let toldAt = 0;
    let limits: { blank: number; lock: number } | undefined;
    const readLimits = (): void => {
      config().then(
        ({ idleMinutes }) => {
          limits = idleMinutes;
        },
        // Asked again at the next check.
        () => undefined,
      );
    };
    readLimits();
    const check = (): void => {
      if (!limits) return readLimits();
      if (!['signedIn', 'blank'].includes(sessionNow().state)) {
        // The minutes of whoever signs in begin then, not when the one before went away.
        touchedAt = Date.now();
        return;
      }
      const minutes = (Date.now() - touchedAt) / MINUTE_MS;
      if (minutes >= limits.lock) setIdle('locked');
      else if (minutes >= limits.blank) setIdle('blank');
    };
    const touch = (): void => {
      check();
      // A blanked screen is shown again by its own button, not by a sleeve on the mouse.
      if (sessionNow().state !== 'signedIn') return;
      touchedAt = Date.now();
      if (touchedAt - toldAt < CHECK_MS) return;
      toldAt = touchedAt;
      tellTabs({ kind: 'touched' });
    };
    const resume = (): void => {
      touchedAt = Date.now();
    };
    const stop = onTabMessage((message) => {
      if (message.kind === 'touched') resume();
    });
    for (const kind of TOUCHES) addEventListener(kind, touch, { passive: true });
    addEventListener('ism-link.resume', resume);
    document.addEventListener('visibilitychange', check);
    const timer = setInterval(check, CHECK_MS);
    return () => {
      stop();
      for (const kind of TOUCHES) removeEventListener(kind, touch);
      removeEventListener('ism-link.resume', resume);
      document.removeEventListener('visibilitychange', check);
      clearInterval(timer);
    };
  }, []);
};

/** The person is back before the lock. */
export const resume = (): void => {
  dispatchEvent(new Event('ism-link.resume'));
  setIdle('signedIn');
};

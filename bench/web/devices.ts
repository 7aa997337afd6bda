import type { Browser, BrowserContextOptions } from 'playwright-core';

/** CSS pixels: the ward's PC, a phone in one hand, and the PC at 200 % zoom. */
export const DEVICES = {
  wardPc: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  zoomed: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
} satisfies Record<string, BrowserContextOptions>;

export type Terminal = {
  device?: keyof typeof DEVICES;
  /** Japanese unless told otherwise, as the screens themselves. */
  language?: 'ja' | 'en';
  reducedMotion?: boolean;
};

/** A browser as nobody has used it before, in Japan: nothing is cached, nobody is signed in; addresses are relative to this origin. */
export const contextOf = (
  origin: string,
  { device = 'wardPc', language = 'ja', reducedMotion = false }: Terminal,
): NonNullable<Parameters<Browser['newContext']>[0]> => ({
  ...DEVICES[device],
  baseURL: origin,
  locale: language === 'ja' ? 'ja-JP' : 'en-GB',
  timezoneId: 'Asia/Tokyo',
  reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  // As the person's earlier choice on this terminal.
  storageState: { cookies: [], origins: [{ origin, localStorage: [{ name: 'ism-link.language', value: language }] }] },
});

import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../bench/web/chromium.ts';
import { contextOf, type Terminal } from '../../bench/web/devices.ts';
import { allowKeyboardOnly, guard } from './keyboard-only.ts';
import { collectMishaps, listed, type Mishap } from './mishaps.ts';

export type Visit = Terminal & {
  /** Whose address `/` is, and the only one, beside its documents' (one port higher), that may be asked. */
  region: { url: string };
  /** The mouse, the finger, and everything that acts for them throw. */
  keyboardOnly?: boolean;
  /** More origins that may be asked. */
  origins?: string[];
};

/** A page in a context of its own, which remembers what went wrong on it. */
export type WatchedPage = Page & {
  /** What happened and was not expected. */
  mishaps(): Mishap[];
  /** Says that something of this pattern (`kind: text`) is meant to happen: a refused request is an error in the console, too. */
  expectMishap(pattern: RegExp): void;
};

const LONGEST_WAIT_MS = 15_000;

/** One browser for a test file. */
export class OpenBrowser {
  readonly #browser: Browser;
  readonly #pages = new Set<WatchedPage>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** A blank page as nobody has used it before: nothing is cached, nobody is signed in. `page.context().close()` ends it. */
  async visit(wanted: Visit): Promise<WatchedPage> {
    const context = await this.#browser.newContext(contextOf(wanted.region.url, wanted));
    context.setDefaultTimeout(LONGEST_WAIT_MS);
    const found = await collectMishaps(context, [...originsOf(wanted.region), ...(wanted.origins ?? [])]);
    if (wanted.keyboardOnly) await allowKeyboardOnly(context, found);
    const page = watched(await context.newPage(), found);
    if (wanted.keyboardOnly) guard(page);
    this.#pages.add(page);
    return page;
  }

  /** For `afterEach`: throws where a page of this browser met with what its test did not expect, and closes them all. */
  async expectNoMishaps(): Promise<void> {
    const pages = [...this.#pages];
    this.#pages.clear();
    await Promise.all(pages.map(settled));
    const found = pages.flatMap((page) => page.mishaps());
    await Promise.all(pages.map((page) => page.context().close()));
    throwIfAny(found);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** Starts the browser; `close` it afterwards. */
export const openBrowser = async (): Promise<OpenBrowser> => new OpenBrowser(await launchChromium());

/** Throws where this page met with what its test did not expect. */
export async function expectNoMishaps(page: WatchedPage): Promise<void> {
  await settled(page);
  throwIfAny(page.mishaps());
}

function throwIfAny(found: readonly Mishap[]): void {
  if (found.length > 0) throw new Error(`Unexpected on the page:\n${listed(found)}`);
}

/** What the page has done by now has been told by then. */
async function settled(page: Page): Promise<void> {
  if (!page.isClosed()) await page.evaluate('new Promise((done) => setTimeout(done, 50))').catch(() => undefined);
}

function watched(page: Page, found: Mishap[]): WatchedPage {
  const expected: RegExp[] = [];
  return Object.assign(page, {
    mishaps: () => found.filter(({ kind, text }) => !expected.some((pattern) => pattern.test(`${kind}: ${text}`))),
    expectMishap: (pattern: RegExp) => void expected.push(pattern),
  });
}

const originsOf = ({ url }: Visit['region']): string[] => {
  const { origin, hostname, port } = new URL(url);
  return [origin, `http://${hostname}:${Number(port) + 1}`];
};

import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { contextOf, type Terminal } from './devices.ts';
import { registerLinked } from './linked-patient.ts';
import { accountOf, startWebRegion, type WebRegion } from './region.ts';
import { signInOn } from './sign-in.ts';

const LONGEST_WAIT_MS = 30_000;

/** A demo region and a browser in front of it. */
export class Stage {
  readonly place: WebRegion;
  readonly #browser: Browser;
  #linked: Promise<string> | undefined;

  private constructor(place: WebRegion, browser: Browser) {
    this.place = place;
    this.#browser = browser;
  }

  static async open(): Promise<Stage> {
    const place = await startWebRegion();
    try {
      return new Stage(place, await launchChromium());
    } catch (error) {
      await place.close();
      throw error;
    }
  }

  /** A browser with an empty cache and nobody signed in; `page.context().close()` ends it. */
  async newPage(terminal: Terminal = {}): Promise<Page> {
    const context = await this.#browser.newContext(contextOf(this.place.region.url, terminal));
    context.setDefaultTimeout(LONGEST_WAIT_MS);
    return context.newPage();
  }

  /** The same with somebody signed in, at the first screen. */
  async signedIn(staffId: string, terminal: Terminal = {}): Promise<Page> {
    const page = await this.newPage(terminal);
    await signInOn(page, accountOf(this.place, staffId));
    return page;
  }

  /** The same patient for all who ask. */
  linkedPatient(): Promise<string> {
    this.#linked ??= registerLinked(this.place);
    return this.#linked;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.place.close();
  }
}

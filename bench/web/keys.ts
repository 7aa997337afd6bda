import type { Locator, Page } from 'playwright-core';

/** Presses Tab so often. */
export async function pressTab(page: Page, times = 1): Promise<void> {
  for (let pressed = 0; pressed < times; pressed += 1) await page.keyboard.press('Tab');
}

const MOST_TABS = 150;

/**
 * Presses Tab until this element has the focus, as somebody without a mouse reaches it. Answers how often; throws where the keyboard does not lead
 * there.
 */
export async function tabTo(page: Page, target: Locator): Promise<number> {
  await target.waitFor();
  for (let pressed = 0; pressed <= MOST_TABS; pressed += 1) {
    if (await hasFocus(target)) return pressed;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target.toString()}`);
}

export const hasFocus = async (target: Locator): Promise<boolean> =>
  (await target.and(target.page().locator(':focus')).count()) > 0;

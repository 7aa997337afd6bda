import type { Page } from 'playwright-core';
import { tabTo } from './keys.ts';

/** What the front end and the sign-in page show; the latter's fields are named by its own form (`local/sign-in/login-page.ts`). */
export const SIGN_IN_BUTTON = /^(サインイン|Sign in)$/;
export const USERNAME_FIELD = 'input[name="username"]';
export const PASSWORD_FIELD = 'input[name="password"]';
/** The screen that opens after the sign-in: its heading stands when the network has said who the person is. */
export const SCREEN_HEADING = 'main#main h1';

/** Opens `/`, signs in on the sign-in page, and is back when the first screen stands. By keyboard alone, so that every sign-in proves that it can be. */
export async function signInOn(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  await page.goto('/');
  await tabTo(page, page.getByRole('button', { name: SIGN_IN_BUTTON }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator(USERNAME_FIELD));
  await page.keyboard.insertText(username);
  await tabTo(page, page.locator(PASSWORD_FIELD));
  await page.keyboard.insertText(password);
  await page.keyboard.press('Enter');
  await page.locator(SCREEN_HEADING).waitFor();
}

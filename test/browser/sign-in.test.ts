import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { PASSWORD_FIELD, SCREEN_HEADING, SIGN_IN_BUTTON, USERNAME_FIELD } from '../../bench/web/sign-in.ts';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { signIn } from './person.ts';
import { LONGEST_BEGINNING_MS, regionAt, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, zoom200 } from './screen.ts';

const DOCTOR = 'test-clinic.doctor';
const SIGN_OUT_BUTTON = /^(サインアウト|Sign out)$/;

let browser: OpenBrowser;
let region: TestRegion;

beforeAll(async () => {
  region = await startDemoRegion();
  browser = await openBrowser();
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

const signInButton = (page: WatchedPage) => page.getByRole('button', { name: SIGN_IN_BUTTON });

describe.each(['wardPc', 'phone'] as const)('on the %s', (device) => {
  test.each(['ja', 'en'] as const)('somebody signs in by keyboard alone (%s)', async (language) => {
    const page = await browser.visit({ region, device, language, keyboardOnly: true });
    await page.goto('/');
    await signInButton(page).waitFor();
    await look(page, `sign-in-${language}`);
    await noSidewaysScroll(page);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await signIn(page, region, DOCTOR);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(page.url()).not.toContain('code=');
    await look(page, `home-${language}`);
  });
});

test('the sign-in screens need no sideways scrolling at 200 %', async () => {
  const page = await browser.visit({ region });
  await page.goto('/');
  await signInButton(page).waitFor();
  await zoom200(page);
  await signInButton(page).click();
  await page.locator(USERNAME_FIELD).waitFor();
  await zoom200(page);
  await look(page, 'sign-in-page');
  expect(await page.title()).toContain('サインイン');
});

test('a wrong password is told, and the right one is taken afterwards', async () => {
  const page = await browser.visit({ region });
  page.expectMishap(/console error: .* 401 /);
  await page.goto('/');
  await signInButton(page).click();
  await page.locator(USERNAME_FIELD).fill(DOCTOR);
  await page.locator(PASSWORD_FIELD).fill('not the password');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('alert').innerText()).toContain('ユーザー名またはパスワードが正しくありません');
  expect(await page.locator(USERNAME_FIELD).inputValue()).toBe(DOCTOR);
  await page.locator(PASSWORD_FIELD).fill(region.accounts.find(({ username }) => username === DOCTOR)?.password ?? '');
  await page.keyboard.press('Enter');
  await page.locator(SCREEN_HEADING).waitFor();
});

test('the person who reloads is still signed in, and who signs out is not, not even by the back button', async () => {
  const page = await browser.visit({ region });
  await signIn(page, regionAt(region.dataDir), DOCTOR);
  await page.reload();
  await page.locator(SCREEN_HEADING).waitFor();
  await page.getByRole('button', { name: SIGN_OUT_BUTTON }).click();
  await signInButton(page).waitFor();
  await page.goBack();
  await page.reload();
  await signInButton(page).waitFor();
  expect(await page.locator(SCREEN_HEADING).count()).toBe(0);
});

test('no token and nothing of a person stays in the browser’s storage after the sign-out', async () => {
  const page = await browser.visit({ region });
  await signIn(page, region, DOCTOR);
  expect(await page.evaluate<string>(STORED)).toContain('access_token');
  await page.getByRole('button', { name: SIGN_OUT_BUTTON }).click();
  await signInButton(page).waitFor();
  expect(JSON.parse(await page.evaluate<string>(STORED))).toEqual({
    local: { 'ism-link.language': 'ja' },
    session: {},
  });
});

const STORED = 'JSON.stringify({ local: { ...localStorage }, session: { ...sessionStorage } })';

test('a sign-in elsewhere ends this one at its next request, and what is on the screen is covered', async () => {
  const page = await browser.visit({ region });
  page.expectMishap(/console error: .* 401 /);
  await signIn(page, region, DOCTOR);
  await signIn(await browser.visit({ region }), region, DOCTOR);
  await page.goto('/');
  await page.getByText('サインインが終了しました').or(signInButton(page)).first().waitFor();
  expect(await page.locator(SCREEN_HEADING).isVisible()).toBe(false);
});

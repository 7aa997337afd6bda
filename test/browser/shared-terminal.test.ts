import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { PASSWORD_FIELD, SCREEN_HEADING, SIGN_IN_BUTTON } from '../../bench/web/sign-in.ts';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { onScreen, STRANGER } from './emergency-steps.ts';
import { arrive, signIn } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';

/** A terminal on a ward is used by one person after another: what one leaves is nothing to the next. */

let browser: OpenBrowser;
let region: TestRegion;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
}, LONGEST_BEGINNING_MS);
afterEach(() => browser.expectNoMishaps());
afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

const DOCTOR = 'test-clinic.doctor';
const CLERK = 'test-clinic.clerk';

/** 能登 花子 of the story, by the clinic's own ID. */
const patientIdOf = async (localId: string): Promise<string> => {
  const token = await region.tokenOf('test-clinic.nurse');
  const { body } = await region.api<{ items: { patientId: string }[] }>('GET', `/v1/patients?localId=${localId}`, {
    token,
  });
  return body.items[0]?.patientId ?? '';
};

test('a locked terminal is not unlocked by a reload: the password is asked for', async () => {
  const page = await browser.visit({ region });
  await page.clock.install();
  await arrive(page, region, DOCTOR);
  await page.clock.fastForward('15:01');
  await page.getByRole('heading', { name: '画面をロックしました' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: SIGN_IN_BUTTON }).click();
  await page.locator(PASSWORD_FIELD).waitFor();
  expect(await page.locator(SCREEN_HEADING).count()).toBe(0);
});

test('a blanked phone with an open document comes back by its own button', async () => {
  const page = await browser.visit({ region, device: 'phone' });
  await page.clock.install();
  await arrive(page, region, DOCTOR, `/patients/${await patientIdOf('101')}/chart`);
  await page.locator('[role="gridcell"]:has(> span:not(.sr-only))').last().click();
  await page.getByRole('dialog').waitFor();
  await page.clock.fastForward('05:01');
  await page.getByRole('button', { name: '続ける' }).waitFor();
  expect(await page.getByRole('dialog').isVisible()).toBe(false);
  await page.getByRole('button', { name: '続ける' }).click();
  await page.getByRole('dialog').waitFor();
});

test('what one person typed is not handed over to the next', async () => {
  const page = await browser.visit({ region });
  // On the way back lie the sign-in pages, which are over.
  page.expectMishap(/console error: .* 400 /);
  await signIn(page, region, DOCTOR);
  await page.getByRole('searchbox', { name: '患者さんを探す' }).fill('ノトハナコ');
  await page.keyboard.press('Enter');
  await page.getByText('能登').first().waitFor();
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.getByRole('button', { name: SIGN_IN_BUTTON }).waitFor();
  await signIn(page, region, CLERK);
  for (let step = 0; step < 12 && new URL(page.url()).pathname !== '/patients'; step += 1) {
    await page.goBack();
    await page.locator('h1').first().waitFor();
  }
  expect(new URL(page.url()).pathname).toBe('/patients');
  await page.locator('main#main h1').waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
});

test('signing out ends the sign-in here though the network does not answer', async () => {
  const page = await browser.visit({ region });
  page.expectMishap(/failed request|console error/);
  await signIn(page, region, DOCTOR);
  // Held back for ever: a line that swallows everything.
  await page.route(/\/v1\/sessions|\/oauth2\/revoke/, () => undefined);
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.getByRole('button', { name: SIGN_IN_BUTTON }).waitFor({ timeout: 20_000 });
  await page.goto('/');
  await page.getByRole('button', { name: SIGN_IN_BUTTON }).waitFor();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('oidc.user')))).toEqual(
    [],
  );
});

test('an access confirmed a moment ago does not take the place of the chart that is open by then', async () => {
  const page = await browser.visit({ region });
  await signIn(page, region, DOCTOR);
  const see = onScreen(page);
  await see.headerField.fill(STRANGER.typed);
  await see.headerField.press('Enter');
  await see.hospital.click();
  await see.yes.click();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/confirmation/, async (route) => {
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  await see
    .button(/^本人・書面/)
    .first()
    .click();
  await page.getByRole('link', { name: 'ホーム' }).first().click();
  await page.getByRole('heading', { name: 'ホーム' }).waitFor();
  release();
  await page.waitForTimeout(1500);
  expect(new URL(page.url()).pathname).toBe('/');
});

test('stays that could not be read are not taken for none', async () => {
  const page = await browser.visit({ region });
  page.expectMishap(/console error: .* 503 /);
  await page.route(/\/contents\?types=encounter/, (route) => route.fulfill({ status: 503, body: '' }));
  await signIn(page, region, DOCTOR);
  await page.goto(`/patients/${await patientIdOf('101')}/chart`);
  await page.getByText('帯がないことは、入院がないことを意味しません').waitFor({ timeout: 30_000 });
  await page.unrouteAll();
  await page.getByRole('button', { name: '再試行' }).click();
  await page.getByText('帯がないことは、入院がないことを意味しません').waitFor({ state: 'detached' });
  expect(await page.getByText('通信できません').count()).toBe(0);
});

import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page, Response, Route } from 'playwright-core';
import { PASSWORD_FIELD, SCREEN_HEADING, SIGN_IN_BUTTON, USERNAME_FIELD } from '../../bench/web/sign-in.ts';
import { signInAs } from '../../local/sign-in/login.ts';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { signIn } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look } from './screen.ts';

const DOCTOR = 'test-clinic.doctor';
const OFFICE = 'network-office.office';
const OFFICE2 = 'network-office.office2';
const TYPED = '打ちかけの根拠（令和8年11月）';

jest.setTimeout(180_000);

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

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const expired = (page: Page) => heading(page, 'サインインが終了しました');
const signInButton = (page: Page) => page.getByRole('button', { name: SIGN_IN_BUTTON });
const basis = (page: Page) => page.getByRole('textbox', { name: /^根拠/ });
const storedIn = (page: Page) => page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
type Rule = { ruleId: string; basis: string; standing: string };
const rulesOf = async (based: string): Promise<Rule[]> => {
  const token = await region.tokenOf('test-clinic.nurse');
  const { body } = await region.api<{ items: Rule[] }>('GET', '/v1/disaster-rules', { token });
  return body.items.filter((rule) => rule.basis === based);
};
/** Two rules of one kind never overlap: the next test declares one again. */
const endRule = async (based: string): Promise<void> => {
  for (const { ruleId } of await rulesOf(based)) {
    const path = `/v1/disaster-rules/${ruleId}/end`;
    const { status } = await region.api('POST', path, {
      token: await freshToken(OFFICE2),
      body: { reason: '次の試験' },
    });
    expect(status).toBe(200);
  }
};

/** A form of which the person has typed all, and sent nothing. */
const typeAll = async (page: Page, text: string): Promise<void> => {
  await page.goto('/disaster/new');
  await page.getByRole('radio', { name: /^訓練/ }).check();
  await basis(page).fill(text);
  const tomorrow = new Date(Date.now() + 33 * 60 * 60 * 1000).toISOString().slice(0, 16);
  await page.getByLabel(/^終了/).fill(tomorrow);
  for (const area of ['閲覧する地域', '公開する地域'])
    await page.getByRole('group', { name: area }).getByRole('checkbox', { name: '汐見市' }).check();
  await page.getByRole('checkbox', { name: '口頭の同意' }).check();
};
const declare = (page: Page) => page.getByRole('button', { name: '宣言する' });

/** From the curtain over a new tab, which signs in, tells the others, and is gone. */
const signInBehind = async (page: WatchedPage, username: string): Promise<void> => {
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: '新しいタブでサインイン' }).click();
  const tab = await opening;
  await tab.locator(USERNAME_FIELD).fill(username);
  const { password = '' } = region.accounts.find((account) => account.username === username) ?? {};
  await tab.locator(PASSWORD_FIELD).fill(password);
  const closing = tab.waitForEvent('close');
  await tab.keyboard.press('Enter');
  await closing;
};

describe('one sign-in for the tabs of a browser', () => {
  test('a second tab is signed in at once, and a sign-out in one ends it everywhere', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 40[01] /);
    await signIn(page, region, DOCTOR);
    const second = await page.context().newPage();
    await second.goto('/facilities');
    await heading(second, '参加施設').waitFor();
    const [stored = ''] = Object.values(JSON.parse(await storedIn(page)) as Record<string, string>);
    const { access_token: token, refresh_token } = JSON.parse(stored) as Record<string, string>;
    await second.getByRole('button', { name: 'サインアウト' }).click();
    await signInButton(second).waitFor();
    await signInButton(page).waitFor();
    expect([await storedIn(page), await storedIn(second)]).toEqual(['{}', '{}']);
    // The network's session, the refresh token, and the login's own session are over, too.
    expect((await region.api('GET', '/v1/me', { token: token ?? '' })).status).toBe(401);
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: region.region.webClientId,
      refresh_token: refresh_token ?? '',
    });
    expect((await fetch(`${region.url}/oauth2/token`, { method: 'POST', body })).status).toBe(400);
    await signInButton(page).click();
    await page.locator(PASSWORD_FIELD).waitFor();
  });

  test('a tab that waits at the sign-in page goes on when another signs in', async () => {
    const page = await browser.visit({ region });
    await page.goto('/profile');
    await signInButton(page).waitFor();
    await signIn((await page.context().newPage()) as WatchedPage, region, DOCTOR);
    await heading(page, 'プロフィール').waitFor();
    expect(await signInButton(page).count()).toBe(0);
  });
});

describe('a sign-in that ends under the person’s hands', () => {
  test.each(['wardPc', 'phone'] as const)('keeps what was typed, and goes on with it (%s)', async (device) => {
    const page = await browser.visit({ region, device });
    page.expectMishap(/console error: .* 401 /);
    await signIn(page, region, OFFICE);
    await typeAll(page, `${TYPED}${device}`);
    // By the API, as on another terminal.
    await freshToken(OFFICE);
    await declare(page).click();
    await expired(page).waitFor();
    expect(await basis(page).isVisible()).toBe(false);
    await look(page, 'session-ended');
    await signInBehind(page, OFFICE);
    await heading(page, '臨時運用ルールを宣言する').waitFor();
    expect(await basis(page).inputValue()).toBe(`${TYPED}${device}`);
    await declare(page).dblclick();
    await heading(page, '臨時運用ルール').waitFor();
    expect(await rulesOf(`${TYPED}${device}`)).toHaveLength(1);
    await endRule(`${TYPED}${device}`);
  });

  test('another person starts from an empty page', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 401 /);
    await signIn(page, region, OFFICE);
    await typeAll(page, TYPED);
    await freshToken(OFFICE);
    await declare(page).click();
    await expired(page).waitFor();
    await signInBehind(page, OFFICE2);
    await page.locator(SCREEN_HEADING).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.goto('/profile');
    await page.getByText(OFFICE2, { exact: true }).waitFor();
    expect(await page.content()).not.toContain(TYPED);
    expect(await rulesOf(TYPED)).toHaveLength(0);
  });

  test('the curtain can be left for good', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 401 /);
    await signIn(page, region, OFFICE);
    await typeAll(page, TYPED);
    await freshToken(OFFICE);
    await declare(page).click();
    await expired(page).waitFor();
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await signInButton(page).waitFor();
    expect(await storedIn(page)).toBe('{}');
  });
});

/** A session of the person's own, newer than whatever is open. */
const freshToken = async (username: string): Promise<string> => {
  const { issuer, webClientId: clientId, redirectUri, scopes } = region.region;
  const { password = '' } = region.accounts.find((account) => account.username === username) ?? {};
  const { accessToken } = await signInAs({ issuer, clientId, redirectUri, scopes, username, password });
  expect((await region.api('POST', '/v1/sessions', { token: accessToken, body: {} })).status).toBe(201);
  return accessToken;
};

describe('nobody touches the terminal', () => {
  test('it is hidden, an open question with it, and later locked; the person goes on where they were', async () => {
    const page = await browser.visit({ region });
    await page.clock.install();
    await signIn(page, region, OFFICE);
    await typeAll(page, TYPED);
    await page.getByRole('link', { name: '参加施設' }).click();
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    await page.clock.fastForward('05:01');
    await heading(page, '画面を隠しています').waitFor();
    expect(await question.isVisible()).toBe(false);
    await page.getByRole('button', { name: '続ける' }).click();
    await question.waitFor();
    await page.clock.fastForward('05:01');
    await heading(page, '画面を隠しています').waitFor();
    await look(page, 'session-blank');
    await page.clock.fastForward('10:01');
    await heading(page, '画面をロックしました').waitFor();
    expect(await question.isVisible()).toBe(false);
    expect(await storedIn(page)).toBe('{}');
    await look(page, 'session-locked');
    await signInBehind(page, OFFICE);
    await question.getByRole('button', { name: 'やめる' }).click();
    // The minutes begin anew: no check in between locks again.
    await page.clock.fastForward('04:30');
    await page.waitForTimeout(500);
    expect(await heading(page, '画面をロックしました').count()).toBe(0);
    expect(await basis(page).inputValue()).toBe(TYPED);
  }, 240_000);
});

describe('what was typed is not lost without a word', () => {
  const leaving = (page: Page) => page.getByRole('alertdialog', { name: '入力した内容が保存されていません' });

  test('by a link, by the back button, by closing the tab', async () => {
    const page = await browser.visit({ region });
    await signIn(page, region, OFFICE);
    await page.getByRole('link', { name: '臨時運用' }).click();
    await page.getByRole('link', { name: '新しく宣言する' }).click();
    await basis(page).fill(TYPED);
    await page.getByRole('link', { name: '参加施設' }).click();
    await leaving(page).waitFor();
    await look(page, 'leave-question');
    await page.keyboard.press('Escape');
    await leaving(page).waitFor({ state: 'detached' });
    expect([await basis(page).inputValue(), new URL(page.url()).pathname]).toEqual([TYPED, '/disaster/new']);
    // The skip link stays within the screen, and asks nothing.
    await page.getByRole('link', { name: '本文へ移動' }).focus();
    await page.keyboard.press('Enter');
    expect(await leaving(page).count()).toBe(0);
    // A reloaded page knows where in the history it is; what was typed is gone with the browser's own question.
    await page.reload();
    await basis(page).fill(TYPED);
    await page.goBack();
    await leaving(page).waitFor();
    expect(new URL(page.url()).pathname).toBe('/disaster/new');
    await page.getByRole('button', { name: '破棄して移動' }).click();
    await heading(page, '臨時運用ルール').waitFor();
    expect(new URL(page.url()).pathname).toBe('/disaster');
    await page.goForward();
    await basis(page).fill(TYPED);
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await leaving(page).waitFor();
    await page.keyboard.press('Escape');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe('beforeunload');
  });
});

describe('the line and the token', () => {
  test('offline is said; what could not be asked is asked again, and a screen that could not be loaded, too', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/ERR_INTERNET_DISCONNECTED|failed request/);
    await signIn(page, region, DOCTOR);
    await page.context().setOffline(true);
    await page.getByText('通信が切れています').waitFor();
    await page.getByRole('link', { name: '参加施設' }).click();
    await heading(page, 'この画面を開けませんでした').waitFor();
    await look(page, 'offline');
    await page.context().setOffline(false);
    await page.getByText('通信が切れています').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '再試行' }).click();
    await page.getByRole('link', { name: 'TYテスト病院' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/facilities');
  });

  test('a token is renewed in time, and a renewal without an answer ends nothing', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/failed request: .*oauth2\/token|ERR_FAILED/);
    let isDown = false;
    const renewals: string[] = [];
    await page.context().route('**/oauth2/token', async (route: Route) => {
      renewals.push(new URLSearchParams(route.request().postData() ?? '').get('grant_type') ?? '');
      if (isDown) return route.abort('failed');
      const answer = await route.fetch();
      // Good for a second: the page renews half a minute before the end.
      return route.fulfill({ response: answer, json: { ...((await answer.json()) as object), expires_in: 31 } });
    });
    await signIn(page, region, OFFICE);
    await typeAll(page, `${TYPED}更新`);
    await page.waitForTimeout(1500);
    isDown = true;
    await declare(page).click();
    await page.getByRole('alert').first().waitFor();
    expect(await expired(page).count()).toBe(0);
    expect(await basis(page).inputValue()).toBe(`${TYPED}更新`);
    isDown = false;
    const sent: Promise<Response> = page.waitForResponse(/\/v1\/disaster-rules$/);
    await declare(page).click();
    expect((await sent).status()).toBe(201);
    await heading(page, '臨時運用ルール').waitFor();
    expect(renewals.filter((grant) => grant === 'refresh_token').length).toBeGreaterThan(1);
    expect(await rulesOf(`${TYPED}更新`)).toHaveLength(1);
    await endRule(`${TYPED}更新`);
    await page.reload();
    await heading(page, '臨時運用ルール').waitFor();
    // A renewal that is still under way is nobody's fault.
    await page.context().unrouteAll({ behavior: 'ignoreErrors' });
  });

  test('a renewal that is refused ends the sign-in, and what was typed stays', async () => {
    const page = await browser.visit({ region });
    page.expectMishap(/console error: .* 400 /);
    let isOver = false;
    await page.context().route('**/oauth2/token', async (route: Route) => {
      if (isOver) return route.fulfill({ status: 400, json: { error: 'invalid_grant' } });
      const answer = await route.fetch();
      return route.fulfill({ response: answer, json: { ...((await answer.json()) as object), expires_in: 31 } });
    });
    await signIn(page, region, OFFICE);
    await typeAll(page, TYPED);
    isOver = true;
    await page.waitForTimeout(1500);
    await declare(page).click();
    await expired(page).waitFor();
    isOver = false;
    await signInBehind(page, OFFICE);
    expect(await basis(page).inputValue()).toBe(TYPED);
  });
});

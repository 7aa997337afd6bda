import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { hasFocus, look, noSidewaysScroll, pressTab, tabTo, zoom200 } from './screen.ts';

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

const STORED = 'JSON.stringify({ local: { ...localStorage }, session: { ...sessionStorage } })';

describe.each(['wardPc', 'phone'] as const)('home on the %s', (device) => {
  test.each(['ja', 'en'] as const)('says what waits for a hospital’s clerk (%s)', async (language) => {
    const page = await browser.visit({ region, device, language });
    await arrive(page, region, 'ty-hospital.clerk');
    const main = page.locator('main');
    await main.getByRole('link', { name: language === 'ja' ? /^確認を待つ紐づけ/ : /^Links to confirm/ }).waitFor();
    await main.getByRole('link', { name: language === 'ja' ? /^自院の記録のEMS利用/ : /^Emergency uses/ }).waitFor();
    await page.getByRole('link', { name: '能登 花子' }).waitFor();
    expect(await hasFocus(page.locator('#quick-search'))).toBe(device === 'wardPc');
    await look(page, `home-clerk-${language}`);
    await noSidewaysScroll(page);
    await zoom200(page);
  });
});

test('whom I saw comes from my own log with names from the own list, and no browser keeps it', async () => {
  const page = await browser.visit({ region });
  await arrive(page, region, 'test-clinic.nurse');
  const recent = page.locator('section').filter({ has: page.getByRole('heading', { name: '最近見た患者さん' }) });
  await recent.getByRole('listitem').or(recent.getByText('最近見た患者さんはいません。')).first().waitFor();
  expect(await recent.getByText('七尾 恵子').count()).toBe(0);
  await page.getByRole('link', { name: '七尾 恵子' }).click();
  await page.waitForURL(/\/chart$/);
  await page.getByText('七尾 恵子').first().waitFor();
  await page.goto('/');
  await recent.getByRole('link', { name: '七尾 恵子' }).waitFor();
  expect(await page.evaluate<string>(STORED)).not.toContain('七尾');
  expect(await page.evaluate<string>(STORED)).not.toContain('pat_');
});

test('by keyboard alone: what is typed is understood, arrows go through what is found, Enter opens the calendar', async () => {
  const page = await browser.visit({ region, keyboardOnly: true });
  await arrive(page, region, 'test-clinic.doctor');
  await page.keyboard.insertText('昭和25年1月1日');
  await page.keyboard.press('Enter');
  await page.getByText('生年月日 1950年1月1日（昭和25年1月1日） として検索').waitFor();
  await page.getByText('2人見つかりました').waitFor();
  await look(page, 'search-found');
  expect(page.url()).toBe(`${region.url}/patients`);
  const field = page.getByRole('searchbox');
  expect(await hasFocus(field)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await hasFocus(page.getByRole('link', { name: '鈴木 一郎' }).last())).toBe(true);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  expect(await hasFocus(field)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/chart$/);
  await page.goBack();
  // What was found is there again, without having been in any address.
  await page.getByText('2人見つかりました').waitFor();
  expect(await field.inputValue()).toBe('昭和25年1月1日');
});

test('a name in one word is too little, its borders are offered; the detailed search has a field for each', async () => {
  const page = await browser.visit({ region });
  await arrive(page, region, 'test-clinic.clerk', '/patients');
  await page.getByText('患者ID 101').waitFor();
  await look(page, 'patients');
  const field = page.getByRole('searchbox');
  await field.fill('能登花子');
  await page.keyboard.press('Enter');
  await page.getByText('生年月日、氏名（姓と名）、電話番号、自院の患者IDのいずれかが必要です。').waitFor();
  await look(page, 'search-too-broad');
  await page.getByRole('button', { name: '能登 花子' }).click();
  await page.getByText('1人見つかりました').waitFor();
  await page.getByRole('button', { name: '詳しく検索' }).click();
  await page.getByLabel('自院の患者ID').fill('１０３');
  await page.getByRole('button', { name: '検索', exact: true }).click();
  await page.getByRole('link', { name: '加賀 太郎' }).waitFor();
  expect(page.url()).toBe(`${region.url}/patients`);
  await look(page, 'search-detailed');
  await noSidewaysScroll(page);
});

test('an emergency number typed as a patient goes to the emergency look-up, and back leads home', async () => {
  const page = await browser.visit({ region });
  await arrive(page, region, 'test-clinic.doctor');
  await page.locator('#quick-search').fill('１１６＠ｅｍｓ');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${region.url}/emergency`);
  await page.goBack();
  await page.waitForURL(`${region.url}/`);
  expect(await page.locator('#quick-search').inputValue()).toBe('');
});

test('too many searches: it says when the next one is possible', async () => {
  const page = await browser.visit({ region });
  page.expectMishap(/console error: .* 429 /);
  await arrive(page, region, 'test-pharmacy.pharmacist');
  // The 61st of this hour, told by the API itself.
  const token = await page.evaluate<string>(
    "JSON.parse(Object.entries(sessionStorage).find(([name]) => name.startsWith('oidc.user'))[1]).access_token",
  );
  for (let asked = 0; asked < 60; asked += 1)
    await region.api('GET', `/v1/patients?birthDate=1950-01-${String((asked % 28) + 1).padStart(2, '0')}`, { token });
  await page.goto('/patients');
  await page.getByRole('searchbox').fill('1950-02-02');
  await page.keyboard.press('Enter');
  await page.getByText('検索回数の上限').waitFor();
  const wait = page.getByText(/再び検索できます（あと\d+分\d+秒）/);
  await wait.waitFor();
  expect(await page.getByRole('alert').innerText()).toContain(await wait.innerText());
  await look(page, 'search-throttled');
});

test('the network office has no patients of its own; an administrator is led to demographics, not to the calendar', async () => {
  const office = await browser.visit({ region });
  await arrive(office, region, 'network-office.office');
  await office.getByText('今、対応が必要なことはありません。').waitFor();
  expect(await office.getByRole('heading', { name: '自院の患者さん' }).count()).toBe(0);
  await look(office, 'home-office');
  const admin = await browser.visit({ region });
  await arrive(admin, region, 'test-clinic.admin');
  await admin.getByRole('link', { name: '能登 花子' }).click();
  await admin.getByRole('heading', { name: '紐づけ' }).waitFor();
  await look(admin, 'patient-admin');
  await pressTab(admin);
  await tabTo(admin, admin.getByRole('button', { name: '訂正する' }));
});

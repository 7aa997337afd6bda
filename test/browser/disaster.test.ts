import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { disasterFlag } from '../journeys/ems-flag.ts';
import { inDays } from '../journeys/ems-rules.ts';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll } from './screen.ts';

const OFFICE = 'network-office.office';
const OFFICE2 = 'network-office.office2';
const BASIS = '令和8年11月22日 災害対策本部の決定 <b>第1号</b>';
const LONGEST_FLAG_MS = 30_000;

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
const card = (page: Page, basis: string) =>
  page.locator('section', { has: page.getByRole('heading', { level: 2 }).filter({ hasText: basis }) });
const banner = (page: Page, name: string) => page.getByRole('complementary', { name });

/** Reloads until a rule that the flag lists, or no longer lists, has come to the functions. */
const until = async (page: Page, isThere: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + LONGEST_FLAG_MS;
  while (!(await isThere())) {
    if (Date.now() > deadline) throw new Error('The flag did not come');
    await page.waitForTimeout(1000);
    await page.reload();
    await page.locator('main#main h1').waitFor();
  }
};

const visit = async (username: string, path: string, device: 'wardPc' | 'phone' = 'wardPc'): Promise<WatchedPage> => {
  const page = await browser.visit({ region, device });
  await arrive(page, region, username, path);
  await page.locator('main#main h1').waitFor();
  return page;
};

/** What the card tells the operators to list. */
const flagValue = async (page: Page, basis: string): Promise<[string, string]> => {
  const text = await card(page, basis).locator('code').innerText();
  const [ruleId = '', hash = ''] = text.split(/\s+/);
  return [ruleId, hash];
};

test('a rule with faults is told at its fields, and nothing of it is lost', async () => {
  const page = await visit(OFFICE, '/disaster/new');
  page.expectMishap(/console error: .* 400 /);
  await page.getByRole('textbox', { name: /^根拠/ }).fill(BASIS);
  await page.getByRole('button', { name: '宣言する' }).click();
  await page.getByRole('alert').first().waitFor();
  await look(page, 'disaster-faults');
  const faults = await page.getByRole('alert').allInnerTexts();
  expect(faults.join()).not.toMatch(/undefined|Invalid/);
  expect(faults.length).toBeGreaterThanOrEqual(3);
  expect(await page.getByRole('textbox', { name: /^根拠/ }).inputValue()).toBe(BASIS);
  await page.getByRole('textbox', { name: /^根拠/ }).fill('');
});

describe('a rule from its declaration to its end', () => {
  test('one declares, another approves, an operator lists it, those concerned are told, and it ends', async () => {
    const page = await visit(OFFICE, '/disaster/new');
    await page.getByRole('radio', { name: /^本番/ }).check();
    await page.getByRole('textbox', { name: /^根拠/ }).fill(BASIS);
    await page.getByLabel(/^終了/).fill(inDays(20).slice(0, 16));
    const viewing = page.getByRole('group', { name: '閲覧する地域' });
    await viewing.getByRole('checkbox', { name: 'テストクリニック' }).check();
    await page.getByRole('group', { name: '公開する地域' }).getByRole('checkbox', { name: '汐見市' }).check();
    await page.getByRole('checkbox', { name: '避難者へのEMSの利用' }).check();
    await page.getByRole('checkbox', { name: '口頭の同意' }).check();
    await look(page, 'disaster-declare');
    await page.getByRole('button', { name: '宣言する' }).click();
    await card(page, BASIS).getByText('フラグ待ち').waitFor();
    await card(page, BASIS).getByText('承認がなければ').waitFor();
    expect(await card(page, BASIS).getByRole('button', { name: '承認する' }).count()).toBe(0);
    await card(page, BASIS).getByText('自分が宣言したルールは承認できません').waitFor();
    await look(page, 'disaster-declared');

    const officer = await visit(OFFICE2, '/disaster', 'phone');
    await card(officer, BASIS).getByRole('button', { name: '承認する' }).click();
    await officer.getByRole('alertdialog').waitFor();
    await look(officer, 'disaster-approve');
    await officer.getByRole('alertdialog').getByRole('button', { name: '承認する' }).click();
    await card(officer, BASIS).getByText('承認がなければ').waitFor({ state: 'detached' });
    await look(officer, 'disaster-approved');
    await noSidewaysScroll(officer);

    const doctor = await visit('test-clinic.doctor', '/');
    expect(await banner(doctor, '臨時運用中').count()).toBe(0);
    const [ruleId, hash] = await flagValue(officer, BASIS);
    expect(await disasterFlag(region, 'on', ruleId, hash)).toMatchObject({ code: 0 });
    await until(doctor, async () => (await banner(doctor, '臨時運用中').count()) > 0);
    for (const path of ['/', '/facilities', '/patients', '/profile']) {
      await doctor.goto(path);
      await doctor.locator('main#main h1').waitFor();
      expect(await banner(doctor, '臨時運用中').isVisible()).toBe(true);
    }
    await look(doctor, 'disaster-banner');
    await doctor.goto('/disaster');
    await card(doctor, BASIS).getByText('有効', { exact: true }).waitFor();
    expect(await card(doctor, BASIS).getByRole('button').count()).toBe(0);
    // Neither looks there nor opens its records: nobody disturbs them.
    const elsewhere = await visit('test-care-home.nurse', '/');
    expect(await banner(elsewhere, '臨時運用中').count()).toBe(0);

    await page.reload();
    await card(page, BASIS).getByRole('button', { name: '直ちに終了する' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: '直ちに終了する' }).click();
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByRole('textbox', { name: /^終了の理由/ }).fill('避難所の閉鎖');
    await look(page, 'disaster-end');
    await dialog.getByRole('button', { name: '直ちに終了する' }).click();
    await card(page, BASIS).getByText('避難所の閉鎖').waitFor();
    await doctor.goto('/');
    await doctor.locator('main#main h1').waitFor();
    expect(await banner(doctor, '臨時運用中').count()).toBe(0);
    expect(await disasterFlag(region, 'off', ruleId)).toMatchObject({ code: 0 });
  });
});

test('a drill says that it is one, on a phone and in English', async () => {
  const DRILL = '総合防災訓練';
  const until92 = inDays(10);
  const { body } = await region.api<{ rule: { ruleId: string; hash: string } }>('POST', '/v1/disaster-rules', {
    token: await region.tokenOf(OFFICE),
    body: {
      mode: 'drill',
      basis: DRILL,
      viewingArea: { facilities: ['test-clinic'], municipalities: [] },
      disclosingArea: { facilities: [], municipalities: ['汐見市'] },
      patients: 'evacuees',
      relaxations: ['emsForEvacuees', 'oralConsent'],
      until: until92,
    },
  });
  const { ruleId, hash } = body.rule;
  const approval = { token: await region.tokenOf(OFFICE2), body: {} };
  expect((await region.api('POST', `/v1/disaster-rules/${ruleId}/approval`, approval)).status).toBeLessThan(300);
  expect(await disasterFlag(region, 'on', ruleId, hash)).toMatchObject({ code: 0 });
  const page = await browser.visit({ region, device: 'phone', language: 'en' });
  await arrive(page, region, 'test-clinic.doctor');
  await until(page, async () => (await banner(page, 'Drill').count()) > 0);
  expect(await banner(page, 'Disaster rule in force').count()).toBe(0);
  await look(page, 'disaster-drill-en');
  await page.goto('/disaster');
  await card(page, DRILL).waitFor();
  await look(page, 'disaster-rules-en');
  await noSidewaysScroll(page);
  expect(await disasterFlag(region, 'off', ruleId)).toMatchObject({ code: 0 });
});

test('the network’s choices: read by everybody, changed by the office alone, with what is wrong told at its field', async () => {
  const page = await visit(OFFICE, '/disaster/settings', 'phone');
  const hours = page.getByRole('textbox', { name: /^EMSの参照が続く時間/ });
  const before = await hours.inputValue();
  await hours.fill('たくさん');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('alert').first().waitFor();
  expect(await hours.getAttribute('aria-invalid')).toBe('true');
  await look(page, 'disaster-settings-fault');
  // In any width, as an IME leaves it.
  await hours.fill('１２');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('保存しました。').waitFor();
  expect(await hours.inputValue()).toBe('12');
  await hours.fill(before);
  await page.getByRole('button', { name: '保存する' }).click();
  await expectSaved(page, before);
  const reader = await visit('test-clinic.doctor', '/disaster/settings');
  await reader.getByText('変更できるのは運営事務局です。').waitFor();
  expect(await reader.getByRole('button', { name: '保存する' }).count()).toBe(0);
  await look(reader, 'disaster-settings');
  await reader.goto('/disaster');
  await heading(reader, '臨時運用ルール').waitFor();
  expect(await reader.getByRole('link', { name: '新しく宣言する' }).count()).toBe(0);
});

const expectSaved = async (page: Page, hours: string): Promise<void> => {
  await page.getByText('保存しました。').waitFor();
  const token = await region.tokenOf('test-clinic.nurse');
  const { body } = await region.api<{ settings: { grantHours: number } }>('GET', '/v1/network-settings', { token });
  expect(body.settings.grantHours).toBe(Number(hours));
};

import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { hasFocus, look, noSidewaysScroll, pressTab, tabTo, zoom200 } from './screen.ts';

jest.setTimeout(180_000);

let browser: OpenBrowser;
let region: TestRegion;
/** 能登 花子. */
let patientId: string;

beforeAll(async () => {
  region = await startDemoRegion();
  browser = await openBrowser();
  const token = await region.tokenOf('test-clinic.doctor');
  const { body } = await region.api<{ items: { patientId: string }[] }>('GET', '/v1/patients?localId=101', { token });
  patientId = body.items[0]?.patientId ?? '';
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

const heading = (page: Page, name: string, level = 1) => page.getByRole('heading', { name, level });
const rows = (page: Page, table: string) => page.getByRole('table', { name: table }).getByRole('row');

type Seen = { device?: 'wardPc' | 'phone'; language?: 'ja' | 'en'; keyboardOnly?: boolean };
const visit = async (username: string, seen: Seen = {}): Promise<WatchedPage> => {
  const page = await browser.visit({ region, ...seen });
  await arrive(page, region, username);
  return page;
};

describe('the facilities', () => {
  test.each(['wardPc', 'phone'] as const)('are found by name or town, and say what they open (%s)', async (device) => {
    const page = await visit('test-clinic.doctor', { device });
    await page.goto('/facilities');
    await page.getByText('6施設').waitFor();
    await look(page, 'facilities');
    await page.getByRole('searchbox').fill('ｔｙ');
    await page.getByText('1施設').waitFor();
    expect(await rows(page, '参加施設').count()).toBe(2);
    await page.getByRole('searchbox').fill('<b>どこにもない');
    await page.getByText('あてはまる施設はありません。').waitFor();
    await page.getByRole('searchbox').fill('汐見市');
    await page.getByRole('link', { name: 'TYテスト病院' }).click();
    await heading(page, '公開している診療情報', 2).waitFor();
    const notes = page.getByRole('row', { name: /^医師記録/ });
    expect(await notes.getByRole('cell').first().innerText()).toMatch(/公開[\s\S]*医師・看護師のみ[\s\S]*精神科/);
    expect(await page.getByRole('link', { name: '見え方を確認する' }).count()).toBe(0);
    await look(page, 'facility');
    await noSidewaysScroll(page);
    await zoom200(page);
  });

  test('can be read by keyboard alone, in English', async () => {
    const page = await visit('test-clinic.doctor', { keyboardOnly: true, language: 'en' });
    await tabTo(page, page.getByRole('link', { name: 'Facilities', exact: true }));
    await page.keyboard.press('Enter');
    await heading(page, 'Facilities').waitFor();
    // The next screen begins at its heading, not behind the menu.
    await page.getByRole('searchbox').waitFor();
    await pressTab(page);
    expect(await hasFocus(page.getByRole('searchbox'))).toBe(true);
    await tabTo(page, page.getByRole('link', { name: 'TY Test Hospital' }));
    await page.keyboard.press('Enter');
    await heading(page, 'TY Test Hospital').waitFor();
    await heading(page, 'What it discloses', 2).waitFor();
    await look(page, 'facility-en');
  });
});

describe('the preview', () => {
  test.each(['wardPc', 'phone'] as const)(
    'shows a hospital’s own records as others would see them (%s)',
    async (device) => {
      const page = await visit('ty-hospital.clerk', { device });
      await page.goto('/facilities/ty-hospital');
      await page.getByRole('link', { name: '見え方を確認する' }).click();
      await page.getByText('連携施設の医師から見た場合').waitFor();
      const opened = async (): Promise<string> =>
        page
          .getByRole('table', { name: '診療情報の種類ごと' })
          .getByRole('row', { name: /^医師記録/ })
          .innerText();
      expect(await opened()).toContain('公開');
      await page.getByRole('combobox', { name: '職種' }).selectOption({ label: '事務' });
      await page.getByText('連携施設の事務から見た場合').first().waitFor();
      await page.getByRole('row', { name: /医師記録.*非公開/ }).waitFor();
      await page.getByRole('textbox', { name: '患者ID（自施設）' }).fill('０００0101');
      await page.getByRole('textbox', { name: 'いつから' }).fill('R8.10.1');
      await page.getByRole('button', { name: '確認する' }).click();
      const hidden = page.getByText(/^見えない記録: \d+件/);
      await hidden.waitFor();
      const asClerk = Number(/\d+/.exec(await hidden.innerText())?.[0]);
      expect(asClerk).toBeGreaterThan(0);
      await look(page, 'preview');
      await noSidewaysScroll(page);
      await page.getByRole('combobox', { name: '職種' }).selectOption({ label: '医師' });
      await page.getByRole('button', { name: '確認する' }).click();
      await page.waitForFunction(`!document.body.innerText.includes('見えない記録: ${asClerk}件')`);
      expect(Number(/\d+/.exec(await hidden.innerText())?.[0])).toBeLessThan(asClerk);
    },
  );

  test('says what is wrong with an ID or a day, and is not there for others', async () => {
    const page = await visit('ty-hospital.clerk');
    page.expectMishap(/console error: .* 40[034] /);
    await page.goto('/facilities/ty-hospital/preview');
    await page.getByRole('textbox', { name: '患者ID（自施設）' }).fill('あいう');
    await page.getByRole('button', { name: '確認する' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).not.toMatch(/undefined|HTTP/);
    await page.goto('/facilities/test-hospital/preview');
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await look(page, 'preview-refused');
  });
});

describe('who looked', () => {
  test.each(['wardPc', 'phone'] as const)('is listed with the rule in words, refusals too (%s)', async (device) => {
    const refused = await region.api('GET', `/v1/patients/${patientId}/timeline`, {
      token: await region.tokenOf('ty-hospital.admin'),
    });
    expect(refused.status).toBe(404);
    const page = await visit('test-clinic.doctor', { device });
    await page.goto(`/patients/${patientId}/access-log`);
    const table = page.getByRole('table', { name: 'この患者さんの記録を見た人' });
    await table.getByText('拒否', { exact: true }).first().waitFor();
    await look(page, 'access-log');
    await page.getByRole('radio', { name: '拒否のみ' }).check();
    const row = table.getByRole('row').nth(1);
    const text = await row.innerText();
    expect(text).toContain('TYテスト病院');
    expect(text).toContain('ty-hospital.admin');
    // A sentence, and the id under which RULES.md has it.
    expect(text).toMatch(/[ぁ-ん]{2,}[\s\S]*[A-Z]+-[A-Z\d]+/);
    expect(await table.getByText('許可', { exact: true }).count()).toBe(0);
    await page.getByRole('radio', { name: '他施設のみ' }).check();
    for (const one of await table.getByRole('row').allInnerTexts()) expect(one).not.toContain('テストクリニック');
    await noSidewaysScroll(page);
  });

  test('tells nothing to whoever has no link with the patient', async () => {
    const page = await visit('test-care-home.nurse');
    page.expectMishap(/console error: .* 40[34] /);
    await page.goto(`/patients/${patientId}/access-log`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });
});

describe('my profile', () => {
  test.each(['wardPc', 'phone'] as const)('says who I am, what I did, and in which language (%s)', async (device) => {
    const page = await visit('test-clinic.doctor', { device });
    await page.goto('/profile');
    for (const text of ['test-clinic.doctor', '医師', 'テストクリニック', 'EMS（救急）の参照'])
      await page.getByText(text, { exact: true }).first().waitFor();
    await look(page, 'profile');
    await page.getByRole('link', { name: '自分の操作の記録を見る' }).click();
    await page.getByRole('table', { name: '自分の操作の記録' }).waitFor();
    await look(page, 'own-log');
    await page.goBack();
    await page.getByRole('radio', { name: 'English' }).check();
    await heading(page, 'My profile').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await look(page, 'profile-en');
    await page.reload();
    await heading(page, 'My profile').waitFor();
  });
});

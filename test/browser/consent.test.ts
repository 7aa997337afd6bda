import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, print, tabTo } from './screen.ts';

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

/** By the clinic's patient ID to the history of consents. */
const toConsents = async (page: WatchedPage, localId: string): Promise<void> => {
  await page.goto('/patients');
  await page.getByRole('searchbox').fill(localId);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '基本情報' }).click();
  await page.getByRole('link', { name: '同意の履歴' }).click();
  await page.getByRole('heading', { name: '同意の履歴' }).waitFor();
};

const cards = (page: WatchedPage) => page.getByRole('article');
const PICTURE = 'input[type=file]';

/** A real PNG of one grey square, some hundred kilobytes long. */
const pngOf = (side: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length);
    ends.writeUInt32BE(crc(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(side * (side + 1), 128);
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const crc = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
};

const PNG = { name: 'form.png', mimeType: 'image/png', buffer: pngOf(300) };

describe('a change of the consent', () => {
  test('leaves out a facility and notes, carries the photo of the form, and stands once in the history', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, 'test-clinic.clerk');
    await toConsents(page, '101');
    await look(page, 'consents');
    await page.getByRole('link', { name: '同意を変更' }).click();
    await page.getByText('今有効な同意（1件）は「変更済み」になり').waitFor();
    await page.locator('summary').click();
    await page.getByLabel(/^テスト薬局/).check();
    await page.getByLabel('医師記録', { exact: true }).check();
    await page.getByLabel('代理の方', { exact: false }).first().check();
    await page.getByLabel(/^本人との関係/).fill('長女');
    await page.getByLabel('書面', { exact: true }).check();
    await page.locator(PICTURE).setInputFiles(PNG);
    await page.getByText('写真を登録しました: form.png').waitFor();
    await look(page, 'consent-change');
    await page.getByRole('button', { name: '変更を保存する' }).dblclick();
    await page.getByText('同意を記録しました。').waitFor();

    expect(await cards(page).count()).toBe(2);
    const newest = cards(page).first();
    expect(await newest.innerText()).toContain('除外: テスト薬局、医師記録');
    expect(await newest.innerText()).toContain('長女');
    expect(await cards(page).last().innerText()).toContain('変更済み');
    await newest.getByRole('button', { name: '写真を見る' }).waitFor();
    await look(page, 'consents-changed');
  });

  test('a wrong, an empty and a too large file are refused with why; a broken line is tried again; nothing typed is lost', async () => {
    const page = await browser.visit({ region, device: 'phone' });
    await arrive(page, region, 'test-clinic.clerk');
    await toConsents(page, '113');
    await page.getByRole('link', { name: '同意を変更' }).click();
    await page.getByLabel('本人', { exact: true }).check();
    await page.getByLabel('書面', { exact: true }).check();
    await page.getByLabel(/^同意の日/).fill('R8.11.1');
    await page.getByText('令和8年11月1日 = 2026年11月1日').waitFor();
    const choose = (name: string, buffer: Buffer) =>
      page.locator(PICTURE).setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    await choose('page.html', Buffer.from('<script>alert(1)</script>'));
    await page.getByText('この種類のファイルは登録できません。').waitFor();
    await choose('empty.jpg', Buffer.alloc(0));
    await page.getByText('ファイルが空です。').waitFor();
    await choose('huge.jpg', Buffer.alloc(26 * 1024 * 1024, 1));
    await page.getByText('ファイルが大きすぎます（26MB）。').waitFor();
    await look(page, 'consent-photo-refused');

    page.expectMishap(/failed request|console error: .*ERR_/);
    let lost = 0;
    const documents = new RegExp(`:${Number(new URL(region.url).port) + 1}/`);
    await page.route(documents, (route) => {
      if (route.request().method() !== 'PUT' || lost > 0) return route.continue();
      lost += 1;
      return route.abort('connectionreset');
    });
    await page.locator(PICTURE).setInputFiles(PNG);
    await page.getByText('送っている途中で通信が切れました。').waitFor();
    expect(await page.getByLabel(/^同意の日/).inputValue()).toBe('R8.11.1');
    await page.getByRole('button', { name: 'もう一度送る' }).click();
    await page.getByText('写真を登録しました: form.png').waitFor();
    expect(lost).toBe(1);
    await noSidewaysScroll(page);
    await page.getByRole('button', { name: '変更を保存する' }).click();
    await page.getByText('同意を記録しました。').waitFor();
    expect(await cards(page).first().innerText()).toContain('2026年11月1日');
  });
});

describe('a withdrawal', () => {
  test('names who loses sight, asks once more, and closes the calendar elsewhere at its next request', async () => {
    const [clinic, hospital] = [await browser.visit({ region }), await browser.visit({ region })];
    await arrive(hospital, region, 'ty-hospital.doctor', '/patients');
    await hospital.getByRole('searchbox').fill('能登 花子');
    await hospital.keyboard.press('Enter');
    await hospital.getByRole('link', { name: '基本情報' }).click();
    await hospital.getByText('包括同意').waitFor();

    await arrive(clinic, region, 'test-clinic.doctor');
    await toConsents(clinic, '101');
    await clinic.getByRole('link', { name: '撤回を記録' }).click();
    const first = clinic.getByRole('listitem').filter({ hasText: 'お互いの記録を見られなくなります' });
    for (const name of ['テストクリニック', 'TYテスト病院', 'テスト病院'])
      expect(await first.innerText()).toContain(name);
    // Left out by the change before: it had nothing to lose.
    expect(await first.innerText()).not.toContain('テスト薬局');
    await look(clinic, 'withdrawal');
    await clinic.getByRole('button', { name: '内容を確認する' }).click();
    await clinic.getByText('必須の項目です。').first().waitFor();
    await clinic.getByLabel('本人', { exact: true }).check();
    await clinic.getByLabel(/^撤回の理由/).fill('本人の申し出');
    await clinic.getByRole('button', { name: '内容を確認する' }).click();
    await clinic.getByRole('alertdialog').getByText('能登 花子さんの同意を撤回します。').waitFor();
    await look(clinic, 'withdrawal-question');
    await clinic.getByRole('button', { name: '撤回する', exact: true }).click();
    await clinic.getByText('撤回を記録しました。').waitFor();
    await clinic.getByText('本人の申し出').waitFor();
    await look(clinic, 'consents-withdrawn');

    await hospital.reload();
    await hospital.getByText('同意は撤回されています。他施設の記録は開けません。').waitFor();
    await look(hospital, 'patient-withdrawn');
  });

  test('by keyboard alone, in English, at the width of a phone; leaving asks first', async () => {
    const page = await browser.visit({ region, device: 'zoomed', language: 'en', keyboardOnly: true });
    await arrive(page, region, 'test-clinic.nurse', '/patients');
    await tabTo(page, page.getByRole('searchbox'));
    await page.keyboard.insertText('112');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Demographics' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'History of consents' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Record a withdrawal' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('The patient', { exact: true }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByLabel(/^Reason for the withdrawal/));
    await page.keyboard.insertText('Moves away');
    await look(page, 'withdrawal-en');
    await noSidewaysScroll(page);
    await page.evaluate('history.back()');
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByRole('button', { name: 'Review' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Withdraw', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByText('The withdrawal is recorded.').waitFor();
    expect(await cards(page).first().innerText()).toContain('Moves away');
  });
});

test('the form is one sheet of A4 with the patient’s name, with English beside it on request', async () => {
  const page = await browser.visit({ region });
  await arrive(page, region, 'test-clinic.clerk');
  await toConsents(page, '103');
  await page.getByRole('link', { name: '同意書を印刷' }).click();
  await page.getByRole('heading', { name: '診療情報の共有に関する包括同意書' }).waitFor();
  await look(page, 'consent-form');
  expect((await print(page, 'consent-form')).pages).toBe(1);
  await page.getByLabel('英語を併記する').check();
  await page.getByText('Comprehensive consent to sharing medical records').waitFor();
  expect((await print(page, 'consent-form-with-english')).pages).toBe(1);
  expect(await page.getByRole('article').innerText()).toContain('加賀 太郎');
});

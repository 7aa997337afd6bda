import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { axeFaults, hasFocus, look, noSidewaysScroll, tabTo, zoom200 } from './screen.ts';

/** Whole journeys, several screens each. */
jest.setTimeout(240_000);

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
/** Somebody else of the clinic: a newer sign-in of the doctor would end the one on the screen. */
const CLERK = 'test-clinic.clerk';

const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await region.api<T>(method, path, { token: await region.tokenOf(CLERK), body });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** By the clinic's own patient ID. */
const patientIdOf = async (localId: string): Promise<string> => {
  const { items } = await ask<{ items: { patientId: string }[] }>('GET', `/v1/patients?localId=${localId}`);
  return items[0]?.patientId ?? '';
};

const see = (page: WatchedPage) => {
  const row = (name: string): Locator =>
    page.getByRole('row').filter({ has: page.locator('[role="rowheader"]', { hasText: new RegExp(`^${name}$`) }) });
  return {
    grid: page.getByRole('grid'),
    /** Cells of a row with something in them, oldest first. */
    full: (name: string): Locator => row(name).locator('[role="gridcell"]:has(> span:not(.sr-only))'),
    anyFull: page.locator('[role="gridcell"]:has(> span:not(.sr-only))'),
    active: page.locator('[role="grid"] [tabindex="0"]'),
    /** Contents may have articles of their own. */
    cards: page.locator('article:has(> header h3)'),
    period: (name: string): Locator => page.getByRole('group', { name: '表示期間' }).getByText(name, { exact: true }),
    facility: (name: string): Locator => page.getByRole('checkbox', { name: `${name}を表示`, exact: true }),
    button: (name: string | RegExp): Locator => page.getByRole('button', { name }),
    jump: page.getByLabel('日付へ移動'),
    closed: page.getByRole('heading', { name: '診療情報を閉じました' }),
  };
};

const openChart = async (page: WatchedPage, localId: string) => {
  await arrive(page, region, DOCTOR, `/patients/${await patientIdOf(localId)}/chart`);
  const on = see(page);
  await on.anyFull.first().waitFor();
  return on;
};

describe('the record of three hospitals on one calendar', () => {
  test('opens at the last contents, says what each facility discloses, and opens documents beside it', async () => {
    const page = await browser.visit({ region });
    const on = await openChart(page, '101');
    // One of four is closed, and the calendar says so: empty is not none.
    await page.getByText('テスト薬局の記録は公開されていません。記録がないという意味ではありません。').waitFor();
    await expect(on.facility('TYテスト病院').isChecked()).resolves.toBe(true);
    await look(page, 'chart');

    const result = on.full('検査').last();
    await result.click();
    await on.cards.getByText('検査結果').first().waitFor();
    await on.full('画像').last().click();
    await on.cards.nth(1).waitFor();
    await expect(on.cards.count()).resolves.toBe(2);
    const inList = on.cards.first().getByRole('listitem').getByRole('button').first();
    const title = (await inList.locator('.font-bold').last().textContent()) ?? '';
    await inList.click();
    await page.getByText('3件を開いています').waitFor();
    await hasFocus(page.getByRole('heading', { level: 3, name: title }).first());
    const days = page.locator('[aria-live="polite"]').filter({ hasText: '–' });
    const before = await days.innerText();
    await on.button('広げて並べる').click();
    await days.filter({ hasNotText: before.split('–')[0]?.trim() ?? '' }).waitFor();
    await on.button('元の幅に戻す').click();
    // The days are the reader's; a width that changes leaves them.
    await days.filter({ hasText: before.split('–')[0]?.trim() ?? '' }).waitFor();
    expect(await days.innerText()).toBe(before);
    await page.evaluate('scrollTo(0, 0)');
    await look(page, 'chart-pane');

    await page.keyboard.press('Escape');
    await page.getByText('2件を開いています').waitFor();
    await hasFocus(inList);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(on.cards.count()).resolves.toBe(0);
    await hasFocus(result);
  });

  test('by month with stays as bands, by quarter and year from counts that open the month', async () => {
    const page = await browser.visit({ region });
    const on = await openChart(page, '101');
    await on.period('1か月').click();
    await page
      .getByText(/入院 32病棟/)
      .first()
      .waitFor();
    await look(page, 'chart-month');
    await on.period('3か月').click();
    await page.locator('[role="columnheader"][aria-label$="を開く"]').nth(2).waitFor();
    await on.period('1年').click();
    await expect(page.locator('[role="columnheader"][aria-label$="を開く"]').count()).resolves.toBeGreaterThanOrEqual(
      12,
    );
    await look(page, 'chart-year');
    await on.full('検査').first().click();
    await page.locator('[role="columnheader"][aria-label*="日("]').first().waitFor();
    await hasFocus(on.active);
  });

  test('leads to any date, to the next day with contents, and says what an empty period means', async () => {
    const page = await browser.visit({ region });
    const on = await openChart(page, '101');
    await on.jump.fill('令和6年13月1日');
    await on.button('移動').click();
    await page.getByText('存在しない日付です。').waitFor();
    await on.jump.fill('Ｒ６．４．１');
    await on.button('移動').click();
    await page.getByText('この期間に記録はありません。').waitFor();
    await page.getByText(/他の期間には記録があります/).waitFor();
    await page.getByText(/ただし、.*テスト薬局の記録は表示されていません/).waitFor();
    await look(page, 'chart-empty');
    await on.button('次の記録日').first().click();
    await on.anyFull.first().waitFor();
    await on.button('前の記録日').click();
    await page.getByText(/これより前に記録はありません/).waitFor();
  });

  test('by facility and by kind of content', async () => {
    const page = await browser.visit({ region });
    const on = await openChart(page, '101');
    await on.period('1か月').click();
    await on.facility('TYテスト病院').uncheck();
    await on.facility('テスト病院').uncheck();
    await page.getByText(/絞り込みにより\d+件が隠れています/).waitFor();
    await on.button('絞り込みを解除').click();
    await on.full('検査').first().waitFor();
    await page.getByText('行を選ぶ').click();
    await page.getByRole('checkbox', { name: '検査' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByText('行を選ぶ（1行を非表示）').waitFor();
    await expect(on.full('検査').count()).resolves.toBe(0);
  });

  test('asks the facilities for the latest data and says whom and when', async () => {
    const page = await browser.visit({ region });
    const on = await openChart(page, '101');
    await on.button('最新データを要求').click();
    await page.getByText('次の施設に最新データを要求しました。届き次第、表示します。').waitFor();
    await page
      .getByText(/最新データを要求中/)
      .first()
      .waitFor();
    await look(page, 'chart-requested');
  });
});

test('on a phone: the calendar scrolls within itself, and documents take the whole screen', async () => {
  const page = await browser.visit({ region, device: 'phone' });
  const on = await openChart(page, '101');
  await noSidewaysScroll(page);
  await look(page, 'chart');
  const image = on.full('画像').last();
  await image.tap();
  const sheet = page.getByRole('dialog', { name: '開いている文書' });
  await sheet.waitFor();
  await sheet.getByRole('listitem').getByRole('button').first().tap();
  await page.getByText('2件を開いています').waitFor();
  // What lies under a modal dialog is inert, not covered.
  await expect(axeFaults(page)).resolves.toEqual([]);
  await noSidewaysScroll(page);
  await on.button('すべて閉じる').tap();
  await sheet.waitFor({ state: 'detached' });
  await hasFocus(image);
});

test('in English, and at 200 % zoom', async () => {
  const page = await browser.visit({ region, language: 'en' });
  await openChart(page, '101');
  await page.getByText(/Records of テスト薬局 are not disclosed/).waitFor();
  await look(page, 'chart-en');
  await zoom200(page);
});

test('by keyboard alone: to the grid, through it, into a document and back', async () => {
  const page = await browser.visit({ region, keyboardOnly: true });
  const on = await openChart(page, '101');
  await tabTo(page, page.getByRole('tab', { name: 'カレンダー' }));
  await page.keyboard.press('ArrowRight');
  await hasFocus(page.getByRole('tab', { name: '薬' }));
  await page.keyboard.press('Home');
  await tabTo(page, on.active);
  const column = async (): Promise<number> => Number(await on.active.getAttribute('data-column'));
  const opened = await column();
  await page.keyboard.press('ArrowLeft');
  await expect(column()).resolves.toBe(opened - 1);
  await page.keyboard.press('PageUp');
  await expect(column()).resolves.toBe(opened - 15);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Control+ArrowUp');
  await hasFocus(page.locator(`[role="columnheader"][data-column="${opened - 1}"]`));
  await page.keyboard.press('Control+Home');
  await expect(column()).resolves.toBe(0);
  await hasFocus(on.active);

  // From the row of results to its last day with contents.
  const full = on.full('検査').last();
  await page.keyboard.press('Control+End');
  await full.waitFor();
  const [row, target] = [await full.getAttribute('data-row'), Number(await full.getAttribute('data-column'))];
  while ((await on.active.getAttribute('data-row')) !== row) await page.keyboard.press('ArrowUp');
  while ((await column()) > target) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await on.cards.first().waitFor();
  await hasFocus(on.cards.first().getByRole('heading', { level: 3 }));
  await tabTo(page, on.cards.first().getByRole('button', { name: /を閉じる$/ }));
  await page.keyboard.press('Escape');
  await on.cards.first().waitFor({ state: 'detached' });
  await hasFocus(full);
});

describe('a look that ends', () => {
  test('closes the whole chart at its next request, forgets it, and says why', async () => {
    const page = await browser.visit({ region });
    const on = await openChart(page, '112');
    const documents = on.full('検査');
    await documents.last().click();
    await on.cards.first().waitFor();
    const patientId = await patientIdOf('112');
    const { items } = await ask<{ items: { consentId: string }[] }>('GET', `/v1/patients/${patientId}/consents`);
    await ask('POST', `/v1/patients/${patientId}/consents/${items[0]?.consentId}/withdrawal`, {
      reason: '本人の申し出',
      withdrawnBy: { who: 'patient' },
    });
    page.expectMishap(/404/);
    await on.full('処方（指示）').last().click();

    await on.closed.waitFor();
    await page.getByText('患者さんの同意が撤回されました。').waitFor();
    await page.getByText('TYテスト病院').first().waitFor();
    await expect(on.grid.count()).resolves.toBe(0);
    await expect(on.cards.count()).resolves.toBe(0);
    await look(page, 'chart-closed');

    // What was there before is not there from memory: opened anew, the hospital is closed.
    await on.button('今の条件で開き直す').click();
    await on.grid.waitFor();
    await page.getByText(/TYテスト病院.*の記録は公開されていません/).waitFor();
    await expect(on.anyFull.count()).resolves.toBe(0);
  });

  test('of a patient whom the facility may not see is closed from the start', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, DOCTOR);
    page.expectMishap(/404/);
    await page.goto('/patients/pat_01ARZ3NDEKTSV4RRFFQ69G5FAV/chart');
    await see(page).closed.waitFor();
  });
});

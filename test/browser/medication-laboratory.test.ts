import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import {
  dayAt,
  HOSTILE_COMMENT,
  HOSTILE_DRUG,
  INFECTION_TITLE,
  sendRecords,
  VITAL_TITLE,
} from './medication-laboratory-records.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, pixelsOf, tabTo, zoom200 } from './screen.ts';

jest.setTimeout(240_000);

const DOCTOR = 'test-clinic.doctor';
const TABS = {
  medication: /^(薬|Medication)$/,
  laboratory: /^(検査|Laboratory)$/,
  calendar: /^(カレンダー|Calendar)$/,
};
/** As the heading of a day: the year, and under it month and day. */
const heading = (days: number): string => dayAt(days).replace(/-0?(\d+)-0?(\d+)/, ' $1/$2');

let browser: OpenBrowser;
let region: TestRegion;
let chart: string;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  await sendRecords(region);
  const token = await region.tokenOf('test-clinic.nurse');
  type Found = { items: { patientId: string }[] };
  const { body } = await region.api<Found>('GET', '/v1/patients?localId=101', { token });
  chart = `/patients/${body.items[0]?.patientId}/chart`;
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

type Visit = Omit<Parameters<OpenBrowser['visit']>[0], 'region'>;

const open = async (tab: keyof typeof TABS, visit: Visit = {}): Promise<WatchedPage> => {
  const page = await browser.visit({ region, ...visit });
  await arrive(page, region, DOCTOR, chart);
  const button = page.getByRole('tab', { name: TABS[tab] });
  await button.waitFor();
  if (!visit.keyboardOnly) await button.click();
  return page;
};

/** Everything is read: the bar that says how far it is has gone. */
const whole = async (page: WatchedPage): Promise<void> => {
  await page.getByRole('tabpanel').getByRole('table').first().waitFor();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
};

const rowOf = (page: WatchedPage, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

describe('the drugs of two hospitals', () => {
  test('are one row each, say how long by the days prescribed, and never that they are taken', async () => {
    const page = await open('medication');
    await whole(page);
    const panel = page.getByRole('tabpanel');
    expect(await panel.textContent()).toContain('実際に服用しているかどうかは分かりません');
    const amlodipine = rowOf(page, /^.{0,2}アムロジピン錠５ｍｇ「架空」/).first();
    const said = await amlodipine.textContent();
    expect(said).toContain('TYテスト病院指示 · 調剤・払出');
    expect(said).toContain('1回量 2錠');
    expect(said).toContain('今日を含め残り18日');
    expect(said).toContain('重複の可能性');
    expect(said).toContain('今日も重なっています');
    expect(said).toContain('用量・用法の変更');
    expect(said).toContain('同じ名称で別のコードの薬があります');
    expect(await rowOf(page, '先発薬錠').textContent()).toContain('同じ指示の別の薬には記録があります');
    expect(await rowOf(page, '頓用の薬').textContent()).toContain('日数不明');
    expect(await rowOf(page, '検証用の注射薬').textContent()).toMatch(/指示 · 実施/);
    expect(await rowOf(page, '完了の記載のない注射薬').textContent()).toContain('完了の記載なし');
    expect(await rowOf(page, '拒否された注射薬').textContent()).toContain('未実施');
    expect(await panel.textContent()).toContain(HOSTILE_DRUG);
    expect(await panel.textContent()).toContain('テスト薬局: 非公開');
    await look(page, 'medication-ja');
  });

  test('are opened by a bar: the order and what was handed out beside each other', async () => {
    const page = await open('medication');
    await whole(page);
    await rowOf(page, /アムロジピン錠５ｍｇ/)
      .first()
      .getByText('2錠', { exact: false })
      .last()
      .click();
    const pane = page.getByRole('complementary');
    await pane.getByText('調剤・払い出しの記録', { exact: true }).waitFor();
    await pane.getByText('Rp 2', { exact: true }).waitFor();
    expect(await pane.getByRole('article').filter({ hasText: '指示（オーダー）' }).count()).toBeGreaterThan(0);
    await look(page, 'medication-opened-ja');
  });

  test.each(['wardPc', 'phone'] as const)('can be read, opened and counted by keyboard alone (%s)', async (device) => {
    const page = await open('medication', { device, language: 'en', keyboardOnly: true });
    await tabTo(page, page.getByRole('tab', { name: TABS.calendar }));
    await page.keyboard.press('ArrowRight');
    await whole(page);
    await tabTo(page, page.getByRole('button', { name: /アムロジピン錠５ｍｇ/ }).first());
    await page.keyboard.press('Enter');
    const table = page.getByRole('region', { name: /Prescriptions and injections of アムロジピン/ });
    await table.waitFor();
    expect(await table.textContent()).toContain('一包化');
    await noSidewaysScroll(page);
    await look(page, 'medication-en');
    await tabTo(page, table.getByRole('button', { name: 'Open the order' }).first());
    await page.keyboard.press('Enter');
    await page.getByText('Outpatient', { exact: true }).waitFor();
  });

  test('are shown over the months that are chosen', async () => {
    const page = await open('medication', { device: 'phone' });
    await whole(page);
    const january = page.getByText(`${dayAt(0).slice(0, 4)}年1月`).first();
    expect(await january.count()).toBe(0);
    await page.getByRole('radio', { name: '1年' }).check();
    await january.waitFor();
    await noSidewaysScroll(page);
    await look(page, 'medication-year-ja');
    await zoom200(page);
  });
});

describe('the results of two hospitals', () => {
  test('are joined by code and unit alone, as written, with mark and word', async () => {
    const page = await open('laboratory');
    await whole(page);
    const percent = rowOf(page, /HbA1c\(NGSP\).*%/);
    expect(await percent.count()).toBe(1);
    expect(await percent.textContent()).toContain('6.80');
    expect(await percent.textContent()).toContain('6.9');
    expect(await percent.textContent()).toContain('▲ 高');
    expect(await rowOf(page, /HbA1c\(NGSP\).*mmol\/mol/).textContent()).toContain('52');
    expect(await rowOf(page, /^グルコースをグラフに入れる|グルコース/).count()).toBe(3);
    const crp = await rowOf(page, /CRP/).textContent();
    expect(crp).toContain('08:30<0.01');
    expect(crp).toContain('仮報告');
    expect(crp).toContain('18:1012.50');
    expect(crp).toContain('▲▲ 非常に高い');
    const potassium = rowOf(page, /カリウム/);
    expect(await potassium.locator('s').textContent()).toBe('6.9');
    expect(await potassium.textContent()).toContain('訂正後');
    const panel = page.getByRole('tabpanel');
    expect(await panel.textContent()).toContain(HOSTILE_COMMENT);
    await panel.getByText('結果がまだ届いていない検査').waitFor();
    await panel.getByText('血液培養の検証').waitFor();
    await look(page, 'laboratory-ja');
  });

  test('are found by name in any width', async () => {
    const page = await open('laboratory');
    await whole(page);
    await page.getByRole('searchbox').fill('ｈｂａ１ｃ');
    await page.getByText('2項目').waitFor();
    expect(await rowOf(page, /CRP/).count()).toBe(0);
    await page.getByRole('searchbox').fill('どこにもない');
    await page.getByText('に当たる項目はありません').waitFor();
  });

  test.each([
    ['wardPc', 'ja'],
    ['phone', 'en'],
  ] as const)('are drawn where they are chosen (%s, %s)', async (device, language) => {
    const page = await open('laboratory', { device, language, reducedMotion: true });
    await whole(page);
    for (const item of ['HbA1c', 'CRP', 'クレアチニン'])
      await page
        .getByRole('checkbox', { name: new RegExp(item) })
        .first()
        .check();
    const charts = page.getByRole('img', { name: /の推移| over time/ });
    await charts.nth(2).waitFor();
    await page.locator('canvas').nth(2).waitFor();
    for (const canvas of await page.locator('canvas').all())
      expect((await pixelsOf(canvas)).distinct).toBeGreaterThan(20);
    const panel = page.getByRole('tabpanel');
    const [differs, bound] =
      language === 'ja'
        ? ['基準値が結果によって違うため、帯は描いていません。', '白抜きの点: 「<0.01」']
        : ['The reference range differs between results', 'Open points: results that are bounds, such as “<0.01”'];
    expect(await panel.textContent()).toContain(differs);
    expect(await panel.textContent()).toContain(bound);
    await page
      .getByText(/値を表で見る|The values as a table/)
      .first()
      .click();
    await noSidewaysScroll(page);
    await look(page, `laboratory-charts-${language}`);
  });

  test('are chosen and opened by keyboard alone', async () => {
    const page = await open('laboratory', { keyboardOnly: true });
    await tabTo(page, page.getByRole('tab', { name: TABS.calendar }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await whole(page);
    await tabTo(page, page.getByRole('checkbox', { name: /HbA1c/ }).first());
    await page.keyboard.press('Space');
    await page.locator('canvas').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.getByText('グラフへ（1項目）').waitFor();
    await tabTo(page, page.getByRole('button', { name: `${heading(-1)} TYテスト病院の検査結果を開く` }));
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary');
    await pane.filter({ hasText: HOSTILE_COMMENT }).waitFor();
    // Headings and items that stick lie over what scrolls under them.
    await page.getByRole('region', { name: '検査結果（項目×日）' }).evaluate((region) => region.scrollTo(0, 0));
    await page.evaluate('scrollTo(0, 0)');
    await look(page, 'laboratory-document-ja');
  });

  test('keep what was chosen while another period is read, and turn round', async () => {
    const page = await open('laboratory');
    await whole(page);
    await page.getByRole('checkbox', { name: /HbA1c/ }).first().check();
    const before = await page.getByRole('columnheader').count();
    await page.getByRole('radio', { name: '1年' }).check();
    await page.getByRole('columnheader').nth(before).waitFor();
    expect(await page.getByRole('checkbox', { name: /HbA1c/ }).first().isChecked()).toBe(true);
    const newest = page.getByRole('button', { name: `${heading(-1)} TYテスト病院の検査結果を開く` });
    const left = async () => (await newest.boundingBox())?.x ?? 0;
    const atFirst = await left();
    await page.getByRole('button', { name: /日の並び/ }).click();
    expect(await left()).toBeGreaterThan(atFirst);
  });
});

test('vital signs and infections are shown as what they are, on a narrow screen, too', async () => {
  const page = await open('calendar');
  const pane = page.getByRole('complementary');
  await page.getByTitle(VITAL_TITLE).first().click();
  await pane.getByRole('img', { name: '体温の推移' }).waitFor();
  await pane.locator('canvas').nth(2).waitFor();
  expect(await pane.textContent()).toContain('測定不能');
  await look(page, 'vital-chart-ja');
  await page.getByTitle(INFECTION_TITLE).first().click();
  await pane
    .getByRole('button', { name: new RegExp(INFECTION_TITLE) })
    .first()
    .click();
  await pane.getByText('陽性').first().waitFor();
  expect(await pane.textContent()).toContain('判定の記載なし');
  await page.setViewportSize({ width: 390, height: 844 });
  await noSidewaysScroll(page);
  await look(page, 'vital-chart-and-infection-ja');
});

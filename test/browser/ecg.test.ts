import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { TestRegion } from '../region.ts';
import { dicomObject } from '../web/contents/dicom/objects.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { alertsIn, chartOf, openFile, sendFiles } from './opened-files.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, pixelsOf, tabTo } from './screen.ts';

jest.setTimeout(240_000);

const DEMO_ECG = '12誘導心電図 安静時心電図（模型）';
const BROKEN = '波形検証〈空〉';
const PX_PER_MM = 96 / 25.4;

let browser: OpenBrowser;
let region: TestRegion;
let chart: string;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  const bytes = dicomObject({
    lines: [
      ['00100020', 'LO', '0000101'],
      ['54000100', 'SQ', Buffer.alloc(0)],
    ],
  });
  await sendFiles(region, [{ title: BROKEN, bytes, contentType: 'waveform' }]);
  chart = await chartOf(region);
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

type Visit = Omit<Parameters<OpenBrowser['visit']>[0], 'region'>;

const openEcg = async (visited: Visit = {}): Promise<{ page: WatchedPage; card: Locator }> => {
  const page = await browser.visit({ region, ...visited });
  await arrive(page, region, 'test-clinic.doctor', chart);
  await page.getByRole('grid').waitFor();
  const card = await openFile(page, DEMO_ECG);
  await card.locator('canvas').waitFor();
  return { page, card };
};
const widthOf = async (card: Locator): Promise<number> => (await card.locator('canvas').boundingBox())?.width ?? 0;

describe('a 12-lead ECG', () => {
  test('is drawn on millimetre paper in three layouts, at each speed', async () => {
    const { page, card } = await openEcg();
    const sheet = await pixelsOf(card.locator('canvas'));
    // Paper, two kinds of lines, ink, and what lies between them; mostly paper.
    expect(sheet.distinct).toBeGreaterThan(50);
    expect(sheet.mean).toBeGreaterThan(200);
    await look(page, 'ecg');
    await card.getByLabel('画面での大きさ').selectOption('100');
    expect(await widthOf(card)).toBeCloseTo((12 + 250 + 3) * PX_PER_MM, 0);
    const heights: number[] = [];
    for (const layout of ['3x4', '6x2', 'rows']) {
      await card.getByLabel('並べ方').selectOption(layout);
      heights.push((await card.locator('canvas').boundingBox())?.height ?? 0);
    }
    expect(heights).toEqual([...heights].toSorted((one, other) => one - other));
    await card.getByLabel('紙送り').selectOption('50');
    expect(await widthOf(card)).toBeCloseTo((12 + 500 + 3) * PX_PER_MM, 0);
  });

  test('is measured with the mouse', async () => {
    const { page, card } = await openEcg();
    await card.getByLabel('画面での大きさ').selectOption('100');
    const canvas = card.locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('not on the screen');
    const at = (x: number, y: number) => [box.x + x * PX_PER_MM, box.y + y * PX_PER_MM] as const;
    await page.mouse.move(...at(20, 20));
    await page.mouse.down();
    await page.mouse.move(...at(45, 10), { steps: 5 });
    await page.mouse.up();
    // 25 mm at 25 mm/s, 10 mm at 10 mm/mV.
    const said = await card.getByText(/間隔 \d+ ms/).innerText();
    const [interval, rate, amplitude] = [...said.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
    expect(Math.abs((interval ?? 0) - 1000)).toBeLessThan(25);
    expect(Math.abs((rate ?? 0) - 60)).toBeLessThan(3);
    expect(Math.abs((amplitude ?? 0) - 1)).toBeLessThan(0.05);
  });

  test('is measured by keyboard alone', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, 'test-clinic.doctor', chart);
    const card = await openFile(page, DEMO_ECG);
    await card.locator('canvas').waitFor();
    await tabTo(page, card.getByRole('region', { name: /^波形/ }));
    await page.keyboard.press('Enter');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await card.getByText(/間隔/).innerText()).toBe('間隔 800 ms · 心拍 75 /分 · 電位 0.50 mV');
    await page.keyboard.press('Escape');
    await card.getByText(/間隔/).waitFor({ state: 'detached' });
  });

  test('scrolls within its own region on a phone', async () => {
    const { page, card } = await openEcg({ device: 'phone' });
    await noSidewaysScroll(page);
    await look(page, 'ecg-phone');
    const scrolls = await card
      .getByRole('region', { name: /^波形/ })
      .evaluate((region) => region.scrollWidth > region.clientWidth);
    expect(scrolls).toBe(true);
  });
});

test('an object without curves says so', async () => {
  const page = await browser.visit({ region });
  await arrive(page, region, 'test-clinic.doctor', chart);
  const card = await openFile(page, BROKEN);
  await card.getByRole('alert').waitFor();
  expect(await alertsIn(card)).toContain('波形がファイルにありません');
});

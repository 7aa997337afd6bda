import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { pdfOf } from '../../local/demo/files/pdf.ts';
import type { TestRegion } from '../region.ts';
import { dicomObject } from '../web/contents/dicom/objects.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { HTML, hostilePdf, longPdf, pngPicture, SVG, sidewaysJpeg } from './hostile-files.ts';
import { alertsIn, chartOf, LOCAL_ID, openFile, sendFiles } from './opened-files.ts';
import { arrive } from './person.ts';
import { decodePng } from './png.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, pixelsOf } from './screen.ts';

jest.setTimeout(240_000);

const named = (name: string): string => `書類検証〈${name}〉`;
const DENSE_AND_THIN = ['鬱鬱鬱鬱鬱鬱鬱鬱', '一一一一一一一一'];

let browser: OpenBrowser;
let region: TestRegion;
let chart: string;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  const japanese = pdfOf({ title: '検証', lines: DENSE_AND_THIN });
  const encapsulatedPdf = dicomObject({
    lines: [
      ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.104.1\0'],
      ['00100020', 'LO', LOCAL_ID],
      ['00420011', 'OB', japanese],
    ],
  });
  const pdf = { contentType: 'report', mediaType: 'application/pdf' } as const;
  const png = { mediaType: 'image/png' } as const;
  await sendFiles(region, [
    { title: named('日本語'), bytes: japanese, ...pdf },
    { title: named('敵対的'), bytes: await hostilePdf(), ...pdf },
    { title: named('長い'), bytes: await longPdf(60), ...pdf },
    { title: named('切れた'), bytes: Buffer.from('%PDF-1.7\nnothing follows'), ...pdf },
    { title: named('違う種類'), bytes: HTML, ...pdf },
    { title: named('写真'), bytes: pngPicture(), ...png },
    { title: named('横向き'), bytes: await sidewaysJpeg(), mediaType: 'image/jpeg' },
    { title: named('SVG'), bytes: SVG, ...png },
    { title: named('HTML'), bytes: HTML, mediaType: 'image/jpeg' },
    { title: named('途中'), bytes: pngPicture().subarray(0, 80), ...png },
    { title: named('DICOM内'), bytes: encapsulatedPdf, contentType: 'report', mediaType: 'application/dicom' },
  ]);
  chart = await chartOf(region);
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

type Visit = Omit<Parameters<OpenBrowser['visit']>[0], 'region'>;

const visit = async (visited: Visit = {}): Promise<WatchedPage> => {
  const page = await browser.visit({ region, ...visited });
  await arrive(page, region, 'test-clinic.doctor', chart);
  await page.getByRole('grid').waitFor();
  return page;
};
const LEAST_INK = 0.5;
const close = (card: Locator) => card.getByRole('button', { name: /閉じる/ }).click();

/** How much ink stands in each line of letters: black dots, and grey ones for their share; at this size a dense letter is grey. */
const inkOf = async (canvas: Locator): Promise<number[]> => {
  const { width, height, channels, samples } = decodePng(await canvas.screenshot());
  const rows = Array.from({ length: height }, (_, row) => {
    let ink = 0;
    for (let column = 0; column < width; column += 1)
      ink += 1 - (samples[(row * width + column) * channels] ?? 255) / 255;
    return ink;
  });
  const lines: number[] = [];
  for (const [row, ink] of rows.entries()) {
    if (ink < LEAST_INK) continue;
    if ((rows[row - 1] ?? 0) < LEAST_INK) lines.push(0);
    lines.push((lines.pop() ?? 0) + ink);
  }
  return lines;
};

describe('PDF', () => {
  test('a letter of the demo is shown in Japanese, without a Japanese font on the machine or in the file', async () => {
    const page = await visit();
    const card = await openFile(page, '診療情報提供書');
    await card.locator('canvas').waitFor();
    expect((await pixelsOf(card.locator('canvas').first())).distinct).toBeGreaterThan(20);
    await look(page, 'pdf');
    await card.getByRole('button', { name: '文字だけを表示' }).click();
    await card.getByText('診療情報提供書').nth(1).waitFor();
    await look(page, 'pdf-text');
  });

  test('its letters are letters and not boxes: a dense one takes more ink than a thin one', async () => {
    const page = await visit();
    for (const name of ['日本語', 'DICOM内']) {
      const card = await openFile(page, named(name));
      const canvas = card.locator('canvas');
      await canvas.waitFor();
      const [dense = 0, thin = 0] = await inkOf(canvas);
      expect([name, thin > 20, dense > thin * 3]).toEqual([name, true, true]);
      await close(card);
    }
  });

  test('a hostile one runs nothing, opens nothing and asks nobody', async () => {
    const page = await visit();
    const card = await openFile(page, named('敵対的'));
    const canvas = card.locator('canvas');
    await canvas.waitFor();
    expect((await pixelsOf(canvas)).distinct).toBeGreaterThan(5);
    await expect(card.locator('a, iframe, embed, object, form').count()).resolves.toBe(0);
    await canvas.click({ position: { x: 60, y: 60 } });
    await card.getByRole('button', { name: '文字だけを表示' }).click();
    await card.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(page.context().pages()).toHaveLength(1);
    expect(new URL(page.url()).pathname).toBe(chart);
  });

  test('pages of a long one are drawn where they are looked at', async () => {
    const page = await visit({ device: 'phone' });
    const card = await openFile(page, named('長い'));
    await card.locator('canvas').first().waitFor();
    expect(await card.locator('canvas').count()).toBeLessThan(12);
    await noSidewaysScroll(page);
    await card.getByRole('region', { name: /PDFのページ/ }).evaluate((pages) => pages.scrollTo(0, pages.scrollHeight));
    await card.getByText('60 / 60ページ').waitFor();
    await card.locator('[data-page="60"] canvas').waitFor();
    await look(page, 'pdf-phone');
    expect(await card.locator('canvas').count()).toBeLessThan(12);
  });

  test('what is none is told in words', async () => {
    const page = await visit();
    for (const [name, says] of [
      ['切れた', '壊れているか'],
      ['違う種類', '内容が種類と一致しない'],
    ] as const) {
      const card = await openFile(page, named(name));
      await card.getByRole('alert').waitFor();
      expect(await alertsIn(card)).toContain(says);
      await close(card);
    }
  });
});

describe('photographs', () => {
  test('are shown, zoomed, moved and turned, by mouse and by keyboard', async () => {
    const page = await visit();
    const card = await openFile(page, named('写真'));
    const image = card.getByRole('img', { name: /書類検証〈写真〉.*の写真/ });
    await image.waitFor();
    expect(await image.getAttribute('src')).toMatch(/^blob:/);
    expect((await pixelsOf(image)).distinct).toBeGreaterThan(1);
    await look(page, 'photograph');
    const wide = (await image.boundingBox())?.width ?? 0;
    await card.getByRole('button', { name: '拡大' }).click();
    await card.getByText('表示倍率 125%').waitFor();
    expect((await image.boundingBox())?.width).toBeCloseTo(wide * 1.25, 0);
    await card.getByRole('application').focus();
    await page.keyboard.press('0');
    await page.keyboard.press('t');
    const turned = await image.boundingBox();
    expect((turned?.height ?? 0) / (turned?.width ?? 1)).toBeCloseTo(2, 1);
  });

  test('stand upright as the camera was held', async () => {
    const page = await visit();
    const card = await openFile(page, named('横向き'));
    const image = card.getByRole('img', { name: /横向き/ });
    await image.waitFor();
    const size = await image.evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.naturalHeight]);
    expect(size).toEqual([30, 60]);
  });

  test('a page or a drawing that only calls itself a picture is refused, and nothing of it runs', async () => {
    const page = await visit({ device: 'phone' });
    for (const [name, says] of [
      ['SVG', '内容が種類と一致しない'],
      ['HTML', '内容が種類と一致しない'],
      ['途中', '途中で切れています'],
    ] as const) {
      const card = await openFile(page, named(name));
      await card.getByRole('alert').waitFor();
      expect([name, await alertsIn(card)]).toEqual([name, expect.stringContaining(says)]);
      await close(card);
    }
  });
});

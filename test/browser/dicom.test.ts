import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { brokenPictures, foreignPicture, pictureForms, twoFrames } from './file-pictures.ts';
import { alertsIn, chartOf, openFile, sendFiles } from './opened-files.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, pixelsOf, tabTo } from './screen.ts';

jest.setTimeout(240_000);

const DEMO_CT = 'CT 胸部CT（模型）';
const FORMS = ['RLE', 'JPEG-LS', 'JPEG 2000', 'HTJ2K', 'JPEG'];
const named = (name: string): string => `画像検証〈${name}〉`;

let browser: OpenBrowser;
let region: TestRegion;
let chart: string;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  const broken = Object.entries(brokenPictures()).map(([name, { bytes }]) => [name, bytes] as const);
  const files = [
    ...Object.entries(await pictureForms()),
    ...broken,
    ['two frames', twoFrames()] as const,
    ['foreign', foreignPicture()] as const,
  ];
  await sendFiles(
    region,
    files.map(([name, bytes]) => ({ title: named(name), bytes })),
  );
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

/** Waits until something is really drawn: an event that says so is not enough, a blank canvas is a failure. */
const drawn = async (card: Locator, least = 20) => {
  const canvas = card.locator('canvas');
  await canvas.waitFor();
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const pixels = await pixelsOf(canvas);
    if (pixels.distinct >= least) return pixels;
  }
  throw new Error('Nothing was drawn');
};

const meanAfter = async (card: Locator, before: number): Promise<number> => {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const { mean } = await pixelsOf(card.locator('canvas'));
    if (Math.abs(mean - before) > 0.5) return mean;
  }
  throw new Error('The picture did not change');
};

describe('a CT of the demo region', () => {
  test('is drawn, leafed through, windowed, turned and measured by keyboard alone', async () => {
    const page = await visit();
    const card = await openFile(page, DEMO_CT);
    const first = await drawn(card);
    // The others of the series come by themselves.
    await card
      .getByText(/^\d \/ 8$/)
      .last()
      .waitFor();
    await card.getByText(/シリーズの画像を読み込んでいます/).waitFor({ state: 'detached' });
    await look(page, 'dicom-ct');

    const picture = card.getByRole('application');
    await picture.focus();
    await page.keyboard.press('Home');
    await card.getByText('1 / 8').last().waitFor();
    await page.keyboard.press('ArrowDown');
    await card.getByText('2 / 8').last().waitFor();
    const second = (await drawn(card)).mean;
    expect(second).not.toBe(first.mean);
    await page.keyboard.press('1');
    expect(await meanAfter(card, second)).toBeGreaterThan(second);
    await expect(card.getByText('WL -600 / WW 1500').count()).resolves.toBe(1);
    await page.keyboard.press('t');
    // Head first, supine: the front is on top; a quarter to the right and it is on the right.
    await page.keyboard.press('r');
    await page.keyboard.press('l');
    await page.keyboard.press('Enter');
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    const result = await card.getByRole('list', { name: 'この画像での計測' }).innerText();
    const millimetres = Number(/([\d.]+) mm/.exec(result)?.[1]);
    const zoom = Number(/(\d+)%/.exec(await card.innerText())?.[1]) / 100;
    // A hundred pixels of the screen, at 1.40625 mm for each of the picture's.
    expect(millimetres).toBeCloseTo((100 / zoom) * 1.40625, 0);
    await page.keyboard.press('Escape');
  });

  test('fits on a phone, where two fingers zoom it', async () => {
    const page = await visit({ device: 'phone' });
    const card = await openFile(page, named('uncompressed'));
    await drawn(card);
    await noSidewaysScroll(page);
    await look(page, 'dicom-phone');
    const zoomOf = async () => Number(/(\d+)%/.exec(await card.innerText())?.[1]);
    const before = await zoomOf();
    await pinch(page, card.locator('canvas'));
    expect(await zoomOf()).toBeGreaterThan(before * 1.5);
  });

  test('two lie side by side, and what is done to one does nothing to the other', async () => {
    const page = await visit();
    const older = await openFile(page, named('uncompressed'));
    const before = await drawn(older);
    // Turned to its negative it changes by far more; the letters over it may settle a little.
    const changeOf = async () => Math.abs((await pixelsOf(older.locator('canvas'))).mean - before.mean);
    const newer = await openFile(page, named('JPEG 2000'));
    await drawn(newer);
    expect(await changeOf()).toBeLessThan(2);
    await newer.getByRole('button', { name: '白黒を反転' }).click();
    await meanAfter(newer, before.mean);
    expect(await changeOf()).toBeLessThan(2);
    await newer.getByRole('button', { name: /閉じる/ }).click();
    expect(await changeOf()).toBeLessThan(2);
  });

  test('a graphics card draws the same as the processor', async () => {
    const page = await visit();
    // What Cornerstone asks to know whether there is a card; the card itself is emulated by Chromium.
    await page.addInitScript(
      "for (const Type of [WebGLRenderingContext, WebGL2RenderingContext]) { const own = Type.prototype.getParameter; Type.prototype.getParameter = function (name) { return name === 0x9246 ? 'A graphics card' : own.call(this, name); }; }",
    );
    const byProcessor = await drawn(await openFile(page, named('uncompressed')));
    await page.goto(chart);
    const card = await openFile(page, named('uncompressed'));
    const byCard = await drawn(card);
    expect(Math.abs(byCard.mean - byProcessor.mean)).toBeLessThan(2);
    await card.getByRole('button', { name: '白黒を反転' }).click();
    expect(await meanAfter(card, byCard.mean)).toBeGreaterThan(byCard.mean);
  });
});

describe('compressed pictures are decoded under the content security policy', () => {
  test('and show what the uncompressed one shows', async () => {
    const page = await visit();
    const plain = await drawn(await openFile(page, named('uncompressed')));
    for (const form of FORMS) {
      const card = await openFile(page, named(form));
      const { mean } = await drawn(card);
      expect([form, Math.abs(mean - plain.mean) < 2]).toEqual([form, true]);
      await card.getByRole('button', { name: /閉じる/ }).click();
    }
    for (const form of ['colour uncompressed', 'colour JPEG']) {
      const card = await openFile(page, named(form));
      // Two halves, red and blue, and black around them; the letters over it make the rest.
      const { mean } = await drawn(card, 3);
      expect([form, mean > 30 && mean < 120]).toEqual([form, true]);
      await card.getByRole('button', { name: /閉じる/ }).click();
    }
  });

  test('frames of one object are leafed through', async () => {
    const page = await visit();
    const card = await openFile(page, named('two frames'));
    const { mean } = await drawn(card);
    await card.getByRole('button', { name: '次の画像' }).click();
    expect(await meanAfter(card, mean)).toBeGreaterThan(mean * 1.5);
  });
});

describe('a picture that is none', () => {
  test('is told in words, and the rest of the page lives', async () => {
    const page = await visit();
    for (const [name, { says }] of Object.entries(brokenPictures())) {
      const card = await openFile(page, named(name));
      await card.getByRole('alert').waitFor({ timeout: 30_000 });
      expect([name, await alertsIn(card)]).toEqual([name, expect.stringMatching(says)]);
      await card.getByRole('button', { name: /閉じる/ }).click();
    }
    // The thread that met with nonsense decodes the next one all the same.
    await drawn(await openFile(page, named('JPEG 2000')));
    await page.getByRole('tab', { name: '病名' }).click();
    await page.getByRole('tab', { name: 'カレンダー' }).click();
    await page.getByRole('grid').waitFor();
  });

  test('another patient’s is shown with a warning that nobody misses', async () => {
    const page = await visit({ language: 'en' });
    const card = await openFile(page, named('foreign'));
    await drawn(card);
    expect(await alertsIn(card)).toMatch(/not the registered one[\s\S]*0000999[\s\S]*Other Patient[\s\S]*0000101/);
    await look(page, 'dicom-foreign');
  });
});

test('the toolbar is reached and left by keyboard, and its tools by arrows', async () => {
  const page = await visit();
  const card = await openFile(page, named('uncompressed'));
  await drawn(card);
  const tools = card.getByRole('toolbar', { name: '表示の操作' });
  await tabTo(page, tools.getByRole('button', { name: '濃度' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await tools.getByRole('button', { name: '移動' }).getAttribute('aria-pressed')).toBe('true');
  await tabTo(page, card.getByRole('application'));
});

/** Two fingers that go apart over the middle of an element. */
async function pinch(page: WatchedPage, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('not on the screen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        apart === undefined
          ? []
          : [
              { x: x - apart, y, id: 1 },
              { x: x + apart, y, id: 2 },
            ],
    });
  await touch('touchStart', 20);
  for (let apart = 25; apart <= 80; apart += 5) await touch('touchMove', apart);
  await touch('touchEnd');
}

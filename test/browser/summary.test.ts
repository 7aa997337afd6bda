import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { textOfPdf } from './pdf-text.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { look, noSidewaysScroll, print } from './screen.ts';

const DOCTOR = 'test-clinic.doctor';
const PRINTS = /\/summary-prints$/;
const LONGEST_READING_MS = 60_000;

jest.setTimeout(180_000);

let browser: OpenBrowser;
let region: TestRegion;
let noto: string;
let kaga: string;

const patientOf = async (localId: string): Promise<string> => {
  const token = await region.tokenOf(DOCTOR);
  const path = `/v1/patients?localId=${localId}`;
  const { body } = await region.api<{ items: { patientId: string }[] }>('GET', path, { token });
  return body.items[0]?.patientId ?? '';
};

beforeAll(async () => {
  region = await startDemoRegion();
  browser = await openBrowser();
  [noto, kaga] = [await patientOf('101'), await patientOf('103')];
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

const printButton = (page: Page) => page.getByRole('button', { name: /^(印刷する|Print)$/ });
const mark = (page: Page) => page.getByText(/印刷番号 evt_/).first();

type Seen = { device?: 'wardPc' | 'phone'; language?: 'ja' | 'en' };
/** The sheet, all of it read, with the browser's own print dialog counted instead of opened. */
const sheetOf = async (patientId: string, seen: Seen = {}): Promise<WatchedPage> => {
  const page = await browser.visit({ region, ...seen });
  await page.addInitScript('globalThis.prints = 0; globalThis.print = () => { globalThis.prints += 1; };');
  await arrive(page, region, DOCTOR, `/patients/${patientId}/summary`);
  await page.locator('article').waitFor();
  await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: LONGEST_READING_MS });
  return page;
};
const printsOf = (page: Page): Promise<number> => page.evaluate<number>('globalThis.prints');

describe('a summary on paper', () => {
  test('carries on every page its number, who printed it and when; the log has the same number', async () => {
    const page = await sheetOf(noto);
    await look(page, 'summary');
    const answered = page.waitForResponse(PRINTS);
    await printButton(page).dblclick();
    const { printId } = (await (await answered).json()) as { printId: string };
    await mark(page).waitFor({ state: 'attached' });
    await page.waitForFunction('globalThis.prints > 0');
    expect(await printsOf(page)).toBe(1);
    const { bytes, pages } = await print(page, 'summary');
    const texts = textOfPdf(bytes);
    expect(texts).toHaveLength(pages);
    expect(pages).toBeGreaterThan(1);
    for (const text of texts) {
      // Twice: across the page, and at its foot.
      expect(text.split(printId).length - 1).toBe(2);
      expect(text).toContain(DOCTOR);
      expect(text).toContain('テストクリニック');
      expect(text).toMatch(/2026年|20\d\d年\d+月\d+日/);
    }
    expect(texts.join('')).toMatch(/能登\s*花子/);
    expect(texts.join('')).not.toContain('この画面は印刷できません');
    const token = await region.tokenOf('ty-hospital.doctor');
    const path = `/v1/audit-events?patientId=${noto}&limit=100`;
    const { body } = await region.api<{ items: { eventId: string; eventName: string }[] }>('GET', path, { token });
    expect(body.items.filter(({ eventName }) => eventName === 'PrintSummary').map(({ eventId }) => eventId)).toEqual([
      printId,
    ]);
  });

  test('is not printed without its line in the log', async () => {
    const page = await sheetOf(noto);
    page.expectMishap(/console error: .* 503 /);
    const problem = {
      type: 'about:blank',
      status: 503,
      code: 'AUDIT_UNAVAILABLE',
      title: '記録できないため、処理を中止しました。',
      titleEn: 'Nothing can be recorded.',
    };
    await page.route(PRINTS, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await printButton(page).click();
    await page.getByText(problem.title).waitFor();
    await look(page, 'summary-refused');
    expect(await printsOf(page)).toBe(0);
    // Neither by the browser's own menu.
    const { bytes, pages } = await print(page, 'summary-refused');
    expect(pages).toBe(1);
    const [text = ''] = textOfPdf(bytes);
    expect(text).toContain('この画面は印刷できません');
    expect(text).not.toMatch(/能登|ペニシリン/);
    await page.unroute(PRINTS);
    await page.getByRole('button', { name: '再試行' }).click();
    await mark(page).waitFor({ state: 'attached' });
  });

  test('is the only screen that prints a record', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, DOCTOR);
    for (const path of ['/', `/patients/${noto}`, `/patients/${noto}/chart`, `/patients/${noto}/access-log`]) {
      await page.goto(path);
      await page.locator('main#main h1, main#main h2').first().waitFor();
      await page.waitForTimeout(500);
      const { bytes, pages } = await print(page, 'other-screen');
      expect([path, pages]).toEqual([path, 1]);
      const [text = ''] = textOfPdf(bytes);
      expect(text).toContain('この画面は印刷できません');
      expect(text).not.toMatch(/能登|ペニシリン/);
    }
  });

  test.each(['ja', 'en'] as const)('is read on a phone (%s)', async (language) => {
    const page = await sheetOf(kaga, { device: 'phone', language });
    await look(page, `summary-${language}`);
    await noSidewaysScroll(page);
    expect(await printButton(page).getAttribute('aria-disabled')).not.toBe('true');
  });
});

test('a consent withdrawn while the sheet is on the screen takes it away at the next press, and says why', async () => {
  const page = await sheetOf(kaga);
  page.expectMishap(/console error: .* 40[34] /);
  const token = await region.tokenOf('test-clinic.nurse');
  const consents = await region.api<{ items: { consentId: string; withdrawal?: unknown }[] }>(
    'GET',
    `/v1/patients/${kaga}/consents`,
    { token },
  );
  for (const { consentId } of consents.body.items) {
    const body = { reason: '本人の申し出', withdrawnBy: { who: 'patient' } };
    await region.api('POST', `/v1/patients/${kaga}/consents/${consentId}/withdrawal`, { token, body });
  }
  await printButton(page).click();
  await page.getByRole('alert').first().waitFor();
  await page.locator('article').waitFor({ state: 'detached' });
  expect(await printsOf(page)).toBe(0);
  await page.getByText(/撤回/).first().waitFor();
  await look(page, 'summary-withdrawn');
});

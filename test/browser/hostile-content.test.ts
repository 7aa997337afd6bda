import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Route } from 'playwright-core';
import type { TestRegion } from '../region.ts';
import { type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { arrive } from './person.ts';
import { LONGEST_BEGINNING_MS, startDemoRegion } from './region.ts';
import { noSidewaysScroll } from './screen.ts';

/**
 * What a source, or somebody at another facility, may write into a name, a note or a file: shown as text, or not shown, and never run. The answers are
 * the region's own, changed on their way to the page; whatever a page then runs, fetches or opens is a mishap of the test.
 */

let browser: OpenBrowser;
let region: TestRegion;
let chart: string;

const DOCTOR = 'test-clinic.doctor';
const DOCUMENT = /\/v1\/patients\/[^/]+\/documents\/[^/?]+$/;
const CONTENT = /\/v1\/patients\/[^/]+\/documents\/[^/]+\/content\?/;
const MOST_MS = 10_000;

beforeAll(async () => {
  [browser, region] = await Promise.all([openBrowser(), startDemoRegion()]);
  const token = await region.tokenOf('test-clinic.clerk');
  const { body } = await region.api<{ items: { patientId: string }[] }>('GET', '/v1/patients?localId=101', { token });
  chart = `/patients/${body.items[0]?.patientId}/chart`;
}, LONGEST_BEGINNING_MS);
afterEach(() => browser.expectNoMishaps());
afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

type Json = Record<string, unknown>;

const changed = async (page: WatchedPage, path: RegExp, change: (body: Json) => Json): Promise<void> => {
  await page.route(path, async (route: Route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change((await answer.json()) as Json) });
  });
};

/** Every document becomes one with these members. */
const becoming = (page: WatchedPage, members: Json): Promise<void> =>
  changed(page, DOCUMENT, (body) => ({ document: { ...(body['document'] as Json), ...members } }));

const opened = async (page: WatchedPage) => {
  await page.goto(chart);
  await page.locator('[role="gridcell"]:has(> span:not(.sr-only))').last().click();
  const card = page.getByRole('article').first();
  await card.waitFor();
  // A cell with several entries opens as their list.
  const inList = card.getByRole('listitem').getByRole('button').first();
  const about = card.getByText('受領', { exact: true }).or(inList).first();
  await about.waitFor();
  if (await inList.isVisible()) await inList.click();
  return page.getByRole('article').first();
};

const RLO = '\u202E';
const ZERO_WIDTH = '\u200B\uFEFF\u2060';
const NAME = {
  family: `<img src=x onerror=alert(1)>${RLO}山${ZERO_WIDTH}田`,
  given: '長'.repeat(60),
  familyKana: '<script>alert(2)</script>',
  givenKana: '"><svg/onload=alert(3)>',
};

test('a hostile name is text, reaches neither the title nor the address, and moves nothing else', async () => {
  const page = await browser.visit({ region, device: 'phone' });
  await arrive(page, region, DOCTOR);
  await changed(page, /\/v1\/patients\/[^/?]+$/, ({ patient }) => {
    const { demographics, ...rest } = patient as { demographics: Json };
    return { patient: { ...rest, demographics: { ...demographics, name: NAME } } };
  });
  await page.goto(chart);
  await page.getByRole('heading', { level: 2 }).filter({ hasText: '<img src=x onerror=alert(1)>' }).waitFor();
  await noSidewaysScroll(page);
  expect(await page.title()).toBe('診療情報 - ism-link');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['ism-link.language']);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('山');
  await page.goto(chart.replace('/chart', ''));
  await page.getByText('"><svg/onload=alert(3)>').first().waitFor();
  await noSidewaysScroll(page);
  expect(decodeURI(page.url())).not.toContain('山');
});

describe('a document', () => {
  test('a note of 100,000 lines with script and addresses in it is text, and the page still answers', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, DOCTOR);
    const lines = Array.from({ length: 100_000 }, (_, line) => `${line} 経過良好`).join('\n');
    const text = `<script>alert(1)</script> javascript:alert(2) <a href="https://evil.example/">x</a>\n${lines}`;
    await becoming(page, {
      contentType: 'physicianNote',
      title: `<b>${RLO}題</b>`,
      content: { kind: 'note', sections: [{ heading: '<h1>S</h1>', text }] },
    });
    const card = await opened(page);
    await card.getByText('<script>alert(1)</script>').waitFor();
    expect(await card.locator('a, script, b, h1').count()).toBe(0);
    const began = Date.now();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(Date.now() - began).toBeLessThan(MOST_MS);
  });

  test.each([
    ['half a million segments', 'A\r'.repeat(500_000)],
    ['a bomb of zeros', '0'.repeat(100_000_000)],
  ])('a raw message of %s is cut, and says so', async (_, message) => {
    const page = await browser.visit({ region });
    await arrive(page, region, DOCTOR);
    const rawGzip = gzipSync(message).toString('base64');
    await becoming(page, { hasRaw: true });
    await page.route(CONTENT, (route) => route.fulfill({ json: { form: 'raw', rawGzip, sha256: '0'.repeat(64) } }));
    const card = await opened(page);
    await card.getByRole('button', { name: '原文（HL7）を表示' }).click();
    const began = Date.now();
    await card.getByRole('button', { name: '原文を表示', exact: true }).click();
    await card.getByText(/先頭の[\d,]+行だけを表示しています/).waitFor();
    expect(Date.now() - began).toBeLessThan(MOST_MS);
  });

  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';
  const png = (width: number, height: number): Buffer => {
    const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
    head.writeUInt32BE(width, 16);
    head.writeUInt32BE(height, 20);
    return Buffer.concat([head, Buffer.alloc(8), Buffer.from('49454e44ae426082', 'hex')]);
  };
  const dicom = (after: Buffer): Buffer => Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), after]);
  const FILES: readonly [mediaType: string, bytes: Buffer][] = [
    ['image/png', Buffer.from(SVG)],
    ['application/pdf', Buffer.from('<html><script>alert(1)</script>')],
    ['application/pdf', Buffer.from('%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>')],
    ['image/png', png(60_000, 60_000)],
    ['application/dicom', dicom(Buffer.from('0200000055', 'hex'))],
    ['application/dicom', Buffer.from(SVG.repeat(10))],
  ];
  const PICTURE = {
    kind: 'dicom',
    studyInstanceUid: '1.2',
    seriesInstanceUid: '1.2.3',
    sopInstanceUid: '1.2.3.4',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
  };

  test('a file of another kind than it says, cut off or too large is not opened, and its card says so', async () => {
    const page = await browser.visit({ region });
    await arrive(page, region, DOCTOR);
    const address = `http://127.0.0.1:${region.port + 1}/hostile`;
    for (const [mediaType, bytes] of FILES) {
      const byteLength = bytes.length;
      const content = mediaType === 'application/dicom' ? PICTURE : undefined;
      await page.unrouteAll();
      await becoming(page, { contentType: 'image', mediaType, byteLength, hasRaw: false, content });
      const file = { form: 'file', url: address, expiresAt: '2099-01-01T00:00:00Z', mediaType, byteLength };
      await page.route(CONTENT, (route) => route.fulfill({ json: { ...file, sha256: '0'.repeat(64) } }));
      await page.route(address, (route) =>
        route.fulfill({ body: bytes, headers: { 'access-control-allow-origin': '*', 'content-type': 'text/html' } }),
      );
      const card = await opened(page);
      await card.getByText('このファイルは表示できません').waitFor();
      expect(await card.locator('img, svg, iframe, object, embed, canvas').count()).toBe(0);
    }
  }, 180_000);
});

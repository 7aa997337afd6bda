import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { expectNoMishaps, type OpenBrowser, openBrowser, type WatchedPage } from './browser.ts';
import { LONGEST_BEGINNING_MS } from './region.ts';
import { axeFaults, hasFocus, look, noSidewaysScroll, pixelsOf, pressTab, print, tabTo, zoom200 } from './screen.ts';

const STYLE =
  'body{font-size:20px;color:#000;background:#fff}canvas{display:block;position:absolute;top:200px}#drawn{top:300px}';
const page = (body: string): string =>
  `<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>試し</title><style>${STYLE}</style></head><body><main><h1>試し</h1>${body}</main></body></html>`;

const PAGES: Record<string, string> = {
  '/calm': page('<p>何も起きません</p><button>一</button> <button>二</button><script>fetch("/calm");</script>'),
  '/console': page('<script>console.error("something is wrong");</script>'),
  '/throws': page('<script>setTimeout(() => { throw new Error("thrown late"); });</script>'),
  '/rejects': page('<script>void Promise.reject(new Error("nobody caught it"));</script>'),
  '/policy': page('<p id="p">x</p><script src="/late.js"></script><img alt="" src="/picture.png">'),
  '/foreign': page('<img alt="" src="http://tracker.example/pixel.gif">'),
  '/missing': page('<script>fetch("/nothing-here");</script>'),
  '/alert': page('<script>alert("1");</script>'),
  '/given-up': page(
    '<script>const stop = new AbortController(); fetch("/calm", { signal: stop.signal }).catch(() => {}); stop.abort();</script>',
  ),
  '/faulty': page('<img src="/calm"><p style="color:#ccc">淡い文字</p>'),
  '/wide': page('<div style="width:1500px" class="table">広い表</div>'),
  '/canvas': page(
    '<canvas id="plain" width="40" height="30"></canvas><canvas id="drawn" width="40" height="30"></canvas><script>const pen = document.getElementById("drawn").getContext("2d"); for (let x = 0; x < 40; x += 1) { pen.fillStyle = `rgb(${x * 6},${x * 6},${x * 6})`; pen.fillRect(x, 0, 1, 30); }</script>',
  ),
  '/webgl': page(
    '<canvas id="drawn" width="40" height="30"></canvas><script>const gl = document.getElementById("drawn").getContext("webgl2"); gl.clearColor(1, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT);</script>',
  ),
  '/covered': page(
    '<p style="height:60px;position:relative"><button>下</button><button style="position:absolute;left:0;top:0">上</button></p>',
  ),
  '/long': page('<div style="height:3000px">長い</div>'),
};

let server: Server;
let browser: OpenBrowser;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = PAGES[request.url ?? ''];
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.url === '/policy') response.setHeader('content-security-policy', "img-src 'none'");
    response.writeHead(body === undefined && request.url !== '/late.js' ? 404 : 200).end(body ?? '');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
}, LONGEST_BEGINNING_MS);

afterEach(() => browser.expectNoMishaps());

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Opens one of the pages above, lets it do what it does, and answers what was noticed. */
async function noticed(path: string, expected: RegExp[]): Promise<{ opened: WatchedPage; kinds: string[] }> {
  const opened = await browser.visit({ region: { url } });
  await opened.goto(path, { waitUntil: 'networkidle' });
  const before = opened.mishaps();
  for (const pattern of expected) opened.expectMishap(pattern);
  return { opened, kinds: [...new Set(before.map(({ kind }) => kind))] };
}

describe('a page on which nothing happens is calm', () => {
  test.each(['/calm', '/given-up'])('%s', async (path) => {
    const { opened, kinds } = await noticed(path, []);
    expect(kinds).toEqual([]);
    await expectNoMishaps(opened);
  });
});

describe('what must not happen on a page is noticed', () => {
  test.each([
    ['/console', /something is wrong/, ['console error']],
    ['/throws', /thrown late/, ['uncaught error']],
    ['/rejects', /nobody caught it/, ['uncaught error']],
    ['/policy', /picture\.png|policy/i, ['console error', 'policy violation', 'failed request']],
    ['/foreign', /tracker\.example|ERR_NAME_NOT_RESOLVED/, ['foreign host', 'console error', 'failed request']],
    ['/missing', /404/, ['console error']],
    ['/alert', /dialog: alert 1/, ['dialog']],
  ])('%s', async (path, expected, kinds) => {
    const found = await noticed(path, [expected]);
    expect(found.kinds.toSorted()).toEqual(kinds.toSorted());
  });

  test('and fails the test that did not expect it, with its words', async () => {
    const { opened } = await noticed('/console', []);
    await expect(expectNoMishaps(opened)).rejects.toThrow(/console error: something is wrong/);
    await expect(browser.expectNoMishaps()).rejects.toThrow(/something is wrong/);
  });
});

describe('a screen is looked at', () => {
  test('axe names the rule, the element and how often', async () => {
    const opened = await browser.visit({ region: { url } });
    await opened.goto('/faulty');
    const faults = await axeFaults(opened);
    expect(faults.map((fault) => fault.split(' ')[0]).toSorted()).toEqual(['color-contrast', 'image-alt']);
    await expect(look(opened, 'harness-faulty')).rejects.toThrow(/image-alt \(critical, 1×\) img/);
  });

  test('a control that lies under another is found', async () => {
    const opened = await browser.visit({ region: { url } });
    await opened.goto('/covered');
    await expect(look(opened, 'harness-covered')).rejects.toThrow(/covered: button "下" lies under button "上"/);
  });

  test('a page without fault passes, on a phone too', async () => {
    const opened = await browser.visit({ region: { url }, device: 'phone' });
    await opened.goto('/calm');
    await look(opened, 'harness-calm');
    expect(await opened.evaluate('[innerWidth, devicePixelRatio, "ontouchstart" in window]')).toEqual([390, 2, true]);
  });

  test('sideways scrolling is found, and what sticks out is named', async () => {
    const opened = await browser.visit({ region: { url } });
    await opened.goto('/wide');
    await expect(noSidewaysScroll(opened)).rejects.toThrow(/div\.table/);
    await expect(zoom200(opened)).rejects.toThrow(/in a window of 640 px/);
    await opened.goto('/calm');
    await zoom200(opened);
    expect(opened.viewportSize()).toEqual({ width: 1280, height: 800 });
  });

  test('a canvas that nobody drew on is told from one that somebody did', async () => {
    const opened = await browser.visit({ region: { url } });
    await opened.goto('/canvas');
    expect(await pixelsOf(opened.locator('#plain'))).toEqual({ width: 40, height: 30, distinct: 1, mean: 255 });
    expect(await pixelsOf(opened.locator('#drawn'))).toEqual({ width: 40, height: 30, distinct: 40, mean: 117 });
    await opened.goto('/webgl');
    expect(await pixelsOf(opened.locator('#drawn'))).toEqual({ width: 40, height: 30, distinct: 1, mean: 85 });
  });

  test('print answers how many sheets it takes', async () => {
    const opened = await browser.visit({ region: { url } });
    await opened.goto('/long');
    expect((await print(opened, 'harness-long')).pages).toBe(3);
  });
});

describe('a journey by keyboard alone', () => {
  test('goes where Tab leads', async () => {
    const opened = await browser.visit({ region: { url }, keyboardOnly: true });
    await opened.goto('/calm');
    await pressTab(opened);
    expect(await hasFocus(opened.getByRole('button', { name: '一' }))).toBe(true);
    expect(await tabTo(opened, opened.getByRole('button', { name: '二' }))).toBe(1);
  });

  test('has no mouse', async () => {
    const opened = await browser.visit({ region: { url }, keyboardOnly: true });
    await opened.goto('/calm');
    const button = opened.getByRole('button', { name: '一' });
    expect(() => button.click()).toThrow(/by keyboard alone/);
    expect(() => button.fill('x')).toThrow(/by keyboard alone/);
    expect(() => opened.click('button')).toThrow(/by keyboard alone/);
    expect(() => opened.mouse.click(5, 5)).toThrow(/by keyboard alone/);
    await (await browser.visit({ region: { url } })).goto('/calm');
  });

  test('notices a pointer that reaches the page all the same', async () => {
    const opened = await browser.visit({ region: { url }, keyboardOnly: true });
    await opened.goto('/calm');
    const session = await opened.context().newCDPSession(opened);
    const at = { x: 30, y: 30, button: 'left', clickCount: 1 } as const;
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
    await expect(expectNoMishaps(opened)).rejects.toThrow(/mouse: pointerdown/);
    opened.expectMishap(/^mouse/);
  });
});

test('reduced motion, language and time zone are the person’s', async () => {
  const opened = await browser.visit({ region: { url }, reducedMotion: true, language: 'en' });
  await opened.goto('/calm');
  const seen = await opened.evaluate(
    '[matchMedia("(prefers-reduced-motion: reduce)").matches, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, localStorage.getItem("ism-link.language")]',
  );
  expect(seen).toEqual([true, 'en-GB', 'Asia/Tokyo', 'en']);
});

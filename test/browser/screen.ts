import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Locator, Page } from 'playwright-core';
import { axeFaults, coveredControls, widthsOf } from '../../bench/web/screen-faults.ts';
import { decodePng } from './png.ts';

export { hasFocus, pressTab, tabTo } from '../../bench/web/keys.ts';
export { axeFaults };

/** Not in the repository; a folder for each width. */
const PICTURES = join(import.meta.dirname, '..', '..', 'screenshots');

/** Writes what a person sees to `screenshots/WIDTH/NAME.png`, and throws where axe finds fault with the page or a control covers another. */
export async function look(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const { width } = page.viewportSize() ?? { width: 0 };
  const path = join(PICTURES, String(width), `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  const faults = [...(await axeFaults(page)), ...(await coveredControls(page))];
  if (faults.length > 0)
    throw new Error(`Faults of ${name} (${width} px):\n${faults.map((line) => `- ${line}`).join('\n')}`);
}

/** Throws where the page is wider than its window, and says what sticks out. */
export async function noSidewaysScroll(page: Page): Promise<void> {
  const { wanted, given, outside } = await widthsOf(page);
  if (wanted > given)
    throw new Error(`The page is ${wanted} px wide in a window of ${given} px: ${outside.join(', ')}`);
}

/** At 200 % zoom of the ward's PC, which leaves half the CSS pixels: nothing needs sideways scrolling, and what `act` does can be done there, too. */
export async function zoom200(page: Page, act: () => Promise<void> = async () => {}): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 640, height: 400 });
  try {
    await noSidewaysScroll(page);
    await act();
  } finally {
    if (before) await page.setViewportSize(before);
  }
}

/** Prints the page on A4 to `screenshots/print/NAME.pdf`. */
export async function print(page: Page, name: string): Promise<{ bytes: Buffer; pages: number }> {
  const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const folder = join(PICTURES, 'print');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.pdf`), bytes);
  return { bytes, pages: (await PDFDocument.load(bytes)).getPageCount() };
}

/** What is really drawn: size in device pixels, how many different colours, and their mean brightness (0-255). */
export type Pixels = { width: number; height: number; distinct: number; mean: number };

/** The pixels of an element as they stand on the screen, whatever drew them. */
export async function pixelsOf(target: Locator): Promise<Pixels> {
  const { width, height, channels, samples } = decodePng(await target.screenshot({ animations: 'disabled' }));
  const colours = new Set<number>();
  let sum = 0;
  for (let at = 0; at < samples.length; at += channels) {
    const [red = 0, green = red, blue = red] = channels < 3 ? [samples[at]] : samples.subarray(at, at + 3);
    colours.add((red << 16) | (green << 8) | blue);
    sum += (red + green + blue) / 3;
  }
  return { width, height, distinct: colours.size, mean: sum / (width * height) };
}

import type { Page } from 'playwright-core';
import { type Cell, median, type Section } from '../report/figures.ts';
import { DOCTOR } from './linked-patient.ts';
import { writeLongRecord } from './long-record.ts';
import { smoothnessOf, turnWheel } from './smoothness.ts';
import type { Stage } from './stage.ts';

const ENTRIES = 5000;
const OPENINGS = 5;
const SCROLL_MS = 3000;
const BUDGET = { interactiveMs: 1000, longTaskMs: 50 };

const GRID = '[role="grid"]';
/** A cell with something in it. */
const FULL_CELL = `${GRID} [role="gridcell"]:has(> span)`;
/** The cell that the keys are at. */
export const ACTIVE_CELL = `${GRID} [role="gridcell"][tabindex="0"]`;
const PERIODS = ['fortnight', 'month', 'quarter', 'year'] as const;

/** The calendar of a patient with thousands of entries. */
export async function* chart(stage: Stage): Section {
  const patientId = await stage.linkedPatient();
  await writeLongRecord(stage.place, ENTRIES);
  const page = await stage.signedIn(DOCTOR);
  const opened: number[] = [];
  for (let time = 0; time < OPENINGS; time += 1) opened.push(await openChart(page, patientId));
  yield {
    title: { ja: `${ENTRIES}件のカレンダー`, en: `The chart of a patient with ${ENTRIES} entries` },
    columns: ['ms from navigation until a key is answered', 'first, with an empty cache', 'median', 'worst'],
    rows: [
      [
        `whole page, ${OPENINGS} times`,
        { value: opened[0] ?? Number.NaN },
        { value: median(opened), atMost: BUDGET.interactiveMs },
        { value: Math.max(...opened), atMost: BUDGET.interactiveMs },
      ],
    ],
  };
  const rows: Cell[][] = [];
  for (const period of PERIODS) rows.push(...(await scrolled(page, period)));
  yield {
    title: { ja: 'スクロール', en: `Scrolling through it for ${SCROLL_MS / 1000} s` },
    columns: ['', 'long tasks', 'longest ms', 'of the processor', 'frame p95 ms', 'frames'],
    rows,
    notes: [
      `a long task takes more than ${BUDGET.longTaskMs} ms (W3C Long Tasks); “again” is over what has been loaded`,
    ],
  };
  await page.context().close();
}

/** From the navigation to the moment at which a cell with contents is there and an arrow key has moved to the next one, milliseconds. */
async function openChart(page: Page, patientId: string): Promise<number> {
  await page.goto(`/patients/${patientId}/chart`, { waitUntil: 'commit' });
  await page.locator(FULL_CELL).first().waitFor();
  const active = page.locator(ACTIVE_CELL);
  await active.focus();
  const before = await active.getAttribute('data-column');
  await page.keyboard.press('ArrowLeft');
  const answered = await page.waitForFunction(
    `document.activeElement?.matches('${ACTIVE_CELL}') && document.activeElement.dataset.column !== '${before}' && performance.now()`,
  );
  return (await answered.jsonValue()) as number;
}

async function scrolled(page: Page, period: (typeof PERIODS)[number]): Promise<Cell[][]> {
  await page.locator(`input[type="radio"][value="${period}"]`).check({ force: true });
  const box = await page.locator(GRID).locator('..').boundingBox();
  if (!box) throw new Error('The calendar is not there');
  const at = { x: box.x + box.width * 0.7, y: box.y + box.height / 2 };
  const rows: Cell[][] = [];
  for (const [name, x] of [
    [period, -120],
    [`${period}, again`, 120],
  ] as const) {
    const seen = await smoothnessOf(page, () => turnWheel(page, { at, x, forMs: SCROLL_MS }));
    rows.push([
      name,
      { value: seen.longTasks, atMost: 0 },
      { value: seen.longestMs, atMost: BUDGET.longTaskMs },
      { value: seen.longestProcessorMs, digits: 1 },
      { value: seen.frameP95Ms, digits: 1 },
      { value: seen.frames },
    ]);
  }
  return rows;
}

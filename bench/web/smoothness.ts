import type { CDPSession, Page } from 'playwright-core';
import { percentile } from '../report/figures.ts';

/** What the page's main thread did for a while, milliseconds. */
export type Smoothness = {
  /** More than 50 ms by the clock (W3C Long Tasks), whatever else the machine did meanwhile. */
  longTasks: number;
  longestMs: number;
  /** Of the processor's own time in one task. */
  longestProcessorMs: number;
  frameP95Ms: number;
  frames: number;
};

const BEGIN = `(() => {
  const seen = { tasks: [], frames: [], isOver: false };
  globalThis.benchSeen = seen;
  seen.observer = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration)));
  seen.observer.observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now) => {
    seen.frames.push(now - last);
    last = now;
    if (!seen.isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

const END = `(() => {
  const seen = globalThis.benchSeen;
  seen.isOver = true;
  seen.tasks.push(...seen.observer.takeRecords().map(({ duration }) => duration));
  seen.observer.disconnect();
  return { tasks: seen.tasks, frames: seen.frames.slice(1) };
})()`;

/** Watches the main thread's tasks and the time between frames while something is done. */
export async function smoothnessOf(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own');
  const session = await browser.newBrowserCDPSession();
  await session.send('Tracing.start', { categories: TASKS, transferMode: 'ReportEvents' });
  await page.evaluate(BEGIN);
  await act();
  const { tasks, frames } = await page.evaluate<{ tasks: number[]; frames: number[] }>(END);
  const longestProcessorMs = await longestTask(session);
  await session.detach();
  return {
    longTasks: tasks.length,
    longestMs: Math.max(0, ...tasks),
    longestProcessorMs,
    frameP95Ms: percentile(frames, 0.95),
    frames: frames.length,
  };
}

const TASKS = 'disabled-by-default-devtools.timeline';
/** An event of a trace; `tdur`: microseconds of the thread's own time. */
type TraceEvent = { name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } };

/** Ends the trace. Answers the longest task of a page's main thread, in milliseconds of processor time. */
async function longestTask(session: CDPSession): Promise<number> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = events.filter((event) => event.name === 'RunTask' && pages.has(threadOf(event)));
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}

type Turn = { at: { x: number; y: number }; x?: number; y?: number; forMs: number };

/** Turns the wheel over a place, sideways or down, as a hand does: a notch every 16 ms. */
export async function turnWheel(page: Page, { at, x = 0, y = 0, forMs }: Turn): Promise<void> {
  await page.mouse.move(at.x, at.y);
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const begun = performance.now();
    await page.mouse.wheel(x, y);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 16 - (performance.now() - begun))));
  }
}

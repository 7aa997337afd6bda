import { type Cell, percentile } from '../report/figures.ts';
import type { Recorder } from '../spending/recorder.ts';

const SAMPLES = 150;
const WARM_UP = 10;
/** Flat is what a question costs in units; its time may differ this much. */
const FLAT = 1.5;

/** What one question cost a network: milliseconds, and read units a request. */
export type Asked = { p50: number; p95: number; units: number };
type Sized = { patients: number; records: number; seconds: number };

/**
 * Every network in turn, so that whatever else the machine does meets all of them alike. `ask` answers milliseconds; `count`: requests that are
 * measured, each network's.
 */
export async function askInTurn<N extends { recorder: Recorder }>(
  networks: readonly N[],
  ask: (network: N, n: number) => Promise<number>,
  count = SAMPLES,
): Promise<Asked[]> {
  const samples = networks.map((): number[] => []);
  for (let n = 0; n < WARM_UP + count; n += 1) {
    for (const [index, network] of networks.entries()) {
      if (n === WARM_UP) network.recorder.take();
      const ms = await ask(network, n);
      if (n >= WARM_UP) samples[index]?.push(ms);
    }
  }
  return networks.map(({ recorder }, index) => {
    const units = recorder.take().reduce((sum, call) => sum + call.readUnits, 0) / count;
    const times = samples[index] ?? [];
    return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), units };
  });
}

/** `100k` */
export const thousands = (count: number): string => `${count / 1000}k`;

export const columnsBySize = (networks: readonly Sized[]): string[] =>
  networks.flatMap(({ patients }) => [`${thousands(patients)}: p50 ms`, 'p95', 'read units']);

export const cellsBySize = (asked: readonly Asked[]): Cell[] =>
  asked.flatMap(({ p50, p95, units }, at): Cell[] => [
    { value: p50, digits: 1, ...(at > 0 && asked[0] && { atMost: asked[0].p50 * FLAT }) },
    { value: p95, digits: 1 },
    { value: units, digits: 2 },
  ]);

export const notesOfSizes = (networks: readonly Sized[]): string[] => [
  ...networks.map(
    ({ patients, records, seconds }) =>
      `${thousands(patients)} patients: ${records.toLocaleString('en')} records, made and opened in ${Math.round(seconds)} s`,
  ),
  `${SAMPLES} requests each where nothing else is said, the sizes in turn, the deed in one process with the store beside it; p50 within ${FLAT} times the smallest's`,
];

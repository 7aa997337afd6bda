import { parseAndNormalise } from '../../agent/normalise/index.ts';
import type { Table } from '../report/figures.ts';
import type { StoredMessage } from '../world/messages.ts';

const PASSES = 3;
const BUDGET = 5000;

/**
 * Messages a second that one core parses and normalises: by the processor's own time, so that what else the machine does hardly counts.
 * The first pass warms up.
 */
export function parseRate(messages: readonly StoredMessage[]): Table {
  passOver(messages);
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (let pass = 0; pass < PASSES; pass += 1) passOver(messages);
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedAt) / 1000;
  const count = messages.length * PASSES;
  const bytes = messages.reduce((sum, message) => sum + message.bytes.length, 0) * PASSES;
  const cpuSeconds = (user + system) / 1_000_000;
  return {
    title: { ja: 'SS-MIX2の読み取り', en: 'SS-MIX2: parse and normalise' },
    columns: ['messages', 'messages/s a core', 'MB/s', 'by the clock'],
    rows: [
      [
        `${messages.length} × ${PASSES}`,
        { value: count / cpuSeconds, atLeast: BUDGET },
        { value: bytes / 1e6 / cpuSeconds, digits: 1 },
        { value: count / seconds },
      ],
    ],
    notes: ["a second of a core is a second of the process's own processor time, garbage collection included"],
  };
}

function passOver(messages: readonly StoredMessage[]): void {
  for (const { bytes, fileName } of messages) {
    const result = parseAndNormalise(bytes, fileName);
    if (!result.ok) throw new Error(`${fileName}: ${result.rejection.code}`);
  }
}

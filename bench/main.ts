/** `npm run bench`: the figures of this system beside their budgets. Figures never fail it; only what breaks does. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { inspect } from 'node:util';
import { buildStale } from '../local/build/build.ts';
import { type BenchOptions, readOptions, type SectionName, USAGE, UsageProblem } from './options.ts';
import { overIn, type Section, type Table } from './report/figures.ts';
import { LEGEND, printed } from './report/print.ts';
import { bundles } from './sections/bundles.ts';
import { ingest } from './sections/ingest.ts';
import { operations } from './sections/operations.ts';
import { pdq } from './sections/pdq.ts';
import { scale } from './sections/scale.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const MEASURED: Record<SectionName, (options: BenchOptions) => Section> = {
  bundles,
  operations,
  ingest,
  scale,
  pdq,
};

async function main(options: BenchOptions): Promise<void> {
  const startedAt = new Date();
  await buildStale((name) => say(`building ${name}`));
  say(`${startedAt.toISOString()}  Node ${process.version}  ${machine()}  ${LEGEND}`);
  const tables: Table[] = [];
  for (const name of options.sections) {
    for await (const table of MEASURED[name](options)) {
      tables.push(table);
      say(printed(table));
    }
  }
  const over = tables.flatMap(overIn);
  say(`\n## 予算超過 / Over budget: ${over.length}\n${over.map((line) => `- ${line}`).join('\n')}`);
  if ((loadavg()[0] ?? 0) > 2 * availableParallelism())
    say('他の処理で混んでいました。時間は上限とみてください。 / The machine was busy: take times as upper bounds.');
  say(`${Math.round((Date.now() - startedAt.getTime()) / 1000)} s, ${machine()}`);
  if (options.jsonFile !== undefined) {
    const report = { startedAt: startedAt.toISOString(), node: process.version, machine: machine(), tables, over };
    writeFileSync(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
}

/** A busy machine measures itself: the load of the last minute stands beside the figures. */
const machine = (): string => `${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(USAGE);
  else await main(options);
} catch (error) {
  const isUsage = error instanceof UsageProblem;
  process.stderr.write(isUsage ? `${error.message}\n\n${USAGE}` : `${inspect(error)}\n`);
  process.exitCode = isUsage ? 64 : 1;
}

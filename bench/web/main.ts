/** `npm run bench:web`: how the front end feels, in figures beside their budgets. Figures never fail it; only what breaks does. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { inspect, parseArgs } from 'node:util';
import { buildStale } from '../../local/build/build.ts';
import { overIn, type Section, type Table } from '../report/figures.ts';
import { LEGEND, printed } from '../report/print.ts';
import { chart } from './chart.ts';
import { emergency } from './emergency.ts';
import { firstView } from './first-view.ts';
import { pictures } from './pictures.ts';
import { screens } from './screens.ts';
import { Stage } from './stage.ts';

const SECTIONS: Record<string, (stage: Stage) => Section> = {
  'first-view': firstView,
  pictures,
  emergency,
  screens,
  // Last: it fills the record of the patient that the others look at.
  chart,
};

const USAGE = `npm run bench:web -- [${Object.keys(SECTIONS).join(' | ')} …] [--json FILE]

  ${Object.keys(SECTIONS).join(' | ')}   測る項目(既定は全部)  what to measure (default: everything)
  --json FILE      数値をJSONでも書く  writes the figures as JSON too
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measure(names: readonly string[]): Promise<Table[]> {
  await buildStale((name) => say(`building ${name}`));
  say(`${new Date().toISOString()}  Node ${process.version}  ${machine()}  ${LEGEND}`);
  const tables: Table[] = [];
  const stage = await Stage.open();
  try {
    for (const name of names)
      for await (const table of SECTIONS[name]?.(stage) ?? []) {
        tables.push(table);
        say(printed(table));
      }
  } finally {
    await stage.close();
  }
  return tables;
}

/** A busy machine measures itself: the load of the last minute stands beside the figures. */
const machine = (): string => `${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`;

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const unknown = positionals.filter((name) => !(name in SECTIONS));
  if (values.help || unknown.length > 0) {
    say(USAGE);
    if (unknown.length > 0) process.exitCode = 64;
    return;
  }
  const tables = await measure(positionals.length > 0 ? positionals : Object.keys(SECTIONS));
  const over = tables.flatMap(overIn);
  say(`\n## 予算超過 / Over budget: ${over.length}\n${over.map((line) => `- ${line}`).join('\n')}`);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine: machine(), tables, over }, null, 2)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${inspect(error)}\n`);
  process.exitCode = 1;
}

/** `npm start`: the whole network on this machine. */
import { join } from 'node:path';
import type { Sentence } from '../schemas/primitives.ts';
import { type Account, printRegion } from './announce.ts';
import { buildStale } from './build/build.ts';
import { claimDataDir } from './data-dir/claim.ts';
import { readPrivateJson, writePrivateJson } from './data-dir/private-file.ts';
import { EXIT, StartProblem } from './data-dir/problem.ts';
import { readStartOptions, START_USAGE, type StartOptions } from './options.ts';
import { assertPortsFree } from './ports.ts';
import { Progress } from './progress.ts';
import { type StartedRegion, startRegion } from './region.ts';

// Lambda's clock is UTC. Whatever zone this machine is in, a date that depends on it must go wrong here as it would there.
process.env['TZ'] = 'UTC';
// What is written here is health records, if only synthetic ones: nobody else on this machine reads them.
process.umask(0o077);

const stopping = new AbortController();

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(START_USAGE);
  listenForTheEnd();
  await assertPortsFree(options.port);
  // Before the build, which may take a while.
  claimDataDir(options.dataDir);
  await buildStale((name) => say({ ja: `ビルドしています: ${name}`, en: `Building: ${name}` }));
  const region = await startRegion(options);
  stopping.signal.addEventListener('abort', () => void stop(region), { once: true });
  if (stopping.signal.aborted) return stop(region);
  const accounts = await loadOnce(region, options);
  if (stopping.signal.aborted) return;
  region.markLoaded();
  printRegion(region, accounts);
}

type Loaded = { empty: boolean; at: string };

/** Loads the demo when the directory is new. A load that was interrupted goes on: it is finished only when this file says so. */
async function loadOnce(region: StartedRegion, options: StartOptions): Promise<Account[]> {
  const loadedFile = join(region.dataDir, 'loaded.json');
  const accountsFile = join(region.dataDir, 'accounts.json');
  const loaded = readPrivateJson<Loaded>(loadedFile);
  const known = readPrivateJson<Account[]>(accountsFile);
  if (loaded && known) return known;
  const { loadDemo } = await import('./demo/load.ts');
  const progress = new Progress(process.stderr);
  const empty = loaded?.empty ?? options.empty;
  const accounts = await loadDemo(region, { empty, progress: (done, total, what) => progress.show(done, total, what) });
  progress.end();
  writePrivateJson(accountsFile, accounts);
  writePrivateJson(loadedFile, { empty, at: new Date().toISOString() } satisfies Loaded);
  return accounts;
}

function listenForTheEnd(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  // The parent that started us by bootstrap is gone, perhaps killed: nobody would be left to end us.
  process.on('disconnect', () => stopping.abort());
  process.channel?.unref();
}

const LONGEST_STOP_MILLISECONDS = 15_000;

async function stop(region: StartedRegion): Promise<void> {
  setTimeout(() => process.exit(EXIT.internal), LONGEST_STOP_MILLISECONDS).unref();
  say({ ja: '終了します', en: 'Stopping' });
  await region.close().catch((error: unknown) => fail(error));
  process.exit(process.exitCode ?? 0);
}

const say = ({ ja, en }: Sentence): void => void process.stderr.write(`${ja} / ${en}\n`);

function fail(error: unknown): void {
  if (error instanceof StartProblem) {
    process.stderr.write(`${error.says.ja}\n${error.says.en}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = EXIT.internal;
  }
}

try {
  await main();
} catch (error) {
  // Whatever the loading was doing when the region was told to stop, the stop is what matters.
  if (!stopping.signal.aborted) {
    fail(error);
    process.exit(process.exitCode);
  }
}

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from '../local/announce.ts';
import { readPrivateJson } from '../local/data-dir/private-file.ts';
import { isFree } from '../local/ports.ts';
import type { RunningRegion } from '../local/running-region.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_START_MS = 120_000;

export type Region = Omit<RunningRegion, 'close'>;
export type BenchRegion = { region: Region; accounts: Account[]; close(): Promise<void> };

/** An empty region as `npm start -- --empty` runs it, in a process and a temporary directory of its own. */
export async function startBenchRegion(): Promise<BenchRegion> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ism-link-bench-'));
  const port = await freePortPair();
  const argv = [join(ROOT, 'local', 'main.ts'), '--empty', '--port', String(port), '--data', dataDir];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...argv], {
    cwd: ROOT,
    // The channel ends the region when this process is gone.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  const deadline = Date.now() + LONGEST_START_MS;
  while (!(await isReady(port))) {
    if (child.exitCode === null && child.signalCode === null && Date.now() < deadline) await wait(50);
    else {
      await close();
      throw new Error(`The region did not start: ${said}`);
    }
  }
  const region = readPrivateJson<Region>(join(dataDir, 'region.json'));
  const accounts = readPrivateJson<Account[]>(join(dataDir, 'accounts.json'));
  if (region && accounts) return { region, accounts, close };
  await close();
  throw new Error('The region left no description of itself');
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.status === 200,
    () => false,
  );

/** A free port whose successor is free too; below the range from which the kernel takes ports for clients. */
async function freePortPair(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 16_000) * 2;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

/** A facility's own system. Throws where it has none. */
export function systemOf({ region }: Pick<BenchRegion, 'region'>, facilityId: string): Region['systems'][number] {
  const system = region.systems.find((one) => one.facilityId === facilityId);
  if (!system) throw new Error(`${facilityId} has no system`);
  return system;
}

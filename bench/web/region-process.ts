import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isFree } from '../../local/ports.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LONGEST_START_MS = 300_000;

export type Setup = { port: number; dataDir: string; argv?: string[]; env?: Record<string, string> };

/** A region in a process of its own, as `npm start` runs it. It ends with the process that started it. */
export class RegionProcess {
  readonly #child: ChildProcess;
  #printed = '';

  private constructor({ port, dataDir, argv = [], env = {} }: Setup) {
    const own = [join(ROOT, 'local', 'main.ts'), '--port', String(port), '--data', dataDir];
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...own, ...argv], {
      cwd: ROOT,
      // The channel ends the region when this process is gone.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
    });
    for (const output of [this.#child.stdout, this.#child.stderr])
      output?.on('data', (chunk: Buffer) => (this.#printed += chunk.toString('utf8')));
  }

  /** Starts it and waits until `/healthz` says 200. Throws with what it printed where it ended before. */
  static async start(setup: Setup): Promise<RegionProcess> {
    const started = new RegionProcess(setup);
    const deadline = Date.now() + LONGEST_START_MS;
    while (!(await isReady(setup.port))) {
      if (started.#hasEnded) throw new Error(`The region ended (${started.#child.exitCode}): ${started.#printed}`);
      if (Date.now() > deadline) {
        await started.end('SIGKILL');
        throw new Error(`The region is not ready: ${started.#printed}`);
      }
      await wait(50);
    }
    return started;
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** `SIGKILL` as a power cut would: no signal handler runs. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#hasEnded) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.status === 200,
    () => false,
  );

/** A port that is free together with the one above it. Below the range from which the kernel takes ports for clients. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 16_000) * 2;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { LogFile } from './log-file.ts';
import { FLUSH, type Invocation, type WorkerMessage, type WorkerSetup } from './messages.ts';
import type { FunctionSpec } from './spec.ts';

/** What became of one event. `payload` is JSON; the error types are Lambda's own. */
export type Outcome =
  | { kind: 'done'; payload: string }
  | { kind: 'failed'; errorType: string; errorMessage: string }
  | { kind: 'throttled' };

export type InstanceSetup = {
  spec: FunctionSpec;
  worker: WorkerSetup;
  environment: Record<string, string>;
  log: LogFile;
};

const FLUSH_MILLISECONDS = 300;

/** One execution environment: a thread with the function's code, that takes one event at a time. */
export class Instance {
  readonly #worker: Worker;
  readonly #spec: FunctionSpec;
  readonly #log: LogFile;
  readonly ready: Promise<void>;
  readonly #printed: Promise<unknown>;
  #settle: ((outcome: Outcome) => void) | undefined;
  #loaded = false;
  #dead = false;
  /** When it last became idle, in milliseconds since 1970. */
  idleSince = Date.now();

  constructor({ spec, worker, environment, log }: InstanceSetup, onDeath: (instance: Instance) => void) {
    this.#spec = spec;
    this.#log = log;
    this.#worker = new Worker(join(import.meta.dirname, 'runtime.ts'), {
      workerData: worker,
      env: environment,
      name: spec.name,
      stdout: true,
      stderr: true,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: spec.memoryMegabytes },
    });
    this.#printed = Promise.all([log.take(this.#worker.stdout, 'INFO'), log.take(this.#worker.stderr, 'ERROR')]);
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') this.#begin(message.initMilliseconds, resolve);
        else if (message.kind !== 'flushed') this.#end(message);
      });
      this.#worker.on('error', (error: unknown) => this.#crash(error, reject));
      this.#worker.on('exit', (code) => {
        this.#crash(new Error(`Runtime exited with code ${code}`), reject);
        onDeath(this);
      });
    });
    // The pool tells a failure to load to the event that caused the start; nobody may be waiting here.
    this.ready.catch(() => {});
  }

  /** Loaded, alive and without an event. */
  get free(): boolean {
    return this.#loaded && !this.#dead && this.#settle === undefined;
  }

  /** Hands one event to a free instance and waits for its outcome, at most for the function's timeout, which then ends the instance. */
  async invoke(invocation: { requestId: string; event: string }): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#settle = resolve;
    const deadline = Date.now() + this.#spec.timeoutSeconds * 1000;
    const timer = setTimeout(() => this.#timeOut(invocation.requestId), this.#spec.timeoutSeconds * 1000);
    this.#worker.postMessage({ ...invocation, deadline } satisfies Invocation);
    const outcome = await promise;
    clearTimeout(timer);
    return outcome;
  }

  async end(): Promise<void> {
    this.#dead = true;
    const flushed = Promise.withResolvers<void>();
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'flushed') flushed.resolve();
    });
    this.#worker.once('exit', () => flushed.resolve());
    this.#worker.postMessage(FLUSH);
    // A thread in an endless loop never hears of it.
    await Promise.race([flushed.promise, wait(FLUSH_MILLISECONDS, undefined, { ref: false })]);
    await this.#worker.terminate();
    await this.#printed;
  }

  #begin(initMilliseconds: number, resolve: () => void): void {
    this.#log.write({
      level: 'INFO',
      type: 'platform.initRuntimeDone',
      initMilliseconds: Math.round(initMilliseconds),
    });
    this.#loaded = true;
    resolve();
  }

  #end(message: Exclude<WorkerMessage, { kind: 'ready' | 'flushed' }>): void {
    if (message.kind === 'done') return this.#finish({ kind: 'done', payload: message.payload });
    const { requestId, errorType, errorMessage, trace } = message;
    this.#log.write({ level: 'ERROR', type: 'Invoke Error', requestId, errorType, errorMessage, trace });
    this.#finish({ kind: 'failed', errorType, errorMessage });
  }

  #crash(error: unknown, reject: (error: unknown) => void): void {
    reject(error);
    if (this.#dead) return;
    this.#dead = true;
    const errorMessage = error instanceof Error ? error.message : String(error);
    this.#log.write({
      level: 'ERROR',
      type: 'platform.crash',
      errorMessage,
      trace: error instanceof Error ? error.stack : undefined,
    });
    this.#finish({ kind: 'failed', errorType: 'Runtime.ExitError', errorMessage });
  }

  #timeOut(requestId: string): void {
    const errorMessage = `${requestId} Task timed out after ${this.#spec.timeoutSeconds.toFixed(2)} seconds`;
    this.#log.write({ level: 'ERROR', type: 'platform.timeout', requestId, errorMessage });
    this.#finish({ kind: 'failed', errorType: 'Sandbox.Timedout', errorMessage });
    void this.end();
  }

  #finish(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    this.idleSince = Date.now();
    settle?.(outcome);
  }
}

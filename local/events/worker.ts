import type { LogFile } from '../functions/log-file.ts';
import type { FunctionPool } from '../functions/pool.ts';
import type { Bus, NewEvent } from './bus.ts';
import type { Retries } from './invoke-config.ts';
import type { Job, Journal } from './journal.ts';
import type { ScanTarget } from './scanner.ts';

export type WorkerParts = {
  journal: Journal;
  bus: Bus;
  functions: Map<string, FunctionPool>;
  retriesOf: (functionArn: string) => Retries;
  scan: (target: ScanTarget) => Promise<NewEvent | undefined>;
  log: LogFile;
};

/** Lambda waits a minute before the first retry and two before the second; nobody wants to wait so long here. */
const RETRY_MILLISECONDS = [1_000, 10_000];
const SCAN_RETRY_MILLISECONDS = 2_000;
const IDLE_MILLISECONDS = 1_000;
/** More at a time would only compete with the requests that people wait for. */
const AT_ONCE = 4;

/** Does what the journal says: scans objects, hands events to functions. A job ends only when it is done, so a kill repeats it. */
export class EventWorker {
  readonly #parts: WorkerParts;
  readonly #running = new Set<Promise<void>>();
  readonly #busy = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.wake();
  }

  /** Looks for work now instead of at the next tick. */
  wake(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    const room = AT_ONCE - this.#running.size;
    const jobs = room > 0 ? this.#parts.journal.dueJobs(AT_ONCE * 2).filter((job) => !this.#busy.has(job.id)) : [];
    for (const job of jobs.slice(0, room)) this.#begin(job);
    this.#timer = setTimeout(() => this.wake(), IDLE_MILLISECONDS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#running);
  }

  #begin(job: Job): void {
    this.#busy.add(job.id);
    const run = this.#do(job).finally(() => {
      this.#busy.delete(job.id);
      this.#running.delete(run);
      this.wake();
    });
    this.#running.add(run);
  }

  async #do(job: Job): Promise<void> {
    if (job.kind === 'scan') await this.#scan(job);
    else await this.#deliver(job);
  }

  async #scan(job: Job): Promise<void> {
    const { journal, bus, scan, log } = this.#parts;
    const target = JSON.parse(job.body) as ScanTarget;
    try {
      const verdict = await scan(target);
      journal.finishJob(job.id, verdict ? bus(verdict) : []);
    } catch (error) {
      log.write({ level: 'ERROR', type: 'scan', versionId: target.versionId, errorType: (error as Error).name });
      journal.postponeJob(job.id, SCAN_RETRY_MILLISECONDS);
    }
  }

  async #deliver(job: Job): Promise<void> {
    const { journal, functions, log } = this.#parts;
    const outcome = (await functions.get(job.target)?.invoke(job.body)) ?? {
      kind: 'failed',
      errorType: 'ResourceNotFound',
      errorMessage: '',
    };
    if (outcome.kind === 'done') return journal.finishJob(job.id);
    if (outcome.kind === 'throttled') return journal.postponeJob(job.id, RETRY_MILLISECONDS[0] ?? 0);
    const retries = this.#parts.retriesOf(job.target);
    const isExhausted = job.attempts >= retries.maximumRetries;
    log.write({
      level: 'ERROR',
      type: 'deliver',
      target: job.target,
      attempt: job.attempts + 1,
      errorType: outcome.errorType,
    });
    if (!isExhausted && Date.now() - job.createdAt < retries.maximumAgeMilliseconds) {
      return journal.postponeJob(job.id, RETRY_MILLISECONDS[job.attempts] ?? RETRY_MILLISECONDS.at(-1) ?? 0);
    }
    const letter = failureRecord(job, { condition: isExhausted ? 'RetriesExhausted' : 'EventAgeExceeded', ...outcome });
    journal.buryJob(job.id, retries.deadLetters ? { queue: retries.deadLetters, body: letter } : undefined);
  }
}

/** What Lambda writes to an on-failure destination (developer guide, "Capturing records of asynchronous invocations"). */
const failureRecord = (job: Job, why: { condition: string; errorType: string; errorMessage: string }): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      functionArn: `${job.target}:$LATEST`,
      condition: why.condition,
      approximateInvokeCount: job.attempts + 1,
    },
    requestPayload: JSON.parse(job.body) as unknown,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: why.errorType, errorMessage: why.errorMessage },
  });

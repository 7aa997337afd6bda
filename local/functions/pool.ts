import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Instance, type InstanceSetup, type Outcome } from './instance.ts';

/** Instances do little but wait for the store; more of them than this only compete for the processors. */
const MAXIMUM_INSTANCES = Math.max(4, availableParallelism() * 2);
/** An instance costs some 0.2 s of a processor to start: it is started only when events have waited this long. */
const PATIENCE_MILLISECONDS = 25;
const IDLE_MILLISECONDS = 60_000;
/** Lambda's limit for a synchronous answer. */
const MAXIMUM_ANSWER_BYTES = 6 * 1024 * 1024;

type Waiting = { requestId: string; event: string; since: number; settle: (outcome: Outcome) => void };

/** The instances of one function: grows while events wait, shrinks when idle, replaces what died. */
export class FunctionPool {
  readonly #setup: InstanceSetup;
  readonly #instances = new Set<Instance>();
  readonly #waiting: Waiting[] = [];
  readonly #maximum: number;
  readonly #tidying: NodeJS.Timeout;
  #growing: NodeJS.Timeout | undefined;
  #starting = 0;
  #closed = false;

  constructor(setup: InstanceSetup) {
    this.#setup = setup;
    this.#maximum = Math.min(MAXIMUM_INSTANCES, setup.spec.reservedConcurrency ?? MAXIMUM_INSTANCES);
    this.#tidying = setInterval(() => this.#shrink(), IDLE_MILLISECONDS / 4).unref();
  }

  get name(): string {
    return this.#setup.spec.name;
  }

  get arn(): string {
    return this.#setup.spec.arn;
  }

  /** Starts the first instance, so that a function that cannot load is known before somebody calls it. */
  async warm(): Promise<void> {
    if (this.#instances.size === 0) this.#start();
    await [...this.#instances][0]?.ready;
  }

  /** Hands an event (JSON) to an instance, waiting for one if need be. */
  invoke(event: string, requestId: string = randomUUID()): Promise<Outcome> {
    if (this.#closed) return Promise.resolve({ kind: 'throttled' });
    return new Promise((settle) => {
      this.#waiting.push({ requestId, event, since: Date.now(), settle });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#tidying);
    clearTimeout(this.#growing);
    for (const waiting of this.#waiting.splice(0)) waiting.settle({ kind: 'throttled' });
    await Promise.all([...this.#instances].map((instance) => instance.end()));
  }

  #dispatch(): void {
    for (const instance of this.#instances) {
      if (!instance.free) continue;
      const next = this.#waiting.shift();
      if (!next) return;
      void this.#run(instance, next);
    }
    if (this.#waiting.length > 0) this.#consider();
  }

  async #run(instance: Instance, { requestId, event, settle }: Waiting): Promise<void> {
    const outcome = await instance.invoke({ requestId, event });
    settle(refuseTooLarge(outcome));
    this.#dispatch();
  }

  /** Grows by one instance at a time, and only while events have waited long enough. */
  #consider(): void {
    if (this.#closed || this.#starting > 0 || this.#instances.size >= this.#maximum) return;
    if (this.#instances.size === 0) return this.#start();
    this.#growing ??= setTimeout(() => {
      this.#growing = undefined;
      const oldest = this.#waiting[0];
      if (!oldest) return;
      if (Date.now() - oldest.since >= PATIENCE_MILLISECONDS) this.#start();
      else this.#consider();
    }, PATIENCE_MILLISECONDS);
  }

  #start(): void {
    const instance = new Instance(this.#setup, (dead) => this.#bury(dead));
    this.#instances.add(instance);
    this.#starting += 1;
    const started = (failure?: unknown): void => {
      this.#starting -= 1;
      // As in the cloud, the event that caused the start hears why it failed; the next one causes another start.
      if (failure !== undefined)
        this.#waiting
          .shift()
          ?.settle({ kind: 'failed', errorType: 'Runtime.InitError', errorMessage: String(failure) });
      this.#dispatch();
    };
    instance.ready.then(() => started(), started);
  }

  #bury(dead: Instance): void {
    this.#instances.delete(dead);
    if (!this.#closed) this.#dispatch();
  }

  #shrink(): void {
    for (const instance of this.#instances) {
      if (this.#instances.size <= 1) return;
      if (!instance.free || Date.now() - instance.idleSince < IDLE_MILLISECONDS) continue;
      this.#instances.delete(instance);
      void instance.end();
    }
  }
}

function refuseTooLarge(outcome: Outcome): Outcome {
  if (outcome.kind !== 'done' || Buffer.byteLength(outcome.payload) <= MAXIMUM_ANSWER_BYTES) return outcome;
  return {
    kind: 'failed',
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_ANSWER_BYTES} bytes).`,
  };
}

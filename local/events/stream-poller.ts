import { setTimeout as wait } from 'node:timers/promises';
import { iteratorAfter, readStream, type StreamRecord, streamOf } from '../dynamodb/streams.ts';
import type { LogFile } from '../functions/log-file.ts';
import type { FunctionPool } from '../functions/pool.ts';
import type { Journal } from './journal.ts';
import { matches } from './pattern.ts';
import type { StreamMapping } from './stream-mapping.ts';

type PollerParts = {
  endpoint: string;
  region: string;
  journal: Journal;
  target: FunctionPool;
  log: LogFile;
  /** A fault for tests: whether each batch is handed over twice. */
  duplicates?: () => boolean;
};

const IDLE_MILLISECONDS = 100;
const LONGEST_RETRY_MILLISECONDS = 10_000;

type Batch = { shardId: string; records: StreamRecord[] };

/**
 * Reads a table's stream and hands its records to a function: in order, in batches, at least once. How far it has come is written down after
 * each batch, so that a kill repeats one batch at most.
 */
export class StreamPoller {
  readonly #mapping: StreamMapping;
  readonly #parts: PollerParts;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(mapping: StreamMapping, parts: PollerParts) {
    this.#mapping = mapping;
    this.#parts = parts;
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const { arn, shardIds } = await streamOf(this.#parts.endpoint, this.#mapping.tableName);
        await Promise.all(shardIds.map((shardId) => this.#readShard(arn, shardId)));
      } catch (error) {
        // The store is being restarted, or faults are on: begin anew where the journal says.
        this.#parts.log.write({
          level: 'WARN',
          type: 'stream',
          mapping: this.#mapping.id,
          errorType: (error as Error).name,
        });
      }
      await this.#pause(1_000);
    }
  }

  async #readShard(arn: string, shardId: string): Promise<void> {
    const { endpoint, journal } = this.#parts;
    const { id: mapping, batchSize: limit } = this.#mapping;
    let iterator: string | undefined = await iteratorAfter(endpoint, {
      arn,
      shardId,
      sequenceNumber: journal.position(mapping, shardId),
    });
    while (iterator && !this.#stop.signal.aborted) {
      const { records, next }: { records: StreamRecord[]; next: string | undefined } = await readStream(endpoint, {
        iterator,
        limit,
      });
      const wanted = records.filter((record) => this.#isWanted(record));
      if (wanted.length > 0 && !(await this.#handOver({ shardId, records: wanted }, 0))) return;
      const last = records.at(-1);
      if (last) journal.movePosition({ mapping, shard: shardId, sequenceNumber: last.dynamodb.SequenceNumber });
      else await this.#pause(IDLE_MILLISECONDS);
      iterator = next;
    }
  }

  #isWanted(record: StreamRecord): boolean {
    const { filters } = this.#mapping;
    return filters.length === 0 || filters.some((filter) => matches(filter, record));
  }

  /** True when the batch is behind us: handled, or given up as the mapping says. */
  async #handOver(batch: Batch, attempt: number): Promise<boolean> {
    if (this.#stop.signal.aborted) return false;
    const event = JSON.stringify({ Records: batch.records.map((record) => this.#asLambdaSeesIt(record)) });
    if (this.#parts.duplicates?.()) await this.#parts.target.invoke(event);
    const outcome = await this.#parts.target.invoke(event);
    if (outcome.kind === 'throttled') return false;
    const failedFrom = outcome.kind === 'failed' ? 0 : this.#firstFailure(batch, outcome.payload);
    if (failedFrom === undefined) return true;
    const rest = { ...batch, records: batch.records.slice(failedFrom) };
    if (this.#isGivenUp(rest, attempt)) {
      this.#bury(rest, attempt);
      return true;
    }
    await this.#pause(Math.min(LONGEST_RETRY_MILLISECONDS, 100 * 2 ** attempt));
    if (this.#mapping.bisects && failedFrom === 0 && rest.records.length > 1) {
      const half = Math.ceil(rest.records.length / 2);
      const halves = [rest.records.slice(0, half), rest.records.slice(half)];
      for (const records of halves) if (!(await this.#handOver({ ...rest, records }, attempt + 1))) return false;
      return true;
    }
    return this.#handOver(rest, attempt + 1);
  }

  /** The first record that a function reports as failed (`batchItemFailures`), when the mapping lets it report any. */
  #firstFailure(batch: Batch, payload: string): number | undefined {
    if (!this.#mapping.reportsItems) return undefined;
    const answer = JSON.parse(payload) as { batchItemFailures?: { itemIdentifier: string }[] } | null;
    const failed = (answer?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
    const index = batch.records.findIndex((record) => failed.includes(record.dynamodb.SequenceNumber));
    return index < 0 ? undefined : index;
  }

  #isGivenUp({ records }: Batch, attempt: number): boolean {
    const { maximumRetries, maximumAgeSeconds } = this.#mapping;
    const born = records[0]?.dynamodb.ApproximateCreationDateTime ?? Date.now() / 1000;
    const isTooOld = maximumAgeSeconds >= 0 && Date.now() / 1000 - born > maximumAgeSeconds;
    return isTooOld || (maximumRetries >= 0 && attempt >= maximumRetries);
  }

  /** Lambda's record of a batch that was given up: where it lies in the stream, not what it holds. */
  #bury({ shardId, records }: Batch, attempt: number): void {
    const { deadLetters, streamArn, functionArn, id } = this.#mapping;
    this.#parts.log.write({
      level: 'ERROR',
      type: 'stream',
      mapping: id,
      condition: 'RetryAttemptsExhausted',
      records: records.length,
    });
    if (!deadLetters) return;
    const body = {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: { functionArn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: attempt + 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
        batchSize: records.length,
        streamArn,
      },
    };
    this.#parts.journal.addDeadLetter({ queue: deadLetters, body: JSON.stringify(body) });
  }

  #asLambdaSeesIt(record: StreamRecord): object {
    return { ...record, awsRegion: this.#parts.region, eventSourceARN: this.#mapping.streamArn };
  }

  async #pause(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.#stop.signal, ref: false }).catch(() => {});
  }
}

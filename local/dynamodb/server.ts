import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findDynoxide } from './binary.ts';
import { callDynamoDb } from './call.ts';
import { endLeftover, freePort, type KeptChild, keepChild } from './child.ts';
import { mendStreams } from './stream-mend.ts';

export type DynamoDb = {
  endpoint: string;
  /** Rejects when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * DynamoDB on loopback, its data in `dataDir/dynamodb`. Restarted on the same port when it dies; ended with this process. An endpoint in
 * `AWS_ENDPOINT_URL_DYNAMODB` is used instead. Throws BinaryMissing.
 */
export async function startDynamoDb(options: { dataDir: string; port?: number }): Promise<DynamoDb> {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given) return { endpoint: given, ping: () => pingDynamoDb(given), close: async () => {} };
  const store = new Store(join(options.dataDir, 'dynamodb'), options.port ?? (await freePort()));
  await store.open();
  return store;
}

class Store implements DynamoDb {
  readonly endpoint: string;
  readonly #directory: string;
  readonly #port: number;
  readonly #binary = findDynoxide();
  #child: KeptChild | undefined;
  #closing = false;

  constructor(directory: string, port: number) {
    this.#directory = directory;
    this.#port = port;
    this.endpoint = `http://127.0.0.1:${port}`;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  async open(): Promise<void> {
    // Two servers on one file are not refused by the store itself.
    await endLeftover(this.#pidFile, this.#file);
    this.#spawn();
    await this.#answering();
    mendStreams(this.#file);
  }

  ping(): Promise<void> {
    return pingDynamoDb(this.endpoint);
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#child?.end();
  }

  get #file(): string {
    return join(this.#directory, 'store.sqlite');
  }

  get #pidFile(): string {
    return join(this.#directory, 'store.pid');
  }

  #spawn(): void {
    const log = openSync(join(this.#directory, 'store.log'), 'a', 0o600);
    const command = [
      this.#binary,
      'serve',
      '--host',
      '127.0.0.1',
      '--port',
      String(this.#port),
      '--db-path',
      this.#file,
    ];
    this.#child = keepChild(command, { pidFile: this.#pidFile, log });
    closeSync(log);
    void this.#child.exited.then(() => this.#revive());
  }

  async #revive(): Promise<void> {
    if (this.#closing) return;
    await wait(100);
    if (!this.#closing) this.#spawn();
  }

  async #answering(): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const failure = await this.ping().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) return;
      if (Date.now() > deadline) throw new Error(`DynamoDB does not answer on ${this.endpoint}`, { cause: failure });
      await wait(10);
    }
  }
}

async function pingDynamoDb(endpoint: string): Promise<void> {
  await callDynamoDb(endpoint, 'ListTables', { Limit: 1 });
}

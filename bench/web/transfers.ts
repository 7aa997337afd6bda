import type { Page } from 'playwright-core';

/** One answer as it came over the wire: compressed, headers included. */
export type Transfer = { method: string; url: string; kind: string; bytes: number };

type Sent = { requestId: string; request: { method: string; url: string } };
type Received = { requestId: string; type: string };
type Finished = { requestId: string; encodedDataLength: number };

const QUIET_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Listens to what a page loads (DevTools protocol, `Network`); what the browser's own cache answers is 0 bytes. */
export class Transfers {
  readonly #begun = new Map<string, Transfer>();
  readonly #finished: Transfer[] = [];
  #changedAt = performance.now();

  static async of(page: Page): Promise<Transfers> {
    const transfers = new Transfers();
    const session = await page.context().newCDPSession(page);
    session.on('Network.requestWillBeSent', (event: Sent) => transfers.#begin(event));
    session.on('Network.responseReceived', ({ requestId, type }: Received) => {
      const transfer = transfers.#begun.get(requestId);
      if (transfer) transfer.kind = type;
    });
    session.on('Network.loadingFinished', (event: Finished) =>
      transfers.#end(event.requestId, event.encodedDataLength),
    );
    session.on('Network.loadingFailed', ({ requestId }: { requestId: string }) => transfers.#end(requestId, 0));
    await session.send('Network.enable');
    return transfers;
  }

  #begin({ requestId, request: { method, url } }: Sent): void {
    this.#begun.set(requestId, { method, url, kind: 'Other', bytes: 0 });
    this.#changedAt = performance.now();
  }

  #end(requestId: string, bytes: number): void {
    const transfer = this.#begun.get(requestId);
    if (!transfer) return;
    this.#begun.delete(requestId);
    this.#changedAt = performance.now();
    this.#finished.push({ ...transfer, bytes: Math.max(0, bytes) });
  }

  /** Until nothing has been asked for half a second; no longer than some seconds, since a page that is left does not say how its requests ended. */
  async quiet(): Promise<void> {
    const until = performance.now() + LONGEST_WAIT_MS;
    while ((this.#begun.size > 0 || performance.now() - this.#changedAt < QUIET_MS) && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** What has come since the last time. */
  take(): Transfer[] {
    return this.#finished.splice(0);
  }
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Retries } from '../../../local/events/invoke-config.ts';
import { Journal } from '../../../local/events/journal.ts';
import type { ScanTarget } from '../../../local/events/scanner.ts';
import { EventWorker, type WorkerParts } from '../../../local/events/worker.ts';
import { LogFile } from '../../../local/functions/log-file.ts';
import { writeFunction } from '../functions/function-files.ts';

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const scanned: ScanTarget = { bucket: 'documents', key: 'documents/1', versionId: 'v1', etag: 'e' };
const retries: Retries = { maximumRetries: 1, maximumAgeMilliseconds: 60_000, deadLetters: 'queue' };

function open(given: { source: string; dataDir?: string; scan?: WorkerParts['scan'] }): {
  journal: Journal;
  worker: EventWorker;
} {
  const written = writeFunction(given.source);
  const journal = new Journal(given.dataDir ?? mkdtempSync(join(tmpdir(), 'worker-')));
  const worker = new EventWorker({
    journal,
    functions: new Map([[written.pool.arn, written.pool]]),
    bus: (event) => [{ kind: 'deliver', target: written.pool.arn, body: JSON.stringify(event) }],
    retriesOf: () => retries,
    scan: given.scan ?? (async () => ({ source: 's', detailType: 't', resources: [], detail: {} })),
    log: new LogFile(join(mkdtempSync(join(tmpdir(), 'log-')), 'events.log')),
  });
  closing.push(
    () => journal.close(),
    () => written.close(),
    () => worker.close(),
  );
  return { journal, worker };
}
async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400 && !holds(); attempt += 1) await wait(20);
  expect(holds()).toBe(true);
}
const addScan = (journal: Journal): void =>
  journal.addJob({ kind: 'scan', target: 'documents', body: JSON.stringify(scanned) });

describe('the event worker', () => {
  it('scans, and hands the verdict to the function that the rule names', async () => {
    const { journal, worker } = open({ source: 'if (event.source !== "s") throw new Error("x"); return null;' });
    addScan(journal);
    worker.wake();
    await until(() => journal.countJobs() === 0);
    expect(journal.deadLetters()).toEqual([]);
  });

  it('does again what was begun and not ended, also in another process', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'worker-'));
    const killed = new Journal(dataDir);
    addScan(killed);
    killed.close();
    const seen: ScanTarget[] = [];
    const { journal } = open({
      source: 'return null;',
      dataDir,
      scan: async (target) => {
        seen.push(target);
        return undefined;
      },
    });
    await until(() => journal.countJobs() === 0);
    expect(seen).toEqual([scanned]);
  });

  it('tries a scan again while the object cannot be read', async () => {
    let attempts = 0;
    const { journal, worker } = open({
      source: 'return null;',
      scan: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('store unreachable');
        return undefined;
      },
    });
    addScan(journal);
    worker.wake();
    await until(() => journal.countJobs() === 0);
    expect(attempts).toBe(2);
  });

  it('tries an event again as its function says, then leaves it as a dead letter', async () => {
    const { journal, worker } = open({ source: 'throw new TypeError("never");' });
    addScan(journal);
    worker.wake();
    await until(() => journal.deadLetters().length === 1);
    const [letter] = journal.deadLetters();
    expect(letter?.queue).toBe('queue');
    expect(JSON.parse(letter?.body ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { source: 's' },
      responsePayload: { errorType: 'TypeError' },
    });
    expect(journal.countJobs()).toBe(0);
  });
});

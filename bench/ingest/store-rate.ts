import { randomUUID } from 'node:crypto';
import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { createDocumentBatch } from '../../functions/ingest/create-document-batch.ts';
import { putFacilityPatient } from '../../functions/ingest/put-facility-patient.ts';
import type { Runtime } from '../../layers/deed/index.ts';
import type { Claims } from '../../layers/edge/index.ts';
import type { TableName } from '../../layers/store/index.ts';
import { callDynamoDb } from '../../local/dynamodb/call.ts';
import { openBenchStore, type Place, peacetime, perform } from '../in-process.ts';
import { Recorder } from '../spending/recorder.ts';
import { createOwnTables, ownTables } from '../tables.ts';
import { fillDirectory, performers } from '../world/directory.ts';
import { Filler } from '../world/fill.ts';
import { documentsIn, type Parcel } from './parcels.ts';

/** As many patients at a time as the agent takes. */
const AT_ONCE = 4;

/** Documents a second. `deeds`: the same requests to the deeds alone; `store`: their transactions alone, sent without the SDK. */
export type Rates = { deeds: number; store: number };

type Transaction = TransactWriteItemsCommandInput;

/**
 * What the local store can write: the very transactions of these requests, first made by the deeds in tables of their own, then sent once
 * more to other empty tables, already written as JSON.
 */
export async function storeRate(place: Place, parcels: readonly Parcel[]): Promise<Rates> {
  const made = await makeTransactions(place, parcels);
  const fresh = await createOwnTables(place.endpoint, ownTables('again'));
  const names = new Map(Object.entries(made.tables).map(([name, table]) => [table, fresh[name as TableName]]));
  const bodies = made.byWorker.map((transactions) => transactions.map((one) => renamed(one, names)));
  const seconds = await inParallel(bodies, async (ownBodies) => {
    for (const body of ownBodies) await callDynamoDb(place.endpoint, 'TransactWriteItems', body);
  });
  const documents = documentsIn(parcels);
  return { deeds: documents / made.seconds, store: documents / seconds };
}

/** Each worker has a recorder of its own, so that what it did stays in its order: a patient's requests follow each other. */
async function makeTransactions(place: Place, parcels: readonly Parcel[]) {
  const tables = await createOwnTables(place.endpoint, ownTables('once'));
  const own = { ...place, tables };
  const store = openBenchStore(own);
  const claims = (await performers(store, await fillDirectory(new Filler({ ...own, store })))).system;
  const recorders = Array.from({ length: AT_ONCE }, () => new Recorder());
  const stores = recorders.map((recorder) => openBenchStore(own, recorder));
  const waiting = [...parcels];
  const seconds = await inParallel(stores, async (workers) => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await deliver(next, { store: workers, flag: peacetime }, claims);
  });
  const byWorker = recorders.map((recorder) =>
    recorder
      .take()
      .filter(({ name }) => name === 'TransactWriteItems')
      .map(({ input }) => input as Transaction),
  );
  return { tables, seconds, byWorker };
}

async function deliver({ localId, demographics, batches }: Parcel, runtime: Runtime, claims: Claims): Promise<void> {
  if (demographics)
    await perform({ deed: putFacilityPatient, claims }, runtime, { params: { localId }, body: { demographics } });
  for (const documents of batches)
    await perform({ deed: createDocumentBatch, claims }, runtime, { body: { localId, documents } });
}

async function inParallel<T>(workers: readonly T[], work: (each: T) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(workers.map(work));
  return (performance.now() - startedAt) / 1000;
}

/** A request as it goes over the wire: bytes in base64. */
function wire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, wire(part)]));
}

/** The same transaction in other tables. */
function renamed({ TransactItems = [] }: Transaction, names: ReadonlyMap<string, string>): object {
  const items = TransactItems.map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([kind, part]) => [kind, { ...part, TableName: names.get(part.TableName ?? '') }]),
    ),
  );
  return wire({ TransactItems: items, ClientRequestToken: randomUUID() }) as object;
}

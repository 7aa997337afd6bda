import { MOST_BYTES, MOST_DOCUMENTS } from '../../agent/send/batch.ts';
import { addDays, jstDayOf } from '../../layers/names/index.ts';
import { systemToken } from '../../local/sign-in/login.ts';
import { createClient } from '../../schemas/client.ts';
import type { BatchDocument } from '../../schemas/document.ts';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import { parcelsOf } from '../ingest/parcels.ts';
import { systemOf } from '../region.ts';
import { generatedMessages } from '../world/messages.ts';
import { done, HOSPITAL, LOCAL_ID } from './linked-patient.ts';
import type { WebRegion } from './region.ts';

const DAYS = 365;

/**
 * Sends so many entries of the last year to a linked patient's record, by the hospital's own system in batches, as the agent does. What is sent are
 * other people's generated messages, spread over the days.
 */
export async function writeLongRecord(place: WebRegion, entries: number): Promise<void> {
  const { region } = place;
  const system = systemOf(place, HOSPITAL);
  const { accessToken } = await systemToken({
    issuer: region.issuer,
    clientId: system.clientId,
    secret: system.clientSecret,
    scope: region.systemScope,
  });
  const call = createClient({ origin: region.url, token: () => Promise.resolve(accessToken) });
  for (const documents of batchesOf(documentsOf(entries)))
    done(await call(createDocumentBatch, { body: { localId: LOCAL_ID, documents } }));
}

/** What the generator has, as often as needed; each with a key of its own, so that none takes another's place. */
function documentsOf(count: number): BatchDocument[] {
  const today = jstDayOf(new Date().toISOString());
  const found = parcelsOf(generatedMessages(count)).flatMap(({ batches }) => batches.flat());
  const dated = found.filter(({ day, flag }) => day !== undefined && flag === 'current');
  return Array.from({ length: count }, (_, index) => dated[index % dated.length])
    .filter((document) => document !== undefined)
    .map((document, index) => ({ ...document, day: addDays(today, -(index % DAYS)), sourceKey: `bench_${index}` }));
}

function* batchesOf(documents: readonly BatchDocument[]): Generator<BatchDocument[]> {
  let batch: BatchDocument[] = [];
  let bytes = 0;
  for (const document of documents) {
    const size = Buffer.byteLength(JSON.stringify(document));
    if (batch.length === MOST_DOCUMENTS || bytes + size > MOST_BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(document);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

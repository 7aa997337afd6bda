import { createHash } from 'node:crypto';
import { parseAndNormalise } from '../../agent/normalise/index.ts';
import { Batches, type PreparedFile, prepare } from '../../agent/send/batch.ts';
import type { BatchDocument } from '../../schemas/document.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { StoredMessage } from '../world/messages.ts';

/** One patient's requests, as the agent would send them: demographics, then batches of documents. */
export type Parcel = { localId: string; demographics: Demographics | undefined; batches: BatchDocument[][] };

/** What the agent makes of a storage, by its own parts, patient by patient. */
export function parcelsOf(messages: readonly StoredMessage[]): Parcel[] {
  const patients = Map.groupBy(messages, ({ path }) => path.split('/')[2] ?? '');
  return [...patients].map(([localId, own]) => parcel(localId, own));
}

function parcel(localId: string, messages: readonly StoredMessage[]): Parcel {
  const batches = new Batches();
  const full: PreparedFile[][] = [];
  let demographics: Demographics | undefined;
  for (const { path, fileName, bytes } of messages) {
    const result = parseAndNormalise(bytes, fileName);
    if (!result.ok) throw new Error(`${fileName}: ${result.rejection.code}`);
    if (result.kind === 'demographics') demographics = result.demographics;
    else if (result.documents.length > 0) {
      const stat = { path, size: bytes.length, mtimeMs: 0 };
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const complete = batches.add(prepare({ stat, sha256, bytes, documents: result.documents }));
      if (complete) full.push(complete);
    }
  }
  const rest = batches.rest();
  const sent = [...full, ...(rest.length > 0 ? [rest] : [])];
  return { localId, demographics, batches: sent.map((files) => files.flatMap(({ documents }) => documents)) };
}

export const documentsIn = (parcels: readonly Parcel[]): number =>
  parcels.reduce((sum, { batches }) => sum + batches.reduce((inner, batch) => inner + batch.length, 0), 0);

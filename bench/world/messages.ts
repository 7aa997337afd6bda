import { basename } from 'node:path';
import { type NormalisedDocument, parseAndNormalise } from '../../agent/normalise/index.ts';
import { EXCLUDED_LOCAL_ID, FACILITY } from '../../local/demo/facilities.ts';
import { demoPeople } from '../../local/demo/people.ts';
import { storageFiles } from '../../local/demo/storage.ts';

/** One file of a standardized storage, as a hospital wrote it. */
export type StoredMessage = { path: string; fileName: string; bytes: Buffer };

/** JST day on which the generated records end. */
const REFERENCE_DAY = '2026-10-31';

const made = new Map<number, StoredMessage[]>();

/** Messages of one hospital's storage, whole patients, at least `count` of them (where the generator has so many). */
export function generatedMessages(count: number): readonly StoredMessage[] {
  const known = made.get(count) ?? generate(count);
  made.set(count, known);
  return known;
}

function generate(count: number): StoredMessage[] {
  const messages: StoredMessage[] = [];
  let patient = '';
  // Pictures are not wanted here, and cost most of the time: people whose records are messages alone, and may be sent.
  const people = demoPeople().filter(
    ({ rich, studies, records }) =>
      !rich && studies.length === 0 && !records.some(({ localId }) => localId === EXCLUDED_LOCAL_ID.tyHospital),
  );
  for (const { part, path, bytes } of storageFiles({
    facilityId: FACILITY.tyHospital,
    referenceDay: REFERENCE_DAY,
    people,
  })) {
    if (part !== 'standard') continue;
    const [, , of = ''] = path.split('/');
    if (messages.length >= count && of !== patient) break;
    patient = of;
    messages.push({ path, fileName: basename(path), bytes });
  }
  return messages;
}

export type MessageWithDocuments = { message: StoredMessage; documents: NormalisedDocument[] };

/** What the agent makes of them; demographics aside. Throws where it refuses one: the generator's messages are good ones. */
export const normalised = (messages: readonly StoredMessage[]): MessageWithDocuments[] =>
  messages.flatMap((message) => {
    const result = parseAndNormalise(message.bytes, message.fileName);
    if (!result.ok) throw new Error(`${message.fileName}: ${result.rejection.code}`);
    return result.kind === 'documents' && result.documents.length > 0 ? [{ message, documents: result.documents }] : [];
  });

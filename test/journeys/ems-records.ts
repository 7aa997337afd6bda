import { addDays, jstDayOf } from '../../layers/names/index.ts';
import { emsGrantNameOf, emsGrantRecord, facilityPatientRecord } from '../../layers/store/index.ts';
import { createDocumentBatch, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import type { DocumentId, EmsGrantId, FacilityId, LocalId } from '../../schemas/primitives.ts';
import { storeOf } from './directory-changes.ts';
import { done, type Journey } from './journey.ts';
import type { TestPerson } from './people.ts';
import type { Sent } from './records.ts';

/** A day in Japan, so many days before today. */
export const daysAgo = (days: number): string => addDays(jstDayOf(new Date().toISOString()), -days);

/** Somebody whom a hospital knows and nobody has registered, with the hospital's documents. @returns their ids by source key. */
export const stranger = async (
  journey: Journey,
  at: { facilityId: string; localId: string; demographics: TestPerson },
  documents: Sent[] = [],
): Promise<Map<string, DocumentId>> => {
  const { facilityId, localId, demographics } = at;
  const system = journey.systemOf(facilityId);
  done(await system(putFacilityPatient, { params: { localId }, body: { demographics } }));
  if (documents.length === 0) return new Map();
  const { results } = done(await system(createDocumentBatch, { body: { localId, documents } }));
  return new Map(results.flatMap(({ sourceKey, documentId }) => (documentId ? [[sourceKey, documentId]] : [])));
};

/** A grant as it is kept, with what it owes. */
export const keptGrant = async (journey: Journey, grantId: EmsGrantId) => {
  const store = storeOf(journey.region);
  const name = emsGrantNameOf(store.seal, grantId);
  const kept = name && (await emsGrantRecord(store, name));
  if (!kept) throw new Error('no such grant');
  return { store, ...kept };
};

/** EMSマーク of a facility's record: how many accesses still owe something. */
export const markOf = async (journey: Journey, facilityId: string, localId: string): Promise<number> => {
  const name = { facilityId: facilityId as FacilityId, localId: localId as LocalId };
  const { profile } = await facilityPatientRecord(storeOf(journey.region), name);
  return profile?.emsOpen ?? 0;
};

import { MOST_DOCUMENTS, prepare } from '../../agent/send/batch.ts';
import { completeRefreshRequest } from '../../functions/ingest/complete-refresh-request.ts';
import { createDocumentBatch } from '../../functions/ingest/create-document-batch.ts';
import { listFacilityPatients } from '../../functions/ingest/list-facility-patients.ts';
import { listRefreshRequests } from '../../functions/ingest/list-refresh-requests.ts';
import { putFacilityPatient } from '../../functions/ingest/put-facility-patient.ts';
import { refreshPatient } from '../../functions/registration/refresh-patient.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { BatchDocument } from '../../schemas/document.ts';
import { localIdAt, type World } from '../world/world.ts';
import { inTurn, NEW_KEY, PROFILE, type Scenario, SYSTEM } from './scenario.ts';

/** 24 documents as the agent sends them, made of the first messages that yield one each. */
const batch = (world: World): BatchDocument[] =>
  world.pool
    .filter(({ documents }) => documents.length === 1)
    .slice(0, MOST_DOCUMENTS)
    .flatMap(({ message, documents }, index) => {
      const stat = { path: message.path, size: message.bytes.length, mtimeMs: 0 };
      const made = prepare({ stat, sha256: documents[0]?.rawSha256 ?? '', bytes: message.bytes, documents });
      return made.documents.map((document) => ({ ...document, sourceKey: `${index} ${document.sourceKey}` }));
    });

export const ingest: Scenario[] = [
  {
    deed: putFacilityPatient,
    as: 'system',
    kind: 'other',
    floor: { get: SYSTEM, query: [PROFILE], write: ['FacilityPatient', 'Search'] },
    asks: (world) => {
      const { index, demographics } = world.person();
      return { params: { localId: localIdAt(FACILITY.tyHospital, index) }, body: { demographics } };
    },
  },
  {
    deed: createDocumentBatch,
    variant: '24 new documents',
    as: 'system',
    kind: 'other',
    // What is current in each document's place decides; whether a version was there before, its own condition tells.
    floor: {
      get: SYSTEM,
      absent: NEW_KEY + MOST_DOCUMENTS,
      query: [PROFILE],
      write: ['DocumentVersion', 'DocumentRow', 'Content', 'Month', 'FacilityPatient', 'Idempotency'],
    },
    asks: (world) => ({
      body: { localId: localIdAt(FACILITY.tyHospital, world.person().index), documents: batch(world) },
    }),
    overHttp: true,
  },
  {
    deed: listFacilityPatients,
    variant: '500',
    as: 'system',
    kind: 'other',
    floor: { get: SYSTEM, query: [{ of: ['FacilityLink'], questions: 1 }] },
    asks: () => ({}),
  },
  {
    deed: listRefreshRequests,
    as: 'system',
    kind: 'other',
    floor: { get: SYSTEM, query: [{ of: ['RefreshRequest'], questions: 1 }] },
    asks: () => ({}),
  },
  {
    deed: completeRefreshRequest,
    as: 'system',
    kind: 'other',
    floor: {
      get: [...SYSTEM, 'RefreshRequest'],
      absent: NEW_KEY,
      write: ['FacilityPatient', 'Idempotency'],
      removed: 1,
    },
    asks: async (world, n) => {
      const { patientId, index } = inTurn(world.looked, n);
      const { requests } = await world.perform<{ requests: { requestId: string }[] }>(refreshPatient, 'clinic', {
        params: { patientId },
        body: { facilities: [FACILITY.tyHospital] },
      });
      return {
        params: { requestId: requests[0]?.requestId },
        body: { localId: localIdAt(FACILITY.tyHospital, index), outcome: 'sent' },
      };
    },
  },
];

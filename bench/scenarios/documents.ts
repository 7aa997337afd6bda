import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { announceDocument } from '../../functions/documents/announce-document.ts';
import { completeDocument } from '../../functions/documents/complete-document.ts';
import { markDocumentInError } from '../../functions/documents/mark-document-in-error.ts';
import { documentAt, documentNameOf } from '../../layers/store/index.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import { localIdAt, type World } from '../world/world.ts';
import { inTurn, NEW_KEY, PROFILE, type Scenario, STAFF } from './scenario.ts';

const FILE_BYTES = 20_000;

const announcement = (world: World, bytes: Buffer) => ({
  localId: localIdAt(FACILITY.testClinic, inTurn(world.looked, 0).index),
  contentType: 'referralLetter',
  day: world.today,
  title: '診療情報提供書',
  mediaType: 'application/octet-stream',
  byteLength: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

type Announced = { documentId: string; upload: { url: string; headers: Record<string, string> } };

const LONGEST_SCAN_MS = 10_000;

/** The scan runs beside the upload: once it has spoken, nobody else changes the document. */
async function scanned(world: World, documentId: string): Promise<void> {
  const name = documentNameOf(world.store.seal, documentId);
  if (!name) throw new Error(`${documentId} names nothing`);
  const deadline = Date.now() + LONGEST_SCAN_MS;
  while ((await documentAt(world.store, name)).version?.scan === undefined) {
    if (Date.now() > deadline) throw new Error(`${documentId} was not scanned`);
    await wait(20);
  }
}

/** Announced, and its bytes put where the answer said. */
async function uploaded(world: World): Promise<string> {
  const bytes = randomBytes(FILE_BYTES);
  const { documentId, upload } = await world.perform<Announced>(announceDocument, 'clinic', {
    body: announcement(world, bytes),
  });
  const answer = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: new Uint8Array(bytes) });
  if (!answer.ok) throw new Error(`The upload was refused: ${answer.status} ${await answer.text()}`);
  await scanned(world, documentId);
  return documentId;
}

export const documents: Scenario[] = [
  {
    deed: announceDocument,
    as: 'clinic',
    kind: 'other',
    // Neither its version nor its line in the calendar is there yet.
    floor: { get: STAFF, absent: NEW_KEY + 2, query: [PROFILE], write: ['DocumentVersion', 'Idempotency'] },
    asks: (world) => ({ body: announcement(world, randomBytes(FILE_BYTES)) }),
  },
  {
    deed: completeDocument,
    as: 'clinic',
    kind: 'excepted',
    floor: {
      get: [...STAFF, 'DocumentVersion'],
      absent: NEW_KEY + 1,
      query: [PROFILE],
      write: ['DocumentVersion', 'DocumentRow', 'Month', 'Idempotency'],
    },
    asks: async (world) => ({ params: { documentId: await uploaded(world) }, body: {} }),
  },
  {
    deed: markDocumentInError,
    as: 'hospital',
    kind: 'other',
    floor: {
      get: [...STAFF, 'DocumentVersion', 'DocumentRow'],
      absent: NEW_KEY,
      query: [PROFILE],
      write: ['DocumentVersion', 'DocumentRow', 'Month', 'Idempotency'],
      removed: 1,
    },
    asks: async (world, n) => {
      const [last] = world.looked.slice(-1);
      const ids = last ? await world.documentsOf(FACILITY.tyHospital, last) : [];
      // Laboratory results are kept once more beside their version, which goes.
      const results = ids.filter((id) => documentNameOf(world.store.seal, id)?.contentType === 'laboratory');
      return { params: { documentId: inTurn(results, n) }, body: { reason: '別の患者の結果' } };
    },
  },
];

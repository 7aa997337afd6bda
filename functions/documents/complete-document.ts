import { type Desk, deed, inState, objectKeyOf, scannedWrites, type Verdict } from '../../layers/deed/index.ts';
import type { ArrivedObject } from '../../layers/objects/index.ts';
import {
  type DocumentRow,
  type DocumentVersion,
  documentAt,
  documentNameOf,
  facilityPatientRecord,
  versionStateWrite,
} from '../../layers/store/index.ts';
import { completeDocument as operation } from '../../schemas/operations/documents.ts';

/** Own facility's staff (DOC-03) or system (DOC-04): what arrived must be what was announced, byte for byte, before anybody may see it. */
export const completeDocument = deed(operation, async ({ params }, desk) => {
  const { documentId } = params;
  const facilityId = await desk.ownFacilityId();
  const named = documentNameOf(desk.store.seal, documentId);
  const name = named?.facilityId === facilityId ? named : undefined;
  const { at, record, arrived } = await desk.load({
    at: name ? documentAt(desk.store, name) : Promise.resolve({} as Awaited<ReturnType<typeof documentAt>>),
    record: name ? facilityPatientRecord(desk.store, name) : Promise.resolve(undefined),
    arrived: name ? desk.objects.arrived(objectKeyOf(documentId)) : Promise.resolve(undefined),
  });
  const verdict = await desk.require({
    facts: { ownRecord: name !== undefined },
    otherwise: 'NOT_FOUND',
    patientId: record?.profile?.linkedPatientId,
    resource: { documentId },
  });
  const { version, row } = at;
  if (!version) return desk.fail(verdict, 'NOT_FOUND');
  const { meta } = version;
  if (meta.state === 'announced') return received(desk, verdict, { version, row, arrived });
  if (!['received', 'available', 'superseded'].includes(meta.state))
    return desk.fail(verdict, 'DOCUMENT_STATE', { extra: { state: meta.state } });
  await desk.record(verdict, { request: { repeated: true } });
  return { body: { documentId, state: meta.state, sha256: meta.sha256 ?? '' } };
});

type Arrival = { version: DocumentVersion; row: DocumentRow | undefined; arrived: ArrivedObject | undefined };

const received = async (desk: Desk, verdict: Verdict, { version, row, arrived }: Arrival) => {
  const { documentId, sha256, byteLength, mediaType } = version.meta;
  if (!arrived?.versionId) return desk.fail(verdict, 'UPLOAD_MISSING');
  const differs = Object.entries({ sha256, byteLength, mediaType }).flatMap(([part, announced]) =>
    arrived[part as 'sha256' | 'byteLength' | 'mediaType'] === announced ? [] : [part],
  );
  if (differs.length > 0 || !sha256) return desk.fail(verdict, 'UPLOAD_MISMATCH', { extra: { differs } });
  const here = { ...version, meta: { ...version.meta, objectVersionId: arrived.versionId } };
  // The scan may have come before this call.
  const { writes, state } = here.scan
    ? scannedWrites(here, row)
    : { writes: [versionStateWrite(inState(here, 'received'), 'announced')], state: 'received' as const };
  await desk.commit(verdict, {
    writes,
    result: { documentId },
    subject: { resource: { objectVersionId: arrived.versionId }, request: { state } },
  });
  return { body: { documentId, state, sha256 } };
};

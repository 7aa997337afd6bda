import { deed, inState, withdrawnWrites } from '../../layers/deed/index.ts';
import { documentAt, documentNameOf, facilityPatientRecord } from '../../layers/store/index.ts';
import { markDocumentInError as operation } from '../../schemas/operations/documents.ts';

/** Care staff and administrators of the facility whose document it is (DOC-05, DOC-06). It leaves the calendar; history keeps it. */
export const markDocumentInError = deed(operation, async ({ params, body }, desk) => {
  const { documentId } = params;
  const facilityId = await desk.ownFacilityId();
  const named = documentNameOf(desk.store.seal, documentId);
  const name = named?.facilityId === facilityId ? named : undefined;
  const { at, record } = await desk.load({
    at: name ? documentAt(desk.store, name) : Promise.resolve({} as Awaited<ReturnType<typeof documentAt>>),
    record: name ? facilityPatientRecord(desk.store, name) : Promise.resolve(undefined),
  });
  const verdict = await desk.require({
    facts: { ownRecord: name !== undefined },
    otherwise: 'NOT_FOUND',
    patientId: record?.profile?.linkedPatientId,
    resource: { documentId },
  });
  const { version, row } = at;
  if (!version) return desk.fail(verdict, 'NOT_FOUND');
  const before = version.meta.state;
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return { body: { documentId, state: before } };
  }
  if (!['received', 'available', 'superseded', 'quarantined'].includes(before))
    return desk.fail(verdict, 'DOCUMENT_STATE', { extra: { state: before } });
  const next = inState(
    { ...version, meta: { ...version.meta, error: { reason: body.reason, at: desk.at } } },
    'inError',
  );
  await desk.commit(verdict, { writes: withdrawnWrites(next, before, row), result: { documentId } });
  return { body: { documentId, state: 'inError' as const } };
});

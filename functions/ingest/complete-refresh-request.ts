import { deed } from '../../layers/deed/index.ts';
import { completeRefreshWrites, openRefreshRequests } from '../../layers/store/index.ts';
import { completeRefreshRequest as operation } from '../../schemas/operations/ingest.ts';

/** The facility's own system says that it answered (INGEST-03). */
export const completeRefreshRequest = deed(operation, async ({ params, body }, desk) => {
  const facilityId = await desk.ownFacilityId();
  const localId = await desk.localId(facilityId, { text: body.localId, pointer: '/body/localId' });
  const { open } = await desk.load({ open: openRefreshRequests(desk.store, [{ facilityId, localId }]) });
  const request = open.find(({ requestId }) => requestId === params.requestId);
  const verdict = await desk.require({
    facts: { ownRecord: true },
    patientId: request?.patientId,
    resource: { requestId: params.requestId, facilityId, localId },
  });
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return { body: { requestId: params.requestId, completedAt: desk.prior['completedAt'] ?? desk.at } };
  }
  if (!request) return desk.fail(verdict, 'NOT_FOUND');
  await desk.commit(verdict, {
    writes: completeRefreshWrites(request, body.outcome === 'unknownPatient' ? undefined : desk.at),
    result: { completedAt: desk.at },
    subject: { request: { outcome: body.outcome } },
  });
  return { body: { requestId: params.requestId, completedAt: desk.at } };
});

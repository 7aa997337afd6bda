import { type Desk, deed } from '../../layers/deed/index.ts';
import { discloserFacts, patientFacts } from '../../layers/rules/index.ts';
import {
  accessOfPatient,
  facilitiesById,
  openRefreshRequests,
  type RefreshRequest,
  requestRefreshWrites,
} from '../../layers/store/index.ts';
import { refreshPatient as operation } from '../../schemas/operations/registration.ts';
import type { Link } from '../../schemas/patient.ts';
import { RefreshRequestId } from '../../schemas/primitives.ts';

/** Whoever may look may ask for what is newest (PATIENT-05): each facility that opens something to the caller is asked; it fetches the wish itself. */
export const refreshPatient = deed(operation, async ({ params, body }, desk) => {
  const { access } = await desk.load({ access: accessOfPatient(desk.store, params.patientId) });
  const { facilityId, staff } = desk.caller;
  const linked = (access?.links ?? []).filter((link) => link.state === 'verified');
  const wanted = linked.filter((link) => body.facilities === undefined || body.facilities.includes(link.facilityId));
  const [facilities, open] = await Promise.all([
    facilitiesById(
      desk.store,
      wanted.map((link) => link.facilityId),
    ),
    openRefreshRequests(desk.store, wanted),
  ]);
  const { verdict, opened } = await desk.requireLook({
    facts: patientFacts({ patient: access?.patient, links: access?.links, viewer: facilityId }),
    disclosers: wanted.map((link) =>
      discloserFacts({
        facilityId: link.facilityId,
        facility: facilities.get(link.facilityId),
        links: access?.links,
        consents: access?.consents,
        viewer: { facilityId, role: staff?.role },
        todayJst: desk.today,
      }),
    ),
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
  });
  if (!access) return desk.fail(verdict, 'NOT_FOUND');
  const asked = wanted
    // A facility that only looks has nothing to send, and nobody who would fetch the wish.
    .filter((link) => facilities.get(link.facilityId)?.discloses && (opened.get(link.facilityId)?.size ?? 0) > 0)
    // The same wish again, under the same key, is the same requests and no others.
    .filter((link) => desk.prior === undefined || link.facilityId in desk.prior);
  const requests = asked.map((link) => requestOf(desk, link, open));
  if (desk.prior) await desk.record(verdict, { request: { repeated: true } });
  else {
    await desk.commit(verdict, {
      writes: requests.filter((request) => !open.includes(request)).flatMap(requestRefreshWrites),
      result: Object.fromEntries(requests.map((made) => [made.facilityId, `${made.requestId} ${made.requestedAt}`])),
      subject: { request: { facilities: requests.map((request) => request.facilityId) } },
    });
  }
  return {
    body: {
      requests: requests.map(({ requestId, facilityId, requestedAt }) => ({ requestId, facilityId, requestedAt })),
    },
  };
});

/** What the key did, the wish that is open already (whoever made it), or a new one. */
const requestOf = (desk: Desk, link: Link, open: RefreshRequest[]): RefreshRequest => {
  const { facilityId, localId, patientId } = link;
  const made = open.find((request) => request.facilityId === facilityId && request.localId === localId);
  const [requestId, requestedAt = desk.at] = desk.prior?.[facilityId]?.split(' ') ?? [];
  if (!requestId && made) return made;
  return {
    requestId: RefreshRequestId.parse(requestId ?? `ref_${desk.store.newId()}`),
    facilityId,
    localId,
    patientId,
    requestedAt,
  };
};

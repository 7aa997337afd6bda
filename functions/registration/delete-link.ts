import { deed } from '../../layers/deed/index.ts';
import { patientFacts } from '../../layers/rules/index.ts';
import { accessOfPatient, endLinkWrites, linkAt } from '../../layers/store/index.ts';
import { deleteLink as operation } from '../../schemas/operations/registration.ts';
import type { Link } from '../../schemas/patient.ts';
import { linksWith, linkView, patientTurned, relinkedSearchWrites } from './relinked.ts';

/** Staff of the facility that issued the ID, or the network office (LINK-04, LINK-05). The facility's next look is refused. */
export const deleteLink = deed(operation, async ({ params }, desk) => {
  const { access } = await desk.load({ access: accessOfPatient(desk.store, params.patientId) });
  const { facilityId } = desk.caller;
  const verdict = await desk.require({
    facts: {
      ...patientFacts({ patient: access?.patient, links: access?.links, viewer: facilityId }),
      localIdIsOwn: params.facilityId === facilityId,
    },
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { facilityId: params.facilityId },
  });
  const before = access && linkAt(access, params.facilityId);
  if (!before) return desk.fail(verdict, 'NOT_FOUND');
  const ended: Link = { ...before, state: 'ended', endedAt: desk.at, version: before.version + 1 };
  await desk.commit(verdict, {
    writes: [
      ...endLinkWrites(ended, before),
      ...relinkedSearchWrites(access, linksWith(access, ended)),
      patientTurned(access),
    ],
    subject: { resource: { localId: before.localId } },
  });
  return { body: { link: linkView(ended) } };
});

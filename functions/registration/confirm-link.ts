import { barOfLink, deed, personSummary } from '../../layers/deed/index.ts';
import { patientFacts } from '../../layers/rules/index.ts';
import { accessOfPatient, facilityPatientRecord, linkAt, verifiedLinkWrites } from '../../layers/store/index.ts';
import { confirmLink as operation } from '../../schemas/operations/registration.ts';
import type { Link } from '../../schemas/patient.ts';
import { linksWith, linkView, patientTurned, relinkedSearchWrites } from './relinked.ts';

/** Staff of the facility that issued the ID confirm a pending link to it (LINK-06). */
export const confirmLink = deed(operation, async ({ params, body }, desk) => {
  const { patientId, facilityId } = params;
  const localId = await desk.localId(facilityId, { text: body.localId, pointer: '/body/localId' });
  const { access, record } = await desk.load({
    access: accessOfPatient(desk.store, patientId),
    record: facilityPatientRecord(desk.store, { facilityId, localId }),
  });
  const own = facilityId === desk.caller.facilityId;
  const verdict = await desk.require({
    facts: {
      ...patientFacts({ patient: access?.patient, links: access?.links, viewer: desk.caller.facilityId }),
      localIdIsOwn: own,
    },
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { facilityId, localId },
  });
  const pending = access && linkAt(access, facilityId);
  if (!pending || pending.localId !== localId) return desk.fail(verdict, 'NOT_FOUND');
  if (pending.state === 'verified') {
    await desk.record(verdict, { request: { repeated: true } });
    return { body: { link: linkView(pending) } };
  }
  const { profile } = record;
  if (profile?.linkedPatientId && profile.linkedPatientId !== patientId) return desk.fail(verdict, 'LINK_EXISTS');
  const link: Link = {
    ...pending,
    state: 'verified',
    verifiedBy: 'facility',
    verifiedAt: desk.at,
    version: pending.version + 1,
  };
  await desk.commit(verdict, {
    writes: [
      ...verifiedLinkWrites(link, pending, {
        person: personSummary(access.patient.demographics),
        ...barOfLink(desk, { profile, facilityId, consents: access.consents }),
      }),
      ...relinkedSearchWrites(access, linksWith(access, link)),
      patientTurned(access),
    ],
    result: { patientId },
  });
  return { body: { link: linkView(link) } };
});

import {
  barOfLink,
  type Desk,
  deed,
  foundPatient,
  patientView,
  personSummary,
  searchTermsOf,
  type Verdict,
} from '../../layers/deed/index.ts';
import {
  accessOfPatient,
  canonicalJson,
  endLinkWrites,
  type FacilityPatientRecord,
  facilityPatientRecord,
  type PatientAccess,
  patientSearchWrites,
  patientWrite,
  pendingLinkWrites,
  verifiedLinkWrites,
  type Write,
} from '../../layers/store/index.ts';
import type { Consent } from '../../schemas/consent.ts';
import { mergePatients as operation } from '../../schemas/operations/registration.ts';
import type { Link, Patient } from '../../schemas/patient.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { linksWith, relinkedSearchWrites } from './relinked.ts';

/**
 * The network office alone (PATIENT-06). The duplicate's links move to this patient, its registration stays as merged. Refused where both are
 * linked at one facility, where one of them was withdrawn, and where the duplicate agreed to something else than this patient: from then on this
 * patient's consents decide about all links, and a merge must neither open what a person closed nor lose what a person agreed to.
 */
export const mergePatients = deed(operation, async ({ params, body }, desk) => {
  const { access, duplicate } = await desk.load({
    access: accessOfPatient(desk.store, params.patientId),
    duplicate: accessOfPatient(desk.store, body.duplicatePatientId),
  });
  const verdict = await desk.require({
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { duplicatePatientId: body.duplicatePatientId },
  });
  if (!access || access.patient.state !== 'active') return desk.fail(verdict, 'NOT_FOUND');
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return { version: access.patient.version, body: { patient: patientView(access, desk.today) } };
  }
  if (!duplicate || duplicate.patient.state !== 'active' || params.patientId === body.duplicatePatientId)
    return desk.fail(verdict, 'NOT_FOUND');
  const conflict = whyNot(access, duplicate);
  if (conflict) return desk.fail(verdict, 'MERGE_CONFLICT', { extra: { conflict } });
  return merged(desk, verdict, { access, duplicate });
});

type Pair = { access: PatientAccess; duplicate: PatientAccess };

const alive = (access: PatientAccess): Link[] => access.links.filter((link) => link.state !== 'ended');
/** Withdrawn altogether, or from the network as a whole: the same that bars EMS. */
const closed = ({ consents }: PatientAccess): boolean => {
  const inForce = consents.filter(({ state }) => state === 'inForce');
  const isWhole = ({ scope }: Consent) => scope.kind === 'comprehensive';
  return consents.some(
    (consent) =>
      consent.state === 'withdrawn' && (inForce.length === 0 || (isWhole(consent) && !inForce.some(isWhole))),
  );
};

/** What a person agreed to, the same text for the same reach. */
const agreedTo = (access: PatientAccess): string[] =>
  access.consents
    .filter((consent) => consent.state === 'inForce')
    .map(({ scope }) =>
      canonicalJson(Object.fromEntries(Object.entries(scope).map(([part, value]) => [part, [value].flat().sort()]))),
    )
    .sort();

const whyNot = (
  access: PatientAccess,
  duplicate: PatientAccess,
): 'sameFacility' | 'withdrawn' | 'consents' | undefined => {
  const facilities = new Set(alive(access).map((link) => link.facilityId));
  if (alive(duplicate).some((link) => facilities.has(link.facilityId))) return 'sameFacility';
  if (closed(duplicate) !== closed(access)) return 'withdrawn';
  const [ours, theirs] = [agreedTo(access), agreedTo(duplicate)];
  const differ = theirs.length > 0 && ours.join() !== theirs.join();
  return differ ? 'consents' : undefined;
};

const merged = async (desk: Desk, verdict: Verdict, { access, duplicate }: Pair) => {
  const patientId: PatientId = access.patient.patientId;
  const moving = alive(duplicate);
  const records = await Promise.all(moving.map((link) => facilityPatientRecord(desk.store, link)));
  const gone: Patient = {
    ...duplicate.patient,
    state: 'merged',
    mergedInto: patientId,
    version: duplicate.patient.version + 1,
  };
  const survivor: Patient = { ...access.patient, version: access.patient.version + 1 };
  const moved = moving.map(
    (link): Link => ({ ...link, patientId, version: (priorLink(access, link)?.version ?? 0) + 1 }),
  );
  const links = moved.reduce((links, link) => linksWith({ ...access, links }, link), access.links);
  // An event has one patient. The duplicate's own log says first where its record goes on; the merge itself stands in this patient's.
  await desk.record(verdict, { patientId: duplicate.patient.patientId, request: { into: patientId } });
  await desk.commit(verdict, {
    writes: [
      patientWrite(gone),
      patientWrite(survivor),
      ...patientSearchWrites(foundPatient(gone, []), [], searchTermsOf(gone.demographics)),
      ...moving.flatMap((link, index) =>
        movedWrites(access, { from: link, to: moved[index] ?? link, record: records[index] ?? { claims: [] } }, desk),
      ),
      ...relinkedSearchWrites(access, links),
    ],
    result: { patientId },
    subject: { request: { links: moved.map((link) => link.facilityId) } },
  });
  return {
    version: survivor.version,
    body: { patient: patientView({ ...access, patient: survivor, links }, desk.today) },
  };
};

const priorLink = (access: PatientAccess, link: Link): Link | undefined =>
  access.links.find((other) => other.facilityId === link.facilityId);

/** The old link ends, the new one takes its local ID; the local ID's profile is written once, straight to its new patient. */
const movedWrites = (
  access: PatientAccess,
  move: { from: Link; to: Link; record: FacilityPatientRecord },
  desk: Desk,
): Write[] => {
  const { from, to, record } = move;
  const person = personSummary(access.patient.demographics);
  const ended: Link = { ...from, state: 'ended', endedAt: desk.at, version: from.version + 1 };
  const endedWrites = endLinkWrites(ended, from).filter((write) => !('update' in write));
  const madeWrites =
    to.state === 'verified'
      ? verifiedLinkWrites(to, priorLink(access, to), {
          person,
          ...barOfLink(desk, { profile: record.profile, facilityId: to.facilityId, consents: access.consents }),
        })
      : pendingLinkWrites(to, priorLink(access, to), person);
  return [...endedWrites, ...madeWrites];
};

import {
  barOfLink,
  type Desk,
  deed,
  foundPatient,
  personSummary,
  searchTermsOf,
  type Verdict,
} from '../../layers/deed/index.ts';
import { demographicsMatch } from '../../layers/names/index.ts';
import { sendingFacts } from '../../layers/rules/index.ts';
import {
  accessOfPatient,
  canonicalJson,
  type FacilityPatientName,
  type FacilityPatientRecord,
  facilityPatientRecord,
  facilityPatientSearchWrites,
  facilityPatientWrite,
  linkAt,
  type PatientAccess,
  patientSearchWrites,
  patientWrite,
  verifiedLinkWrites,
  type Write,
} from '../../layers/store/index.ts';
import { putFacilityPatient as operation } from '../../schemas/operations/ingest.ts';
import type { FacilityPatient, Link } from '../../schemas/patient.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { FacilityId, LocalId } from '../../schemas/primitives.ts';

/**
 * The facility's own system, about its own patients (INGEST-01). Links that wait for this ID are verified where birth date, sex and kana agree.
 * A person who is neither linked nor entrusted is not kept: the network learns nothing of whom nobody linked.
 */
export const putFacilityPatient = deed(operation, async ({ params, body }, desk) => {
  const facilityId = await desk.ownFacilityId();
  const localId = await desk.localId(facilityId, { text: params.localId, pointer: '/path/localId' });
  const { record } = await desk.load({ record: facilityPatientRecord(desk.store, { facilityId, localId }) });
  const { facility } = desk.caller;
  const { linkedOrEntrusted = false, ...facts } = sendingFacts({ facility, localId, facilityPatient: record.profile });
  const claimant = record.profile?.linkedPatientId
    ? undefined
    : await matchingClaimant(desk, record, { name: { facilityId, localId }, demographics: body.demographics });
  const verdict = await desk.require({
    facts,
    resource: { facilityId, localId },
    patientId: record.profile?.linkedPatientId ?? claimant?.access.patient.patientId,
  });

  const changed = canonicalJson(record.profile?.demographics ?? {}) !== canonicalJson(body.demographics);
  if (!(linkedOrEntrusted || claimant)) {
    await desk.record(verdict, { request: { outcome: 'notKept' } });
    return { body: { localId, outcome: 'notKept' as const, linked: false } };
  }
  if (!changed && !claimant) {
    await desk.record(verdict, { request: { outcome: 'unchanged' } });
    return { body: { localId, outcome: 'unchanged' as const, linked: record.profile?.linkedPatientId !== undefined } };
  }
  return stored(desk, verdict, { facilityId, localId, demographics: body.demographics, record, claimant });
});

/** A patient, and the link that waits for this local ID. */
type Claimant = { access: PatientAccess; pending: Link };

/**
 * The one patient whose pending link these demographics verify; none where two would (a person must decide). However many others claim the ID,
 * only patients of whom the claim says the same are read; what decides is what their own record and link say now.
 */
const matchingClaimant = async (
  desk: Desk,
  record: FacilityPatientRecord,
  sent: { name: FacilityPatientName; demographics: Demographics },
): Promise<Claimant | undefined> => {
  const { name, demographics } = sent;
  const promising = record.claims.filter(({ person }) => demographicsMatch(person, demographics).matches);
  const found = await Promise.all(promising.map(({ patientId }) => accessOfPatient(desk.store, patientId)));
  const matching = found.flatMap((access): Claimant[] => {
    const pending = access && linkAt(access, name.facilityId);
    const waits =
      access?.patient.state === 'active' && pending?.state === 'pending' && pending.localId === name.localId;
    return waits && demographicsMatch(access.patient.demographics, demographics).matches ? [{ access, pending }] : [];
  });
  return matching.length === 1 ? matching[0] : undefined;
};

type Sent = {
  facilityId: FacilityId;
  localId: LocalId;
  demographics: Demographics;
  record: FacilityPatientRecord;
  claimant: Claimant | undefined;
};

const stored = async (desk: Desk, verdict: Verdict, sent: Sent) => {
  const { facilityId, localId, demographics, record, claimant } = sent;
  const before = record.profile;
  const profile: FacilityPatient = {
    ...(before ?? { facilityId, localId }),
    demographics,
    fetchedAt: desk.at,
    version: (before?.version ?? 0) + 1,
  };
  const terms = before?.demographics ? searchTermsOf(before.demographics) : [];
  const linking = claimant && linkingWrites(desk, claimant, { ...profile, version: before?.version ?? 0 });
  await desk.commit(verdict, {
    writes: [
      ...(linking ?? [facilityPatientWrite(profile)]),
      ...facilityPatientSearchWrites({ facilityId, localId, demographics }, searchTermsOf(demographics), terms),
    ],
    subject: { request: { outcome: 'stored', verifiedLink: claimant !== undefined } },
  });
  return {
    body: {
      localId,
      outcome: 'stored' as const,
      linked: claimant !== undefined || before?.linkedPatientId !== undefined,
    },
  };
};

/** The pending link becomes verified, and the profile takes the patient in the same write. `profile`: with the version that was read. */
const linkingWrites = (desk: Desk, { access, pending }: Claimant, profile: FacilityPatient): Write[] => {
  const link: Link = {
    ...pending,
    state: 'verified',
    verifiedBy: 'demographics',
    verifiedAt: desk.at,
    version: pending.version + 1,
  };
  const { patient } = access;
  const links = [...access.links.filter((other) => other !== pending), link];
  return [
    ...verifiedLinkWrites(link, pending, {
      person: personSummary(patient.demographics),
      ...barOfLink(desk, { profile, facilityId: link.facilityId, consents: access.consents }),
    }),
    ...patientSearchWrites(foundPatient(patient, links), searchTermsOf(patient.demographics), []),
    // Fails where the patient was corrected or linked elsewhere meanwhile: it is compared anew.
    patientWrite({ ...patient, version: patient.version + 1 }),
  ];
};

import {
  askedPatient,
  askedPatientFacts,
  barOfLink,
  type Desk,
  deed,
  foundPatient,
  newConsent,
  patientView,
  personSummary,
  searchTermsOf,
  typedDemographics,
  type Verdict,
} from '../../layers/deed/index.ts';
import { log } from '../../layers/edge/index.ts';
import { decide } from '../../layers/rules/index.ts';
import {
  consentWrite,
  type FacilityPatientRecord,
  facilityPatientRecord,
  type PatientAccess,
  patientSearchWrites,
  patientsFoundBy,
  patientWrite,
  verifiedLinkWrites,
} from '../../layers/store/index.ts';
import type { Consent } from '../../schemas/consent.ts';
import { registerPatient as operation } from '../../schemas/operations/registration.ts';
import type { DuplicateCandidate, Link, Patient } from '../../schemas/patient.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { duplicateCandidates } from './candidates.ts';
import { grantResource, grantTurned, readGrant, usableGrant } from './ems-grant.ts';
import { ownLink } from './own-link.ts';
import { searchAttempt } from './search-attempt.ts';

/**
 * Care staff, clerks and administrators of a facility that takes part (PATIENT-01). Duplicate candidates stop it, each with why, until a
 * person has judged every one of them to be somebody else. Consent and the own patient ID may come along, all or nothing.
 */
export const registerPatient = deed(operation, async ({ body }, desk) => {
  const demographics = typedDemographics(body.demographics, desk.today);
  const terms = searchTermsOf(demographics);
  const facilityId = await desk.ownFacilityId();
  const localId =
    body.localId === undefined
      ? undefined
      : await desk.localId(facilityId, { text: body.localId, pointer: '/body/localId' });
  const none: FacilityPatientRecord = { claims: [] };
  const { known, own, grant } = await desk.load({
    grant: readGrant(desk.store, body.emsGrantId),
    known: patientsFoundBy(desk.store, terms),
    own: localId === undefined ? Promise.resolve(none) : facilityPatientRecord(desk.store, { facilityId, localId }),
  });
  const verdict = await desk.require({ facts: { registeredByCaller: true }, resource: grantResource(grant) });
  if (desk.prior) return repeated(desk, verdict);
  await usableGrant(desk, verdict, grant);

  // Whoever is left out is a duplicate that nobody was asked about: the registration goes on, the operators are told.
  if (known.cutOff) log('warn', 'duplicates not all compared', { operation: operation.id, code: 'CANDIDATES_CUT_OFF' });
  const candidates = duplicateCandidates(demographics, known.found, facilityId).filter(
    ({ patientId }) => !body.notDuplicateOf.includes(patientId),
  );
  if (candidates.length > 0) {
    return desk.fail(verdict, 'DUPLICATE_CANDIDATES', {
      extra: { candidates },
      subject: { request: { candidates: candidates.map(({ patientId }) => patientId) } },
      ...counted(desk, candidates),
    });
  }

  const patientId = `pat_${desk.store.newId()}` as PatientId;
  const patient: Patient = {
    patientId,
    demographics,
    registeredBy: facilityId,
    registeredAt: desk.at,
    state: 'active',
    version: 1,
  };
  const consents: Consent[] = body.consent
    ? [newConsent(desk, { input: body.consent, patientId, ownLocalId: localId, pointer: '/body/consent' })]
    : [];
  const links: Link[] =
    localId === undefined
      ? []
      : [
          await ownLink(desk, verdict, {
            patientId,
            demographics,
            localId,
            profile: own.profile,
            confirmDifference: false,
          }),
        ];
  const person = personSummary(demographics);
  const turned = grantTurned(desk, grant, { access: { patient, links, consents }, ownLinked: links.length > 0 });
  const allLinks = [...links, ...(turned.link ? [turned.link] : [])];
  await desk.commit(verdict, {
    writes: [
      patientWrite(patient),
      ...patientSearchWrites(foundPatient(patient, allLinks), terms, []),
      ...consents.map(consentWrite),
      ...links.flatMap((link) =>
        verifiedLinkWrites(link, undefined, {
          person,
          ...barOfLink(desk, { profile: own.profile, facilityId, consents }),
        }),
      ),
      ...turned.writes,
    ],
    result: { patientId },
    subject: {
      patientId,
      resource: {
        patientId,
        ...(consents[0] && { consentId: consents[0].consentId }),
        ...(localId && { facilityId, localId }),
      },
      request: { confirmed: body.notDuplicateOf },
    },
  });
  return answer({ patient, links: allLinks, consents }, desk);
});

/** Candidates of other facilities are what a search would show: they count as one, and beyond the limit nobody is shown. */
const counted = (desk: Desk, candidates: DuplicateCandidate[]) =>
  candidates.some((candidate) => !candidate.linkedAtYourFacility) && {
    writes: [searchAttempt(desk)],
    conflicts: { attempts: 'SEARCH_EXHAUSTED' as const },
  };

const answer = (access: PatientAccess, desk: Desk) => ({
  version: access.patient.version,
  body: { patient: patientView(access, desk.today) },
});

/** The same request again: what it made, as it is now, for whoever may still see it (PATIENT-03, PATIENT-04). */
const repeated = async (desk: Desk, verdict: Verdict) => {
  const patientId = desk.prior?.['patientId'] as PatientId;
  const asked = await askedPatient(desk.store, patientId);
  const facts = { ...desk.caller.facts, ...askedPatientFacts(asked, desk.caller.facilityId) };
  const subject = { patientId, resource: { patientId }, request: { repeated: true } };
  if (!asked.access || decide({ act: 'patient.read', facts }).decision === 'refuse')
    return desk.fail(verdict, 'NOT_FOUND', { subject });
  await desk.record(verdict, subject);
  return answer(asked.access, desk);
};

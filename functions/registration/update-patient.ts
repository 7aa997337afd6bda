import {
  askedPatient,
  askedPatientFacts,
  deed,
  foundPatient,
  patientView,
  personSummary,
  refuseMerged,
  searchTermsOf,
  typedBirthDate,
} from '../../layers/deed/index.ts';
import { patientSearchWrites, patientWrite, relistWrites } from '../../layers/store/index.ts';
import { updatePatient as operation } from '../../schemas/operations/registration.ts';
import type { Patient } from '../../schemas/patient.ts';

/** A facility with its own verified link, or the registering one until it has (PATIENT-03, PATIENT-04). The version last seen must be named. */
export const updatePatient = deed(operation, async ({ params, body }, desk) => {
  const { birthDate, ...typed } = body.demographics;
  const day =
    birthDate === undefined
      ? undefined
      : typedBirthDate(birthDate, { pointer: '/body/demographics/birthDate', today: desk.today });
  const { asked } = await desk.load({ asked: askedPatient(desk.store, params.patientId) });
  const { access } = asked;
  const facts = askedPatientFacts(asked, desk.caller.facilityId);
  const verdict = await desk.require({ facts, otherwise: 'NOT_FOUND', patientId: access?.patient.patientId });
  if (!access) return desk.fail(verdict, 'NOT_FOUND');
  await refuseMerged(desk, verdict, asked);
  const { patient, links } = access;
  if (patient.version !== desk.ifMatch) return desk.fail(verdict, 'VERSION_CONFLICT');

  const demographics = { ...patient.demographics, ...typed, ...(day !== undefined && { birthDate: day }) };
  const next: Patient = { ...patient, demographics, version: patient.version + 1 };
  await desk.commit(verdict, {
    writes: [
      patientWrite(next),
      ...patientSearchWrites(
        foundPatient(next, links),
        searchTermsOf(demographics),
        searchTermsOf(patient.demographics),
      ),
      ...relistWrites(links, personSummary(demographics)),
    ],
    subject: { request: { fields: Object.keys(body.demographics) } },
  });
  return { version: next.version, body: { patient: patientView({ ...access, patient: next }, desk.today) } };
});

import { askedPatient, askedPatientFacts, deed, patientView } from '../../layers/deed/index.ts';
import { readPatient as operation } from '../../schemas/operations/registration.ts';

/**
 * A facility with its own verified link, the registering facility until it has one, or the network office (PATIENT-02 to -04). A registration
 * that was merged says into which.
 */
export const readPatient = deed(operation, async ({ params }, desk) => {
  const { asked } = await desk.load({ asked: askedPatient(desk.store, params.patientId) });
  const { access } = asked;
  const facts = askedPatientFacts(asked, desk.caller.facilityId);
  const verdict = await desk.require({ facts, otherwise: 'NOT_FOUND', patientId: access?.patient.patientId });
  if (!access) return desk.fail(verdict, 'NOT_FOUND');
  await desk.record(verdict);
  return { version: access.patient.version, body: { patient: patientView(access, desk.today) } };
});

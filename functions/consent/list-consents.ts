import { askedPatient, askedPatientFacts, deed } from '../../layers/deed/index.ts';
import { listConsents as operation } from '../../schemas/operations/consent.ts';

/** A facility with its own verified link, or the registering one until it has (CONSENT-01, CONSENT-03). A merged registration keeps its history. */
export const listConsents = deed(operation, async ({ params }, desk) => {
  const { asked } = await desk.load({ asked: askedPatient(desk.store, params.patientId) });
  const { access } = asked;
  const facts = askedPatientFacts(asked, desk.caller.facilityId);
  const verdict = await desk.require({ facts, otherwise: 'NOT_FOUND', patientId: access?.patient.patientId });
  if (!access) return desk.fail(verdict, 'NOT_FOUND');
  await desk.record(verdict, { request: { count: access.consents.length } });
  // Ids are ULIDs: their order is the order of time.
  return { body: { items: [...access.consents].sort((a, b) => (a.consentId < b.consentId ? 1 : -1)) } };
});

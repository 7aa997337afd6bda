import { askedPatient, askedPatientFacts, deed, emsBarWrites, refuseMerged } from '../../layers/deed/index.ts';
import { consentWrite, patientWrite } from '../../layers/store/index.ts';
import type { Consent } from '../../schemas/consent.ts';
import { withdrawConsent as operation } from '../../schemas/operations/consent.ts';

/**
 * A facility with its own verified link, the registering one, or the network office (CONSENT-04 to -06); never refused to a facility that has a
 * link. At once: every look reads the consent strongly consistently, so the next request of every other facility is refused.
 */
export const withdrawConsent = deed(operation, async ({ params, body }, desk) => {
  const { asked } = await desk.load({ asked: askedPatient(desk.store, params.patientId) });
  const { access } = asked;
  const facts = askedPatientFacts(asked, desk.caller.facilityId);
  const verdict = await desk.require({
    facts,
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { consentId: params.consentId },
  });
  const consent = access?.consents.find((other) => other.consentId === params.consentId);
  if (!access || !consent || desk.claims.kind !== 'staff') return desk.fail(verdict, 'NOT_FOUND');
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return { version: consent.version, body: { consent } };
  }
  await refuseMerged(desk, verdict, asked);
  if (consent.state !== 'inForce') return desk.fail(verdict, 'CONSENT_NOT_IN_FORCE');
  const withdrawn: Consent = {
    ...consent,
    state: 'withdrawn',
    endedAt: desk.at,
    withdrawal: {
      ...body,
      recordedBy: desk.claims.staffId,
      recordedAtFacility: desk.caller.facilityId,
      recordedAt: desk.at,
    },
    version: consent.version + 1,
  };
  const { patient } = access;
  await desk.commit(verdict, {
    // As with a new consent: whatever is decided upon the consents at this moment must see the withdrawal.
    writes: [
      consentWrite(withdrawn),
      patientWrite({ ...patient, version: patient.version + 1 }),
      ...emsBarWrites(access, {
        consents: access.consents.map((other) => (other.consentId === withdrawn.consentId ? withdrawn : other)),
        at: desk.at,
        todayJst: desk.today,
      }),
    ],
    result: { consentId: consent.consentId },
  });
  return { version: withdrawn.version, body: { consent: withdrawn } };
});

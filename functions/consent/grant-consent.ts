import {
  askedPatient,
  askedPatientFacts,
  deed,
  emsBarWrites,
  newConsent,
  refuseMerged,
} from '../../layers/deed/index.ts';
import { leftOutFacts } from '../../layers/rules/index.ts';
import { consentWrite, patientWrite, verifiedLinkAt } from '../../layers/store/index.ts';
import type { Consent } from '../../schemas/consent.ts';
import { grantConsent as operation } from '../../schemas/operations/consent.ts';

/**
 * A facility with its own verified link, or the registering one until it has (CONSENT-01, -02), but none that the patient left out (-07, -08). Where a consent is in force, a new one must name all that it
 * takes the place of; only individual consents may stand beside individual ones, and none of them ever widens.
 */
export const grantConsent = deed(operation, async ({ params, body }, desk) => {
  const { asked } = await desk.load({ asked: askedPatient(desk.store, params.patientId) });
  const { access } = asked;
  const viewer = desk.caller.facilityId;
  // Nobody has left anybody out of the consents of a patient who does not exist.
  const facts = { ...askedPatientFacts(asked, viewer), ...leftOutFacts({ consents: access?.consents ?? [], viewer }) };
  const verdict = await desk.require({ facts, otherwise: 'NOT_FOUND', patientId: access?.patient.patientId });
  if (!access) return desk.fail(verdict, 'NOT_FOUND');
  if (desk.prior) {
    const made = access.consents.find((consent) => consent.consentId === desk.prior?.['consentId']);
    if (!made) return desk.fail(verdict, 'NOT_FOUND');
    await desk.record(verdict, { request: { repeated: true } });
    return { version: made.version, body: { consent: made } };
  }
  await refuseMerged(desk, verdict, asked);

  const ownLocalId = verifiedLinkAt(access, desk.caller.facilityId)?.localId;
  const consent = newConsent(desk, { input: body, patientId: params.patientId, ownLocalId, pointer: '/body' });
  const inForce = access.consents.filter((other) => other.state === 'inForce');
  const replaced = inForce.filter((other) => body.replaces.includes(other.consentId));
  if (replaced.length !== body.replaces.length) return desk.fail(verdict, 'CONSENT_NOT_IN_FORCE');
  const beside = inForce.filter((other) => !replaced.includes(other));
  const individual = [consent, ...beside].every((other) => other.scope.kind === 'individual');
  if (beside.length > 0 && !individual) {
    return desk.fail(verdict, 'CONSENT_IN_FORCE', { extra: { inForce: beside.map((other) => other.consentId) } });
  }
  const ended = replaced.map(
    (other): Consent => ({
      ...other,
      state: 'replaced',
      replacedBy: consent.consentId,
      endedAt: desk.at,
      version: other.version + 1,
    }),
  );
  await desk.commit(verdict, {
    // The patient's version turns with every consent, so that two granted at once cannot both stand.
    writes: [
      consentWrite(consent),
      ...ended.map(consentWrite),
      patientWrite({ ...access.patient, version: access.patient.version + 1 }),
      ...emsBarWrites(access, {
        consents: [...access.consents.filter((other) => !replaced.includes(other)), ...ended, consent],
        at: desk.at,
        todayJst: desk.today,
        granted: consent,
      }),
    ],
    result: { consentId: consent.consentId },
    subject: {
      resource: { consentId: consent.consentId },
      request: { scope: consent.scope.kind, replaces: body.replaces },
    },
  });
  return { version: consent.version, body: { consent } };
});

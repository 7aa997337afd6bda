import { grantConsent } from '../../functions/consent/grant-consent.ts';
import { listConsents } from '../../functions/consent/list-consents.ts';
import { withdrawConsent } from '../../functions/consent/withdraw-consent.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import { ACCESS, inTurn, NEW_KEY, type Scenario, STAFF } from './scenario.ts';

const comprehensive = { kind: 'comprehensive', excludedFacilities: [], excludedContents: [] };

export const consent: Scenario[] = [
  {
    deed: grantConsent,
    as: 'clinic',
    kind: 'other',
    // The patient's version turns with every consent, and each linked record is told what is left closed to EMS.
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [ACCESS],
      write: ['Consent', 'Patient', 'FacilityPatient', 'Idempotency'],
    },
    asks: async (world) => ({
      params: { patientId: (await world.patient({ links: [FACILITY.testClinic] })).patientId },
      body: { scope: comprehensive, consentedBy: { who: 'patient' }, method: 'written' },
    }),
    overHttp: true,
  },
  {
    deed: listConsents,
    as: 'clinic',
    kind: 'other',
    floor: { get: STAFF, query: [ACCESS] },
    asks: (world, n) => ({ params: { patientId: inTurn(world.looked, n).patientId } }),
  },
  {
    deed: withdrawConsent,
    as: 'clinic',
    kind: 'other',
    floor: {
      get: STAFF,
      absent: NEW_KEY,
      query: [ACCESS],
      write: ['Consent', 'Patient', 'FacilityPatient', 'Idempotency'],
    },
    asks: async (world) => {
      const { patientId } = await world.patient({ links: [FACILITY.testClinic], consented: true });
      return {
        params: { patientId, consentId: `con_${patientId.slice(4)}` },
        body: { reason: '本人の申し出', withdrawnBy: { who: 'patient' } },
      };
    },
  },
];

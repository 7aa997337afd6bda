import { Consent } from '../../schemas/consent.ts';
import { Patient } from '../../schemas/patient.ts';
import { hasVersion, isNew, type Write } from './db.ts';
import { toItem } from './items.ts';
import { consentKey, patientKey } from './keys.ts';

/** A patient: new where version is 1, else over the version before (`patient-version`). */
export const patientWrite = (patient: Patient): Write => ({
  table: 'records',
  put: toItem(Patient, { entity: 'Patient', key: patientKey(patient.patientId), value: patient }),
  condition: patient.version === 1 ? isNew : hasVersion(patient.version - 1),
  otherwise: 'patient-version',
});

/** A consent: new where version is 1, else over the version before (`consent-version`). Nothing is ever deleted: full history. */
export const consentWrite = (consent: Consent): Write => ({
  table: 'records',
  put: toItem(Consent, { entity: 'Consent', key: consentKey(consent), value: consent }),
  condition: consent.version === 1 ? isNew : hasVersion(consent.version - 1),
  otherwise: 'consent-version',
});

import * as z from 'zod';
import { Consent, ConsentedBy, ConsentInput } from '../consent.ts';
import { defineOperation } from '../operation.ts';
import { ConsentId, PatientId, prose } from '../primitives.ts';

const ConsentView = Consent.meta({ id: 'ConsentView' });

export const grantConsent = defineOperation({
  id: 'grantConsent',
  capability: 'consent',
  method: 'POST',
  path: '/v1/patients/{patientId}/consents',
  summary: {
    ja: '同意を記録する（変更は replaces に置き換える同意を指定）',
    en: 'Record a consent; a change names what it replaces',
  },
  params: z.strictObject({ patientId: PatientId }),
  body: ConsentInput,
  response: { status: 201, schema: z.strictObject({ consent: ConsentView }) },
  problems: [
    'CONSENT_NOT_YET_EFFECTIVE',
    'CONSENT_IN_FORCE',
    'CONSENT_NOT_IN_FORCE',
    'PATIENT_MERGED',
    'IMPOSSIBLE_DATE',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
  ],
  act: 'consent.grant',
  audit: 'GrantConsent',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const listConsents = defineOperation({
  id: 'listConsents',
  capability: 'consent',
  method: 'GET',
  path: '/v1/patients/{patientId}/consents',
  summary: { ja: '同意の履歴', en: 'The full history of consents, newest first' },
  params: z.strictObject({ patientId: PatientId }),
  response: { status: 200, schema: z.strictObject({ items: z.array(ConsentView) }) },
  problems: [],
  act: 'consent.read',
  audit: 'ListConsents',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const withdrawConsent = defineOperation({
  id: 'withdrawConsent',
  capability: 'consent',
  method: 'POST',
  path: '/v1/patients/{patientId}/consents/{consentId}/withdrawal',
  summary: {
    ja: '同意を撤回する（他施設の利用は直ちに止まる）',
    en: 'Withdraw a consent: every other facility loses access at once',
  },
  params: z.strictObject({ patientId: PatientId, consentId: ConsentId }),
  body: z.strictObject({ reason: prose(1000), withdrawnBy: ConsentedBy }),
  response: { status: 200, schema: z.strictObject({ consent: ConsentView }) },
  problems: ['CONSENT_NOT_IN_FORCE', 'PATIENT_MERGED', 'IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'],
  act: 'consent.withdraw',
  audit: 'WithdrawConsent',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

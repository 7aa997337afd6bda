import type { Consent, ConsentInput } from '../../schemas/consent.ts';
import type { ConsentId, LocalId, PatientId } from '../../schemas/primitives.ts';
import { faultAt, ProblemError } from '../edge/index.ts';
import { documentNameOf } from '../store/index.ts';
import type { Desk } from './desk.ts';
import { typedDay } from './typed-input.ts';

type Made = {
  input: ConsentInput;
  patientId: PatientId;
  /** The caller's own ID of this patient, under which the form's picture lies. */
  ownLocalId: LocalId | undefined;
  pointer: string;
};

/**
 * A consent as it will be kept. It takes effect on the day of the application at the latest, never in the future; its form is a consent form
 * of this very patient at the recording facility.
 */
export const newConsent = (desk: Desk, made: Made): Consent => {
  const { input, patientId, pointer } = made;
  checkForm(desk, made);
  const { effectiveOn: typed, ...rest } = input;
  const effectiveOn = typed === undefined ? desk.today : typedDay(typed, `${pointer}/effectiveOn`);
  if (effectiveOn > desk.today) {
    const says = { ja: '同意の発効日が未来の日付です。', en: 'The consent takes effect in the future.' };
    throw new ProblemError('CONSENT_NOT_YET_EFFECTIVE', {
      errors: [faultAt(`${pointer}/effectiveOn`, 'future', says)],
    });
  }
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  return {
    ...rest,
    consentId: `con_${desk.store.newId()}` as ConsentId,
    patientId,
    effectiveOn,
    recordedBy: desk.claims.staffId,
    recordedAtFacility: desk.caller.facilityId,
    recordedAt: desk.at,
    state: 'inForce',
    version: 1,
  };
};

const checkForm = (desk: Desk, { input, ownLocalId, pointer }: Made): void => {
  if (input.formDocumentId === undefined) return;
  const form = documentNameOf(desk.store.seal, input.formDocumentId);
  const own = form?.facilityId === desk.caller.facilityId && form.localId === ownLocalId;
  if (own && form.contentType === 'consentForm') return;
  const says = {
    ja: '自施設に登録されたこの患者の同意書を指定してください。',
    en: 'Name a consent form of this patient at your own facility.',
  };
  throw new ProblemError('INVALID_REQUEST', { errors: [faultAt(`${pointer}/formDocumentId`, 'not_a_form', says)] });
};

import { createClerks } from '../../local/demo/load/clerks.ts';
import type { Outcome } from '../../schemas/client.ts';
import type { Operation, OutputOf } from '../../schemas/operation.ts';
import { putLink, registerPatient } from '../../schemas/operations/registration.ts';
import type { WebRegion } from './region.ts';

export const HOSPITAL = 'ty-hospital';
export const DOCTOR = 'test-clinic.doctor';
const CLERK = 'test-clinic.clerk';

/** A person of the demo whom the clinic has not registered, with a CT at the hospital (README's tour); her number is the same at both. */
export const LOCAL_ID = '102';
const DEMOGRAPHICS = {
  name: { family: '志賀', given: '千代', familyKana: 'シカ', givenKana: 'チヨ' },
  birthDate: '1944-02-29',
  sex: 'female',
} as const;

/** Registers her as the clinic's clerk does, with a consent to everything, and links the hospital. Answers her patient ID. */
export async function registerLinked(place: WebRegion): Promise<string> {
  const clerk = createClerks(place.region, place.accounts)(CLERK);
  const consent = { scope: { kind: 'comprehensive' }, consentedBy: { who: 'patient' }, method: 'written' } as const;
  const registered = done(
    await clerk(registerPatient, { body: { demographics: DEMOGRAPHICS, localId: LOCAL_ID, consent } }),
  );
  const { patientId } = registered.patient;
  done(await clerk(putLink, { params: { patientId, facilityId: HOSPITAL }, body: { localId: LOCAL_ID } }));
  return patientId;
}

/** The body of an answer that must be a success. */
export function done<O extends Operation>(outcome: Outcome<O>): OutputOf<O> {
  if (outcome.ok) return outcome.body;
  throw new Error(`${outcome.status} ${JSON.stringify(outcome.problem)}`);
}

import type * as z from 'zod';
import type { ConsentInput } from '../../schemas/consent.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { putLink, registerPatient } from '../../schemas/operations/registration.ts';
import type { FacilityId, PatientId } from '../../schemas/primitives.ts';
import { type Caller, done } from './journey.ts';
import type { TestPerson } from './people.ts';

type Consenting = z.input<typeof ConsentInput>;

/** The patient's own written agreement to the whole network, but for what is left out. */
export const comprehensive = (
  leftOut: { excludedFacilities?: string[]; excludedContents?: Consenting['scope']['excludedContents'] } = {},
  change: Partial<Consenting> = {},
): Consenting => ({
  scope: { kind: 'comprehensive', ...leftOut },
  consentedBy: { who: 'patient' },
  method: 'written',
  ...change,
});

/** Only among the facilities named. */
export const individual = (facilities: string[], change: Partial<Consenting> = {}): Consenting => ({
  scope: { kind: 'individual', facilities },
  consentedBy: { who: 'patient' },
  method: 'written',
  ...change,
});

type Registering = InputOf<typeof registerPatient>['body'];

/** @returns the new patient's id. */
export const registered = async (
  caller: Caller,
  demographics: TestPerson,
  rest: Omit<Registering, 'demographics'> = {},
): Promise<PatientId> => {
  const { patient } = done(await caller(registerPatient, { body: { demographics, ...rest } }));
  return patient.patientId;
};

/** Gives a facility's ID of the patient. @returns the link as answered. */
export const linked = async (
  caller: Caller,
  at: { patientId: PatientId; facilityId: string; localId: string; confirmDifference?: boolean },
) => {
  const { patientId, facilityId, ...body } = at;
  const params = { patientId, facilityId: facilityId as FacilityId };
  return done(await caller(putLink, { params, body })).link;
};

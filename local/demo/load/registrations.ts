import { addDays } from '../../../layers/names/index.ts';
import type { CallExtras, Outcome } from '../../../schemas/client.ts';
import type { InputOf, Operation, OutputOf } from '../../../schemas/operation.ts';
import { listConsents, withdrawConsent } from '../../../schemas/operations/consent.ts';
import { DuplicateCandidates, putLink, registerPatient } from '../../../schemas/operations/registration.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { typedDemographics } from '../people/spelling.ts';
import type { DemoPerson, Registration } from '../people.ts';
import { digestOf } from '../random.ts';
import { SEED } from '../settings.ts';
import type { Client } from './clerks.ts';

export type Registered = DemoPerson & { registration: Registration };

export const isRegistered = (person: DemoPerson): person is Registered => person.registration !== undefined;

type Office = { clientOf: (staffId: string) => Client; referenceDay: string };

/** The same request has the same key in every run, so that a load that goes on repeats nothing (the network remembers keys for a day). */
const keyOf = (person: DemoPerson, deed: string): string =>
  digestOf(`${SEED}/${person.key}/${deed}`).toString('hex').slice(0, 40);

/** A refusal where the demo expects none stops the load: something is wrong with the network, or with the demo. */
export class DemoRefused extends Error {
  override readonly name = 'DemoRefused';
}

const MOST_TRIES = 5;
const isPassing = (outcome: Outcome<Operation>): boolean =>
  !outcome.ok && (outcome.status === 503 || outcome.problem.code === 'CONFLICT');

/** Concurrent changes and a store that is busy pass: the same request again, a little later. */
const patiently = async <O extends Operation>(send: () => Promise<Outcome<O>>): Promise<Outcome<O>> => {
  for (let tries = 1; ; tries += 1) {
    const outcome = await send();
    if (tries === MOST_TRIES || !isPassing(outcome)) return outcome;
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
  }
};

type Request<O extends Operation> = { operation: O; input: InputOf<O>; extras?: CallExtras };

/** @throws DemoRefused, which names the person by key only. */
const must = async <O extends Operation>(
  client: Client,
  person: DemoPerson,
  { operation, input, extras }: Request<O>,
): Promise<OutputOf<O>> => {
  const outcome = await patiently(() => client(operation, input, extras));
  if (outcome.ok) return outcome.body;
  throw new DemoRefused(`${operation.id} of ${person.key}: ${outcome.status} ${outcome.problem.code}`);
};

/** Registers one person as a clerk does: demographics, own ID and consent; then the other facilities' IDs; then, for some, the withdrawal. */
export const register = async (office: Office, person: Registered): Promise<PatientId> => {
  const patientId = await registered(office, person);
  for (const link of person.registration.links) {
    const { facilityId, localId } = link;
    await must(office.clientOf(link.by), person, {
      operation: putLink,
      input: { params: { patientId, facilityId }, body: { localId } },
    });
  }
  if (person.registration.withdrawal !== undefined) await withdraw(office, { person, patientId });
  return patientId;
};

const bodyOf = (
  { referenceDay }: Office,
  { demographics, registration }: Registered,
): InputOf<typeof registerPatient>['body'] => {
  const { consent } = registration;
  return {
    demographics: typedDemographics(demographics, registration),
    localId: registration.localId,
    ...(consent && {
      consent: {
        scope: consent.scope,
        consentedBy: consent.consentedBy,
        method: consent.method,
        effectiveOn: addDays(referenceDay, -consent.daysAgo),
      },
    }),
  };
};

/** Candidates stop a registration. People of the demo are different people, which is what its clerk then confirms. */
const registered = async (office: Office, person: Registered): Promise<PatientId> => {
  const client = office.clientOf(person.registration.by);
  const body = bodyOf(office, person);
  const first = await patiently(() => client(registerPatient, { body }, { idempotencyKey: keyOf(person, 'register') }));
  if (first.ok) return first.body.patient.patientId;
  if (first.problem.code !== 'DUPLICATE_CANDIDATES')
    throw new DemoRefused(`registerPatient of ${person.key}: ${first.status} ${first.problem.code}`);
  const { candidates } = DuplicateCandidates.parse({ candidates: first.problem['candidates'] });
  const itself = candidates.find(({ certainty, linkedAtYourFacility }) => certainty === 'same' && linkedAtYourFacility);
  // An earlier run registered this person, longer ago than the network remembers its key.
  if (itself !== undefined) return itself.patientId;
  const confirmed = { ...body, notDuplicateOf: candidates.map(({ patientId }) => patientId) };
  const answer = await must(client, person, {
    operation: registerPatient,
    input: { body: confirmed },
    extras: { idempotencyKey: keyOf(person, 'register-confirmed') },
  });
  return answer.patient.patientId;
};

const withdraw = async (
  office: Office,
  { person, patientId }: { person: Registered; patientId: PatientId },
): Promise<void> => {
  const { by, withdrawal } = person.registration;
  if (withdrawal === undefined) return;
  const client = office.clientOf(by);
  const { items } = await must(client, person, { operation: listConsents, input: { params: { patientId } } });
  for (const { consentId } of items.filter(({ state }) => state === 'inForce')) {
    const { reason, withdrawnBy } = withdrawal;
    await must(client, person, {
      operation: withdrawConsent,
      input: { params: { patientId, consentId }, body: { reason, withdrawnBy } },
      extras: { idempotencyKey: keyOf(person, 'withdraw') },
    });
  }
};

import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { registerPatient, searchPatients } from '../../../schemas/operations/registration.ts';
import type { DuplicateCandidate, PatientView } from '../../../schemas/patient.ts';
import { ProblemError } from '../../api/problem-error.ts';
import { type Form, useForm } from '../../api/use-form.ts';
import { navigate } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { type ConsentTyped, consentInput, NO_CONSENT_TYPED } from '../../consents/typed.ts';
import { type DemographicsTyped, demographicsInput, NOTHING_TYPED, typedOfPerson } from '../demographics/typed.ts';
import { handover, type LinkHandover, type RegistrationHandover } from '../handover.ts';
import { worksWithPatients } from '../may.ts';
import type { Judgement } from './candidates.tsx';

export type RegistrationTyped = { demographics: DemographicsTyped; localId: string; consent: ConsentTyped };
/** Coming back from a candidate, the consent is handed over, too. */
type Handed = Partial<RegistrationHandover & { consent: ConsentTyped }>;

type Registration = {
  form: Form<RegistrationTyped>;
  /** Turned into this registration. */
  emsGrantId: string | undefined;
  candidates: readonly DuplicateCandidate[];
  judged: Readonly<Record<string, Judgement>>;
  judge: (patientId: string, judgement: Judgement) => void;
  /** Nobody is left to be judged: each was said to be somebody else, or what was typed has changed since, and is asked anew. */
  isJudged: boolean;
  send: () => Promise<void>;
  /** The own ID follows, where the difference of the own record can be confirmed. */
  sendWithoutId: () => Promise<void>;
  goToSame: (candidate: DuplicateCandidate) => void;
};

/** Step 1 of a first registration: the form, and what a person decides about whoever may be the same. */
export const useRegistration = (): Registration => {
  const me = useMe();
  const [handed] = useState<Handed>(handover);
  // Not fields: they must be in the very next sending.
  const decided = useRef({ notDuplicateOf: [] as string[], isIdLater: false });
  const sent = useRef<DemographicsTyped>(undefined);
  const [judged, setJudged] = useState<Record<string, Judgement>>({});
  const form: Form<RegistrationTyped> = useForm(registerPatient, {
    initial: initialOf(handed),
    inputOf: ({ demographics, localId, consent }: RegistrationTyped) => {
      const { isIdLater, notDuplicateOf } = decided.current;
      return {
        body: {
          demographics: demographicsInput(demographics),
          ...(localId.trim() !== '' && !isIdLater && { localId }),
          ...(consent.kind !== 'later' && { consent: consentInput(consent) }),
          notDuplicateOf: notDuplicateOf,
          ...(handed.emsGrantId && { emsGrantId: handed.emsGrantId }),
        },
      };
    },
    changes: [searchPatients],
    onDone: ({ patient }) => goOn(patient, form.values.localId),
  });

  const goOn = (patient: PatientView, localId: string): void => {
    const isOwnMissing = !patient.links.some(({ facilityId }) => facilityId === me.facility.facilityId);
    const state: LinkHandover = {
      flow: 'register',
      person: patient.demographics,
      ...(isOwnMissing && { localId, ...grantOf(handed) }),
    };
    // An own ID that is still missing is asked for first: without it nothing opens. IDs are linked by care staff and clerks (LINK-01).
    const next = worksWithPatients(me) ? (isOwnMissing ? '/own-id' : '/facilities') : '';
    navigate(`/patients/${patient.patientId}${next}`, { replace: true, state });
  };
  const candidates = candidatesOf(form.error);
  const others = candidates.map(({ patientId }) => patientId).filter((id) => judged[id] === 'other');
  const isChanged = sent.current !== undefined && sent.current !== form.values.demographics;

  const send = (isIdLater: boolean): Promise<void> => {
    // Judged for what had been typed then: whoever corrects a name or a date is asked anew about everybody.
    const before = isChanged ? [] : [...decided.current.notDuplicateOf, ...others];
    if (isChanged) setJudged({});
    decided.current = { notDuplicateOf: [...new Set<string>(before)], isIdLater };
    sent.current = form.values.demographics;
    return form.submit();
  };
  const goToSame = ({ patientId, person, linkedAtYourFacility }: DuplicateCandidate): void => {
    const { values } = form;
    // What was typed stays in this step of the history, for whoever comes back; so leaving loses nothing.
    flushSync(() => form.reset(values));
    navigate('/patients/new', { replace: true, state: keptOf(values, handed) });
    const opens = linkedAtYourFacility && worksWithPatients(me);
    navigate(`/patients/${patientId}/${opens ? 'chart' : 'own-id'}`, {
      state: { person, localId: values.localId, ...grantOf(handed) } satisfies LinkHandover,
    });
  };
  return {
    form,
    emsGrantId: handed.emsGrantId,
    candidates,
    judged,
    judge: (patientId, judgement) => setJudged((before) => ({ ...before, [patientId]: judgement })),
    isJudged: others.length === candidates.length || isChanged,
    send: () => send(false),
    sendWithoutId: () => send(true),
    goToSame,
  };
};

const grantOf = ({ emsGrantId }: Handed): { emsGrantId?: string } => (emsGrantId ? { emsGrantId } : {});

const initialOf = ({ person, typed, localId, consent }: Handed): RegistrationTyped => ({
  demographics: { ...NOTHING_TYPED, ...(person && typedOfPerson(person)), ...typed },
  localId: localId ?? '',
  consent: consent ?? NO_CONSENT_TYPED,
});

const keptOf = ({ demographics, localId, consent }: RegistrationTyped, handed: Handed): Handed => ({
  ...handed,
  typed: demographics,
  localId,
  consent,
});

const candidatesOf = (error: Error | undefined): readonly DuplicateCandidate[] =>
  error instanceof ProblemError ? ((error.problem['candidates'] ?? []) as DuplicateCandidate[]) : [];

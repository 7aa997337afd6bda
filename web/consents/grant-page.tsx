import { type FormEvent, useState } from 'react';
import type { Consent } from '../../schemas/consent.ts';
import { grantConsent, listConsents } from '../../schemas/operations/consent.ts';
import { readPatient } from '../../schemas/operations/registration.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import type { PatientView } from '../../schemas/patient.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { useAsk } from '../api/ask.ts';
import { codeOf } from '../api/problem-error.ts';
import { type Form, useForm } from '../api/use-form.ts';
import { navigate } from '../app/location.ts';
import { useMe } from '../app/me.ts';
import { readDay } from '../patients/demographics/reading.ts';
import { FaultText } from '../patients/fault-text.tsx';
import { useFirstFault } from '../patients/first-fault.ts';
import { worksWithPatients } from '../patients/may.ts';
import { PersonFacts } from '../patients/person-facts.tsx';
import { todayJst } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Asked, ProblemView } from '../ui/states.tsx';
import { ConsentFields } from './consent-fields.tsx';
import { FormUpload } from './form-upload.tsx';
import { texts } from './texts.ts';
import { type ConsentTyped, consentInput, NO_CONSENT_TYPED, typedOfConsent } from './typed.ts';

/** A first consent, or a change: it takes the place of everything that is in force. */
const GrantPage = ({ params }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const patientId = (params['patientId'] ?? '') as PatientId;
  const patient = useAsk(readPatient, { params: { patientId } });
  const consents = useAsk(listConsents, { params: { patientId } });
  const inForce = consents.data?.items.filter(({ state }) => state === 'inForce') ?? [];
  return (
    <Page title={t(inForce.length > 0 ? 'changeTitle' : 'grantTitle')}>
      <Asked asked={patient}>
        {({ patient }) => (
          <>
            <PersonFacts person={patient.demographics} />
            <Asked asked={consents}>{() => <GrantForm patient={patient} inForce={inForce} />}</Asked>
          </>
        )}
      </Asked>
    </Page>
  );
};
export default GrantPage;

/** Somebody else recorded, changed or withdrew a consent meanwhile. */
const OVERTAKEN = ['CONSENT_IN_FORCE', 'CONSENT_NOT_IN_FORCE', 'CONFLICT'];

type GrantTyped = { consent: ConsentTyped; formDocumentId: string | undefined };

const initialOf = (before: Consent | undefined): GrantTyped => ({
  consent: before ? typedOfConsent(before) : NO_CONSENT_TYPED,
  formDocumentId: undefined,
});

const GrantForm = ({ patient, inForce }: { patient: PatientView; inForce: readonly Consent[] }) => {
  const t = useTexts(texts);
  const { patientId } = patient;
  const { form: element, showFirstFault } = useFirstFault();
  const [before] = inForce;
  const form: Form<GrantTyped> = useForm(grantConsent, {
    initial: initialOf(before),
    inputOf: ({ consent, formDocumentId }) => ({
      params: { patientId },
      body: consentInput(consent, { formDocumentId, replaces: inForce.map(({ consentId }) => consentId) }),
    }),
    changes: [listConsents, readPatient, readTimeline],
    onDone: () => navigate(`/patients/${patientId}/consents`, { replace: true, state: { done: 'recorded' } }),
  });
  const { consent } = form.values;
  return (
    <form
      ref={element}
      noValidate
      className="flex flex-col gap-6"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void form.submit().then(showFirstFault);
      }}
    >
      {inForce.length > 0 && <Notice>{t('changeNote', { count: inForce.length })}</Notice>}
      <Section title={t('title')}>
        <ConsentFields
          typed={consent}
          onChange={(changes) => form.set('consent', { ...consent, ...changes })}
          faultAt={form.faultAt}
        />
      </Section>
      {consent.method === 'written' && <Picture patient={patient} form={form} />}
      {form.error && <ProblemView error={form.error} />}
      {OVERTAKEN.includes(codeOf(form.error)) && <Reread patientId={patientId} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="lg" isBusy={form.isSending}>
          {t(inForce.length > 0 ? 'saveChange' : 'save')}
        </Button>
        <ButtonLink variant="quiet" href={`/patients/${patientId}/consents`}>
          {t('toHistory')}
        </ButtonLink>
      </div>
    </form>
  );
};

/** Asks anew what is in force; what was typed stays. */
const Reread = ({ patientId }: { patientId: PatientId }) => {
  const t = useTexts(texts);
  const { refetch } = useAsk(listConsents, { params: { patientId } });
  return (
    <div>
      <Button variant="secondary" onClick={() => void refetch()}>
        {t('reread')}
      </Button>
    </div>
  );
};

const Picture = ({ patient, form }: { patient: PatientView; form: Form<GrantTyped> }) => {
  const t = useTexts(texts);
  const me = useMe();
  const [today] = useState(todayJst);
  const own = patient.links.find(({ facilityId }) => facilityId === me.facility.facilityId);
  const effective = readDay(form.values.consent.effectiveOn, today);
  if (!worksWithPatients(me)) return <p className="text-sm text-solid-gray-700">{t('formByOthers')}</p>;
  if (own?.state !== 'verified') return <p className="text-sm text-solid-gray-700">{t('formNeedsLink')}</p>;
  return (
    <Section title={t('form')}>
      <FormUpload
        localId={own.localId}
        day={effective.state === 'day' ? effective.day : today}
        onChange={(documentId) => form.set('formDocumentId', documentId)}
      />
      <FaultText fault={form.faultAt('/formDocumentId')} />
    </Section>
  );
};

import type { FormEvent } from 'react';
import { useMe } from '../../app/me.ts';
import { ConsentFields } from '../../consents/consent-fields.tsx';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { BasicFields, ContactFields, FurtherFields } from '../demographics/fields.tsx';
import { texts as person } from '../demographics/texts.ts';
import type { DemographicsTyped } from '../demographics/typed.ts';
import { useFirstFault } from '../first-fault.ts';
import { worksWithPatients } from '../may.ts';
import { Candidates } from './candidates.tsx';
import { RegistrationProblem } from './registration-problem.tsx';
import { Steps } from './steps.tsx';
import { texts } from './texts.ts';
import { useRegistration } from './use-registration.ts';

/** First registration, step 1: demographics, own patient ID and consent, all or nothing. */
const RegisterPage = () => {
  const t = useTexts(texts);
  const registration = useRegistration();
  const { form, candidates, isJudged, judged } = registration;
  const isAllOthers = candidates.length > 0 && candidates.every(({ patientId }) => judged[patientId] === 'other');
  const { form: element, showFirstFault } = useFirstFault();
  const { demographics, localId } = form.values;
  return (
    <Page title={t('title')}>
      <Steps flow="register" at={1} />
      {registration.emsGrantId && (
        <Notice title={t('fromEms')}>
          <p>{t('fromEmsBody')}</p>
        </Notice>
      )}
      <form
        ref={element}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void registration.send().then(showFirstFault);
        }}
        className="flex flex-col gap-6"
      >
        <Fields form={form} />
        {candidates.length > 0 ? (
          <Candidates
            candidates={candidates}
            typed={demographics}
            judged={judged}
            onJudge={registration.judge}
            onSame={registration.goToSame}
          />
        ) : (
          <RegistrationProblem
            error={form.error}
            grantFault={form.faultAt('/emsGrantId')}
            localId={localId}
            onIdLater={() => void registration.sendWithoutId().then(showFirstFault)}
          />
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" size="lg" isBusy={form.isSending} isDisabled={!isJudged}>
            {t(isAllOthers ? 'submitOthers' : 'submit')}
          </Button>
          {!isJudged && <p>{t('allOthers')}</p>}
        </div>
      </form>
    </Page>
  );
};
export default RegisterPage;

const Fields = ({ form }: { form: ReturnType<typeof useRegistration>['form'] }) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const me = useMe();
  const { demographics, localId, consent } = form.values;
  const parts = {
    typed: demographics,
    onChange: (changes: Partial<DemographicsTyped>) => form.set('demographics', { ...demographics, ...changes }),
    faultAt: (pointer: string) => form.faultAt(`/demographics${pointer}`),
  };
  return (
    <>
      <Section title={of('basics')}>
        <BasicFields {...parts} />
        {worksWithPatients(me) && (
          <TextField
            className="border-t border-solid-gray-200 pt-4 sm:pr-[calc(50%+0.5rem)]"
            label={t('ownId')}
            hint={t('ownIdHint', { digits: me.facility.localIds.digits })}
            value={localId}
            onChange={(value) => form.set('localId', value)}
            fault={form.faultAt('/localId')}
            spellCheck={false}
          />
        )}
      </Section>
      <Section title={t('consent')}>
        <ConsentFields
          typed={consent}
          onChange={(changes) => form.set('consent', { ...consent, ...changes })}
          faultAt={(...pointers) => form.faultAt(...pointers.map((pointer) => `/consent${pointer}`))}
          mayFollow
        />
        {consent.method === 'written' && <p className="text-sm text-solid-gray-700">{t('formLater')}</p>}
      </Section>
      <Section title={of('contactAndInsurance')}>
        <ContactFields {...parts} />
        <FurtherFields {...parts} />
      </Section>
    </>
  );
};

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Consent } from '../../schemas/consent.ts';
import { listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { readDocument } from '../../schemas/operations/documents.ts';
import { readPatient } from '../../schemas/operations/registration.ts';
import { readContents, readTimeline } from '../../schemas/operations/timeline.ts';
import { useForm } from '../api/use-form.ts';
import { navigate } from '../app/location.ts';
import { useFirstFault } from '../patients/first-fault.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { ProblemView } from '../ui/states.tsx';
import { texts } from './texts.ts';
import { type ConsentTyped, consentedByInput } from './typed.ts';
import { WhoFields } from './who-fields.tsx';

type WithdrawalTyped = { by: Pick<ConsentTyped, 'who' | 'relation' | 'proxyName'>; reason: string };
const NOTHING: WithdrawalTyped = { by: { who: '', relation: '', proxyName: '' }, reason: '' };
/** What shows other facilities' records, and what says that the consent was in force. */
const OUTDATED = [listConsents, readPatient, readTimeline, readContents, readDocument].map(({ id }) => id as string);

/** Who asks, why, and one more question: a withdrawal cannot be taken back. */
export const WithdrawalForm = ({ consent, name }: { consent: Consent; name: string }) => {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const { patientId, consentId } = consent;
  const { form: element, showFirstFault } = useFirstFault();
  const [isAsking, setAsking] = useState(false);
  const form = useForm(withdrawConsent, {
    initial: NOTHING,
    inputOf: ({ by, reason }) => ({
      params: { patientId, consentId },
      body: { reason, withdrawnBy: consentedByInput(by) },
    }),
    // Also where the person has left this screen by then.
    changes: [readTimeline, readContents, readDocument],
    onDone: () => {
      // Nothing of it is shown again from memory.
      queries.removeQueries({ predicate: ({ queryKey: [id] }) => OUTDATED.includes(String(id)) });
      navigate(`/patients/${patientId}/consents`, { replace: true, state: { done: 'withdrawn' } });
    },
  });
  const isReady = form.values.by.who !== '' && form.values.reason.trim() !== '';
  return (
    <form
      ref={element}
      noValidate
      className="flex flex-col gap-6"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        // What is missing is said at its field; what is complete is asked about once more.
        if (isReady) setAsking(true);
        else void form.submit().then(showFirstFault);
      }}
    >
      <Section title={t('withdraw')}>
        <WhoFields
          label={t('whoWithdraws')}
          typed={form.values.by}
          onChange={(changes) => form.set('by', { ...form.values.by, ...changes })}
          faultAt={(...pointers) => form.faultAt(...pointers.map((pointer) => `/withdrawnBy${pointer}`))}
        />
        <TextArea
          label={t('reasonLabel')}
          hint={t('reasonHint')}
          value={form.values.reason}
          onChange={(reason) => form.set('reason', reason)}
          fault={form.faultAt('/reason')}
          isRequired
        />
      </Section>
      {form.error && <ProblemView error={form.error} />}
      <div>
        <Button type="submit" variant="danger" size="lg" isBusy={form.isSending}>
          {t('goOn')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('confirmTitle')}
        confirmLabel={t('confirm')}
        isDanger
        isBusy={form.isSending}
        onConfirm={() => {
          void form.submit().then(() => {
            setAsking(false);
            showFirstFault();
          });
        }}
      >
        <p>{t('confirmBody', { name })}</p>
        <p className="font-bold">{t('final')}</p>
      </ConfirmDialog>
    </form>
  );
};

import { type FormEvent, useEffect, useRef } from 'react';
import type { ObligationDuty } from '../../schemas/obligation.ts';
import type { Form } from '../api/use-form.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup, TextArea, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemView } from '../ui/states.tsx';
import { EvidenceFields } from './evidence-fields.tsx';
import { FITS, type FulfilmentForm } from './fulfilment.ts';
import { InstantField } from './instant-field.tsx';
import { texts } from './texts.ts';

export type FulfilProps = {
  duty: ObligationDuty;
  form: Form<FulfilmentForm>;
  /** Where the fulfilment stands in the body: empty, or `/fulfilment` when several are fulfilled together. */
  at: string;
  /** A refusal is each patient's own word: not recorded for several. */
  isTogether?: boolean;
  onStop: () => void;
};

/** The form of one duty: what its fulfilment has to say, and nothing else. */
export const FulfilForm = ({ duty, form, at, isTogether, onStop }: FulfilProps) => {
  const t = useTexts(texts);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const { values, error, isSending } = form;
  const { kind, outcomes } = FITS[duty];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void form.submit();
  };
  const isRefused = outcomes.length > 0 && values.outcome === 'refused';
  const hasEvidence = kind === 'evidence' || (kind === 'laterConsent' && values.outcome === 'obtained');
  const fault = (path: string) => form.faultAt(`${at}/${path}`);
  return (
    <form ref={box} onSubmit={submit} className="flex flex-col gap-4 rounded-8 bg-solid-gray-50 p-4">
      {outcomes.length > 0 && (
        <RadioGroup
          label={t('outcome')}
          value={values.outcome}
          fault={fault('outcome')}
          onChange={(outcome) => form.set('outcome', outcome)}
          choices={outcomes
            .filter((outcome) => !(isTogether && outcome === 'refused'))
            .map((value) => ({ value, label: t(`outcome.${value}`) }))}
        />
      )}
      {hasEvidence && <EvidenceFields kinds={FITS[duty].evidence} form={form} at={`${at}/evidence`} />}
      {kind === 'notification' && <Notification form={form} fault={fault} />}
      {kind === 'explanation' && values.outcome === 'explained' && (
        <>
          <TextField
            label={t('explainedTo')}
            isRequired
            value={values.explainedTo}
            fault={fault('explainedTo')}
            onChange={(to) => form.set('explainedTo', to)}
          />
          <InstantField
            label={t('explainedAt')}
            value={values.moment}
            fault={fault('at')}
            onChange={(moment) => form.set('moment', moment)}
          />
        </>
      )}
      {isRefused && (
        <Notice tone="danger" isUrgent title={t('refusedTitle')}>
          <p>{t('refusedBody')}</p>
        </Notice>
      )}
      {kind !== 'evidence' && (
        <TextArea
          label={t('note')}
          hint={t('noteHint')}
          value={values.note}
          fault={fault('note')}
          onChange={(note) => form.set('note', note)}
        />
      )}
      {error && <ProblemView error={error} />}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          size="lg"
          className="w-full sm:w-auto"
          variant={isRefused ? 'danger' : 'primary'}
          isBusy={isSending}
        >
          {t(isRefused ? 'submitRefused' : 'submit')}
        </Button>
        <Button variant="secondary" size="lg" className="w-full sm:w-auto" onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
    </form>
  );
};

type PartProps = { form: Form<FulfilmentForm>; fault: (path: string) => ReturnType<Form<FulfilmentForm>['faultAt']> };

const Notification = ({ form, fault }: PartProps) => {
  const t = useTexts(texts);
  const { values } = form;
  return (
    <>
      <TextField
        label={t('told')}
        hint={t('toldHint')}
        isRequired
        value={values.told}
        fault={fault('told')}
        onChange={(told) => form.set('told', told)}
      />
      <RadioGroup
        label={t('how')}
        isInline
        value={values.how}
        fault={fault('how')}
        onChange={(how) => form.set('how', how)}
        choices={(['telephone', 'other'] as const).map((value) => ({ value, label: t(`how.${value}`) }))}
      />
      <InstantField
        label={t('toldAt')}
        value={values.moment}
        fault={fault('at')}
        onChange={(moment) => form.set('moment', moment)}
      />
    </>
  );
};

import type { Form } from '../api/use-form.ts';
import { useTexts } from '../text/texts.ts';
import { RadioGroup, TextArea, TextField } from '../ui/field.tsx';
import type { EvidenceKind, FulfilmentForm } from './fulfilment.ts';
import { InstantField } from './instant-field.tsx';
import { texts } from './texts.ts';

type EvidenceProps = {
  kinds: readonly EvidenceKind[];
  form: Form<FulfilmentForm>;
  /** Where the evidence stands in the body. */
  at: string;
};

/** The consent form and where it is kept, the chart's words, or the confirmation sheet (同意確認書) as fields. */
export const EvidenceFields = ({ kinds, form, at }: EvidenceProps) => {
  const t = useTexts(texts);
  const { values, set } = form;
  const fault = (name: string) => form.faultAt(`${at}/${name}`, at);
  return (
    <>
      {kinds.length > 1 && (
        <RadioGroup
          label={t('evidence')}
          value={values.evidence}
          fault={form.faultAt(`${at}/kind`)}
          onChange={(evidence) => set('evidence', evidence)}
          choices={kinds.map((value) => ({ value, label: t(`evidence.${value}`) }))}
        />
      )}
      {values.evidence === 'form' && (
        <TextField
          label={t('keptAt')}
          hint={t('keptAtHint')}
          isRequired
          value={values.keptAt}
          fault={fault('keptAt')}
          onChange={(keptAt) => set('keptAt', keptAt)}
        />
      )}
      {values.evidence === 'chart' && (
        <>
          <TextArea
            label={t('statement')}
            isRequired
            value={values.statement}
            fault={fault('statement')}
            onChange={(statement) => set('statement', statement)}
          />
          <InstantField
            label={t('recordedAt')}
            value={values.moment}
            fault={fault('recordedAt')}
            onChange={(moment) => set('moment', moment)}
          />
        </>
      )}
      {values.evidence === 'sheet' && <Sheet form={form} fault={fault} />}
    </>
  );
};

type SheetProps = { form: Form<FulfilmentForm>; fault: (name: string) => ReturnType<Form<FulfilmentForm>['faultAt']> };

/** The person who confirmed the consent writes it down; the patient signs nothing. */
const Sheet = ({ form: { values, set }, fault }: SheetProps) => {
  const t = useTexts(texts);
  return (
    <>
      <TextField
        label={t('confirmedBy')}
        isRequired
        value={values.confirmedBy}
        fault={fault('confirmedBy')}
        onChange={(confirmedBy) => set('confirmedBy', confirmedBy)}
      />
      <TextField
        label={t('consentedBy')}
        isRequired
        value={values.consentedBy}
        fault={fault('consentedBy')}
        onChange={(consentedBy) => set('consentedBy', consentedBy)}
      />
      <TextField
        label={t('relation')}
        hint={t('relationHint')}
        isRequired
        value={values.relation}
        fault={fault('relation')}
        onChange={(relation) => set('relation', relation)}
      />
      <InstantField
        label={t('sheetAt')}
        value={values.moment}
        fault={fault('at')}
        onChange={(moment) => set('moment', moment)}
      />
    </>
  );
};

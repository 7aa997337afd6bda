import { type FormEvent, useEffect, useRef } from 'react';
import type { FieldError } from '../../../schemas/problems.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, TextArea, TextField } from '../../ui/field.tsx';
import { texts } from '../texts.ts';
import type { Answers, Question } from './statement.ts';

type FieldsProps = {
  /** The questions that this way leaves open, and no other. */
  open: readonly Question[];
  answers: Answers;
  faults: Record<string, FieldError>;
  isBusy: boolean;
  onChange: (answers: Answers) => void;
  onSubmit: () => void;
};

const RELATIONS = ['spouse', 'child', 'parent', 'sibling'] as const;

/** Just the fields that the chosen way needs. */
export const OptionFields = ({ open, answers, faults, isBusy, onChange, onSubmit }: FieldsProps) => {
  const t = useTexts(texts);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('input, textarea, button')?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  const set = (change: Partial<Answers>): void => onChange({ ...answers, ...change });
  return (
    <form ref={box} onSubmit={submit} className="flex flex-col gap-4 rounded-8 bg-solid-gray-50 p-4">
      <Choices open={open} answers={answers} faults={faults} set={set} />
      {open.includes('unavoidable') && answers.unavoidable === 'other' && (
        <TextArea
          label={t('field.words')}
          isRequired
          value={answers.words}
          fault={faults['/unavoidable/words']}
          onChange={(words) => set({ words })}
        />
      )}
      {open.includes('reason') && (
        <TextArea
          label={t('field.reason')}
          isRequired
          value={answers.reason}
          fault={faults['/reason']}
          onChange={(reason) => set({ reason })}
        />
      )}
      {open.includes('relation') && (
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap gap-2">
            {RELATIONS.map((relation) => (
              <Button
                key={relation}
                variant="secondary"
                aria-pressed={answers.relation === t(`relation.${relation}`)}
                onClick={() => set({ relation: t(`relation.${relation}`) })}
              >
                {t(`relation.${relation}`)}
              </Button>
            ))}
          </div>
          <TextField
            label={t('field.relation')}
            value={answers.relation}
            fault={faults['/consent/relation']}
            onChange={(relation) => set({ relation })}
          />
        </div>
      )}
      <Button type="submit" size="lg" isBusy={isBusy}>
        {t('open')}
      </Button>
    </form>
  );
};

type ChoicesProps = Pick<FieldsProps, 'open' | 'answers' | 'faults'> & { set: (change: Partial<Answers>) => void };

const Choices = ({ open, answers, faults, set }: ChoicesProps) => {
  const t = useTexts(texts);
  return (
    <>
      {open.includes('form') && (
        <RadioGroup
          label={t('field.form')}
          isInline
          value={answers.form}
          fault={faults['/consent/form']}
          onChange={(form) => set({ form })}
          choices={(['written', 'oral'] as const).map((value) => ({ value, label: t(`field.${value}`) }))}
        />
      )}
      {open.includes('patientAble') && (
        <RadioGroup
          label={t('field.patientAble')}
          isInline
          value={answers.patientAble === undefined ? undefined : answers.patientAble ? 'able' : 'notAble'}
          fault={faults['/patientAble']}
          onChange={(value) => set({ patientAble: value === 'able' })}
          choices={(['able', 'notAble'] as const).map((value) => ({ value, label: t(`field.${value}`) }))}
        />
      )}
      {open.includes('family') && (
        <RadioGroup
          label={t('field.family')}
          isInline
          value={answers.family}
          fault={faults['/family']}
          onChange={(family) => set({ family })}
          choices={(['before', 'later', 'not'] as const).map((value) => ({ value, label: t(`field.${value}`) }))}
        />
      )}
      {open.includes('unavoidable') && (
        <RadioGroup
          label={t('field.unavoidable')}
          isInline
          value={answers.unavoidable}
          fault={faults['/unavoidable']}
          onChange={(unavoidable) => set({ unavoidable })}
          choices={(['lifeThreat', 'other'] as const).map((value) => ({ value, label: t(`field.${value}`) }))}
        />
      )}
    </>
  );
};

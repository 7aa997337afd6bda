import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { readPatient, searchPatients, updatePatient } from '../../../schemas/operations/registration.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import type { FieldError } from '../../../schemas/problems.ts';
import { ask } from '../../api/ask.ts';
import { codeOf } from '../../api/problem-error.ts';
import { useForm } from '../../api/use-form.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { BasicFields, ContactFields, FurtherFields } from '../demographics/fields.tsx';
import {
  correctionOf,
  type DemographicsTyped,
  differingFields,
  emptiedFields,
  mergedWithTheirs,
  typedOf,
} from '../demographics/typed.ts';
import { useFirstFault } from '../first-fault.ts';
import { Conflicts, type Overtaken } from './conflicts.tsx';
import { texts } from './texts.ts';

type CorrectionProps = { patient: PatientView; etag: string; onSaved: () => void; onStop: () => void };
/** What is kept at the API, as this form knows it; a correction is held against its version. */
type Kept = { typed: DemographicsTyped; etag: string };

/** What the API leaves alone when it is absent cannot be taken away by leaving it out. */
const CANNOT_EMPTY = {
  message: 'この項目は空にできません。正しい内容を入力するか、元に戻してください。',
  messageEn: 'This cannot be emptied. Enter what is right, or put it back.',
};

/** A correction of what is kept. Where somebody else was faster, theirs and mine are shown side by side, and nothing typed is lost. */
export const CorrectionForm = ({ patient, etag, onSaved, onStop }: CorrectionProps) => {
  const t = useTexts(texts);
  const { patientId } = patient;
  const queries = useQueryClient();
  const { form: element, showFirstFault } = useFirstFault();
  const [kept, setKept] = useState<Kept>(() => ({ typed: typedOf(patient.demographics), etag }));
  const [overtaken, setOvertaken] = useState<Overtaken>();
  const [rereadError, setRereadError] = useState<unknown>();
  const [isChecked, setChecked] = useState(false);
  const form = useForm(updatePatient, {
    initial: { demographics: kept.typed },
    inputOf: ({ demographics }) => ({
      params: { patientId },
      body: { demographics: correctionOf(kept.typed, demographics) },
      ifMatch: kept.etag,
    }),
    changes: [readPatient, searchPatients],
    onDone: onSaved,
  });
  const { error } = form;
  const { demographics } = form.values;
  const emptied = isChecked ? emptiedFields(kept.typed, demographics) : [];
  const isOvertaken = error !== undefined && codeOf(error) === 'VERSION_CONFLICT';

  const reread = async (): Promise<void> => {
    const { body, etag: newest = '' } = await ask(readPatient, { params: { patientId } });
    const theirs = typedOf(body.patient.demographics);
    const { merged, conflicts, taken } = mergedWithTheirs({ base: kept.typed, mine: demographics, theirs });
    form.set('demographics', merged);
    setKept({ typed: theirs, etag: newest });
    setOvertaken({ conflicts, taken });
    setRereadError(undefined);
  };
  const rereadNow = useRef(reread);
  rereadNow.current = reread;
  useEffect(() => {
    if (isOvertaken) rereadNow.current().catch(setRereadError);
  }, [isOvertaken, error]);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (emptiedFields(kept.typed, demographics).length === 0) {
      if (differingFields(kept.typed, demographics).length === 0) return onStop();
      await form.submit();
    }
    showFirstFault();
  };
  const faultAt = (pointer: string): FieldError | undefined =>
    emptied.some((field) => pointer.endsWith(`/${field}`))
      ? { pointer, code: 'emptied', ...CANNOT_EMPTY }
      : form.faultAt(`/demographics${pointer}`);
  const parts = {
    typed: demographics,
    onChange: (changes: Partial<DemographicsTyped>) => form.set('demographics', { ...demographics, ...changes }),
    faultAt,
  };
  return (
    <form ref={element} noValidate className="flex flex-col gap-5" onSubmit={(event) => void send(event)}>
      <BasicFields {...parts} />
      <ContactFields {...parts} />
      <FurtherFields {...parts} isProtectionKept={kept.typed.isProtected} />
      {kept.typed.isProtected && <p className="text-sm text-solid-gray-700">{t('cannotUnprotect')}</p>}
      {overtaken && (
        <Conflicts
          overtaken={overtaken}
          typed={demographics}
          onTake={({ field, theirs }) => parts.onChange({ [field]: theirs })}
        />
      )}
      {error && !isOvertaken && <ProblemView error={error} />}
      {rereadError !== undefined && <ProblemView error={rereadError} retry={reread} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBusy={form.isSending}>
          {t('save')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            void queries.invalidateQueries({ queryKey: [readPatient.id] });
            onStop();
          }}
        >
          {t('stop')}
        </Button>
      </div>
    </form>
  );
};

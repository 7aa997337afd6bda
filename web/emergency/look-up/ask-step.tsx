import { type FormEvent, useEffect, useRef, useState } from 'react';
import { fieldErrorsOf } from '../../api/problem-error.ts';
import { useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { texts } from '../texts.ts';
import { FacilityButtons } from './facility-buttons.tsx';
import type { Wanted } from './flow.ts';
import { LookUpProblem } from './look-up-problem.tsx';
import { OccasionChoice } from './occasion-choice.tsx';
import type { Evacuees } from './occasions.ts';
import type { useOpenFacilities } from './open-facilities.ts';
import { typedKind, withSuffix } from './typed-id.ts';

type AskProps = {
  wanted: Wanted;
  wasCalledOff: boolean;
  /** The number came from another screen: the next thing is the facility. */
  wasHandedOver: boolean;
  open: ReturnType<typeof useOpenFacilities>;
  preset: string | undefined;
  evacuees: Evacuees;
  error: unknown;
  onChange: (next: Wanted) => void;
  onSearch: (next: Wanted & { facilityId: string }) => void;
};

/** The number and the facility. A touch on a facility searches; Enter does where the facility is known. */
export const AskStep = ({ wanted, wasCalledOff, wasHandedOver, open, preset, evacuees, error, ...on }: AskProps) => {
  const t = useTexts(texts);
  const field = useRef<HTMLInputElement>(null);
  const choice = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState<'idFirst' | 'suffixMissing' | 'chooseFacility'>();
  const known = wanted.facilityId ?? preset;
  const kind = typedKind(wanted.patientId);
  useEffect(() => {
    if (wasHandedOver && !wasCalledOff && kind === 'complete') choice.current?.focus({ preventScroll: true });
    else field.current?.focus({ preventScroll: true });
    // Only when the step opens: not while somebody types.
  }, []);

  const search = (facilityId: string | undefined, patientId = wanted.patientId): void => {
    const typed = typedKind(patientId);
    if (typed === 'complete' && facilityId !== undefined) return on.onSearch({ ...wanted, patientId, facilityId });
    setSaid(typed === 'empty' ? 'idFirst' : typed === 'withoutSuffix' ? 'suffixMissing' : 'chooseFacility');
    if (typed === 'complete') choice.current?.focus();
    else field.current?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    search(known);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      {wasCalledOff && (
        <Notice tone="success" isUrgent title={t('called')}>
          <p>{t('calledBody')}</p>
        </Notice>
      )}
      <LookUpProblem error={error} />
      <div className="card flex flex-col gap-4 p-4">
        <TextField
          ref={field}
          label={t('id')}
          hint={t('idHint')}
          value={wanted.patientId}
          fault={fieldErrorsOf(error)['/patientId']}
          onChange={(patientId) => {
            setSaid(undefined);
            on.onChange({ ...wanted, patientId });
          }}
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={60}
        />
        {kind === 'withoutSuffix' && (
          <div className="flex flex-wrap items-center gap-3">
            <span>{t('suffixMissing')}</span>
            <Button
              variant="secondary"
              onClick={() => {
                const patientId = withSuffix(wanted.patientId);
                on.onChange({ ...wanted, patientId });
                search(known, patientId);
              }}
            >
              {t('addSuffix', { id: withSuffix(wanted.patientId) })}
            </Button>
          </div>
        )}
        <OccasionChoice
          value={wanted.occasion}
          evacuees={evacuees}
          onChange={(occasion) => on.onChange({ ...wanted, occasion })}
        />
      </div>
      <p role="status" className={said ? 'font-bold text-red-900' : 'sr-only'}>
        {said && t(said)}
      </p>
      <FacilityButtons open={open} known={known} heading={choice} onChoose={(facilityId) => search(facilityId)} />
      <div className="flex flex-wrap items-center gap-3">
        <span>{t('noCard')}</span>
        <ButtonLink href="/emergency/search" variant="secondary">
          {t('findByName')}
        </ButtonLink>
        <ButtonLink href="/emergency/grants" variant="quiet">
          {t('grants')}
        </ButtonLink>
      </div>
    </form>
  );
};

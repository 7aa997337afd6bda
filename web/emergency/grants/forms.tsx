import { type FormEvent, type ReactNode, useState } from 'react';
import type { ClosureReason, EmsGrantView } from '../../../schemas/ems.ts';
import { readMe } from '../../../schemas/operations/directory.ts';
import { closeEmsGrant, extendEmsGrant, listEmsGrants, readEmsGrant } from '../../../schemas/operations/ems.ts';
import { listObligations } from '../../../schemas/operations/obligations.ts';
import { useForm } from '../../api/use-form.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { closuresOf } from './standing.ts';
import { texts } from './texts.ts';

type GrantFormProps = { grant: EmsGrantView; onDone: (said: string) => void; onStop: () => void };
const EXTENSION: { kind: 'inpatient' | 'treatment' | 'other'; reason: string } = { kind: 'inpatient', reason: '' };

/** 延長: a live access goes on for a new reason. */
const ExtendForm = ({ grant: { grantId }, onDone, onStop }: GrantFormProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const form = useForm(extendEmsGrant, {
    initial: EXTENSION,
    inputOf: (body) => ({ params: { grantId }, body }),
    changes: [readEmsGrant, listEmsGrants],
    onDone: ({ grant }) => onDone(t('extendDone', { until: dates.instant(grant.effectiveUntil) })),
  });
  return (
    <GrantForm title={t('extendTitle')} submit={t('extend')} form={form} onStop={onStop}>
      <p className="text-sm">{t('extendLead')}</p>
      <RadioGroup
        label={t('extendKind')}
        isInline
        value={form.values.kind}
        fault={form.faultAt('/kind')}
        onChange={(kind) => form.set('kind', kind)}
        choices={(['inpatient', 'treatment', 'other'] as const).map((value) => ({
          value,
          label: t(`extend.${value}`),
        }))}
      />
      <TextArea
        label={t('reason')}
        isRequired
        value={form.values.reason}
        fault={form.faultAt('/reason', '')}
        onChange={(reason) => form.set('reason', reason)}
      />
    </GrantForm>
  );
};

/** 終了: no longer needed, discharged, or the wrong patient with what follows from that. */
const CloseForm = ({ grant, onDone, onStop }: GrantFormProps) => {
  const t = useTexts(texts);
  const reasons = closuresOf(grant);
  const initial: { reason: ClosureReason } = { reason: reasons[0] ?? 'wrongPatient' };
  const form = useForm(closeEmsGrant, {
    initial,
    inputOf: (body) => ({ params: { grantId: grant.grantId }, body }),
    changes: [readEmsGrant, listEmsGrants, listObligations, readMe],
    onDone: () => onDone(t('closeDone')),
  });
  const isWrong = form.values.reason === 'wrongPatient';
  return (
    <GrantForm
      title={t('closeTitle')}
      submit={t(isWrong ? 'closeWrong' : 'close')}
      isDanger
      form={form}
      onStop={onStop}
    >
      <RadioGroup
        label={t('closeReason')}
        value={form.values.reason}
        fault={form.faultAt('/reason')}
        onChange={(reason) => form.set('reason', reason)}
        choices={reasons.map((value) => ({ value, label: t(`close.${value}`) }))}
      />
      <Notice tone={isWrong ? 'danger' : 'warning'}>{t(isWrong ? 'wrongBody' : 'closeBody')}</Notice>
    </GrantForm>
  );
};

type FrameProps = {
  title: string;
  submit: string;
  isDanger?: boolean;
  form: { submit: () => Promise<void>; isSending: boolean; error: Error | undefined };
  onStop: () => void;
  children: ReactNode;
};

const GrantForm = ({ title, submit, isDanger, form, onStop, children }: FrameProps) => {
  const t = useTexts(texts);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <form onSubmit={send} aria-label={title} className="flex flex-col gap-4 rounded-8 bg-solid-gray-50 p-4">
      <p className="font-bold">{title}</p>
      {children}
      {form.error && <ProblemView error={form.error} />}
      <div className="flex flex-wrap gap-3">
        <Button
          type="submit"
          size="lg"
          className="w-full sm:w-auto"
          variant={isDanger ? 'danger' : 'primary'}
          isBusy={form.isSending}
        >
          {submit}
        </Button>
        <Button variant="secondary" size="lg" className="w-full sm:w-auto" onClick={onStop}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
};

/** The two things that can be done to an access, each form in the place of its button. */
export const GrantActions = ({ grant, onDone }: { grant: EmsGrantView; onDone: (said: string) => void }) => {
  const t = useTexts(texts);
  const [open, setOpen] = useState<'extend' | 'close'>();
  const shut = (): void => setOpen(undefined);
  const done = (said: string): void => {
    shut();
    onDone(said);
  };
  const reasons = closuresOf(grant);
  if (open === 'extend') return <ExtendForm grant={grant} onDone={done} onStop={shut} />;
  if (open === 'close') return <CloseForm grant={grant} onDone={done} onStop={shut} />;
  return (
    <div className="flex flex-wrap gap-3">
      {grant.standing === 'live' && (
        <Button variant="secondary" onClick={() => setOpen('extend')}>
          {t('extend')}
        </Button>
      )}
      {reasons.length > 0 && (
        <Button variant="secondary" onClick={() => setOpen('close')}>
          {t(reasons.length === 1 ? 'closeWrong' : 'close')}
        </Button>
      )}
    </div>
  );
};

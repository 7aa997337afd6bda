import type { FormEvent } from 'react';
import type { FacilitySummary } from '../../../schemas/directory.ts';
import { putLink, readPatient } from '../../../schemas/operations/registration.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { codeOf } from '../../api/problem-error.ts';
import { type Form, useForm } from '../../api/use-form.ts';
import { useLanguage, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { texts } from './texts.ts';

type FacilityIdProps = {
  patientId: PatientId;
  facility: FacilitySummary;
  link: PatientView['links'][number] | undefined;
};

/** One facility's patient ID. Whether it is absent there, somebody else's or taken is answered alike: nobody learns who is a patient where. */
export const FacilityIdForm = ({ patientId, facility, link }: FacilityIdProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const { facilityId, localIds, municipality } = facility;
  const name = language === 'ja' ? facility.name : facility.nameEn;
  const form: Form<{ localId: string }> = useForm(putLink, {
    initial: { localId: '' },
    inputOf: ({ localId }) => ({ params: { patientId, facilityId }, body: { localId } }),
    changes: [readPatient],
    onDone: () => form.reset(),
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-bold">
          {name}
          {language === 'ja' && <span className="ml-2 text-sm font-normal text-solid-gray-700">{municipality}</span>}
        </h3>
        <span role="status" className="flex flex-wrap items-center gap-2">
          {link && (
            <>
              <Badge tone={link.state === 'verified' ? 'success' : 'warning'}>
                {t(link.state === 'verified' ? 'verified' : 'pending')}
              </Badge>
              <span>{link.localId}</span>
            </>
          )}
        </span>
      </div>
      {link?.state === 'verified' && link.verifiedBy === 'demographics' && (
        <p className="text-sm text-solid-gray-800">{t('verifiedBody')}</p>
      )}
      {link?.state === 'pending' && (
        <Notice tone="warning">
          <p>{t('pendingBody')}</p>
          <p>{t('pendingAgain')}</p>
        </Notice>
      )}
      {link?.state !== 'verified' && (
        <div className="flex flex-wrap items-end gap-2">
          <TextField
            className="w-full sm:w-72"
            label={t('idAt', { name })}
            hint={t('idDigits', { digits: localIds.digits })}
            value={form.values.localId}
            onChange={(value) => (value === '' ? form.reset() : form.set('localId', value))}
            fault={form.faultAt('/localId')}
            spellCheck={false}
          />
          <Button
            type="submit"
            variant="secondary"
            isBusy={form.isSending}
            isDisabled={form.values.localId.trim() === ''}
          >
            {t('link')}
          </Button>
        </div>
      )}
      {codeOf(form.error) === 'LINK_ATTEMPTS_EXHAUSTED' && form.error ? (
        <Notice tone="warning" isUrgent title={t('attempts')} />
      ) : (
        form.error && <ProblemView error={form.error} />
      )}
    </form>
  );
};

import { type ReactNode, useState } from 'react';
import type { FacilitySummary } from '../../../schemas/directory.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import { useMe } from '../../app/me.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Facts, Section } from '../../ui/page.tsx';
import { texts as person } from '../demographics/texts.ts';
import { useNames } from '../facility-list.ts';
import { handlesRegistration } from '../may.ts';
import { CorrectionForm } from './correction-form.tsx';
import { texts } from './texts.ts';

type DemographicsProps = {
  patient: PatientView;
  etag: string;
  facilities: readonly FacilitySummary[] | undefined;
};

/** What is known of the person, and its correction. */
export const Demographics = ({ patient, etag, facilities }: DemographicsProps) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const me = useMe();
  const [mode, setMode] = useState<'shown' | 'edited' | 'saved'>('shown');
  return (
    <Section
      title={of('basics')}
      actions={
        mode !== 'edited' &&
        handlesRegistration(me) && (
          <Button variant="secondary" size="sm" onClick={() => setMode('edited')}>
            {t('edit')}
          </Button>
        )
      }
    >
      {mode === 'saved' && <Notice tone="success" isUrgent title={t('saved')} />}
      {mode === 'edited' ? (
        <CorrectionForm
          patient={patient}
          etag={etag}
          onSaved={() => setMode('saved')}
          onStop={() => setMode('shown')}
        />
      ) : (
        <Shown patient={patient} facilities={facilities} />
      )}
    </Section>
  );
};

const Shown = ({ patient, facilities }: Pick<DemographicsProps, 'patient' | 'facilities'>) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const dates = useDates();
  const nameOf = useNames(facilities);
  const { name, birthDate, sex, phone, postalCode, address, insurance, protected: isProtected } = patient.demographics;
  const none = <span className="text-solid-gray-700">{of('none')}</span>;
  const card = insurance && [insurance.insurer, insurance.symbol, insurance.number, insurance.branch];
  const facts: (readonly [string, ReactNode])[] = [
    [of('name'), `${name.family} ${name.given}`],
    [of('kana'), `${name.familyKana} ${name.givenKana}`],
    ...(name.formerFamilyKana ? [[of('formerFamilyKana'), name.formerFamilyKana] as const] : []),
    [of('birthDate'), dates.birth(birthDate)],
    [of('sex'), of(sex)],
    [of('phone'), phone ?? none],
    [of('address'), address ? [postalCode && `〒${postalCode}`, address].filter(Boolean).join(' ') : none],
    [of('insurance'), card ? card.filter(Boolean).join(' - ') : none],
    ...(isProtected ? [[of('isProtected'), of('protectedHint')] as const] : []),
    [
      t('registered'),
      t('registeredBy', { facility: nameOf(patient.registeredBy), at: dates.instant(patient.registeredAt) }),
    ],
  ];
  return <Facts items={facts} />;
};

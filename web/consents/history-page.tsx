import { useState } from 'react';
import type { Consent } from '../../schemas/consent.ts';
import { listConsents } from '../../schemas/operations/consent.ts';
import { readPatient } from '../../schemas/operations/registration.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { useAsk } from '../api/ask.ts';
import { handedOver } from '../app/location.ts';
import { useFacilities, useNames } from '../patients/facility-list.ts';
import { PersonFacts } from '../patients/person-facts.tsx';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Asked, Empty } from '../ui/states.tsx';
import { ConsentCard } from './consent-card.tsx';
import { texts } from './texts.ts';

/** Every consent of a patient, newest first; what was withdrawn or replaced stays. */
const HistoryPage = ({ params }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const patientId = (params['patientId'] ?? '') as PatientId;
  const patient = useAsk(readPatient, { params: { patientId } });
  const asked = useAsk(listConsents, { params: { patientId } });
  const isInForce = asked.data?.items.some(({ state }) => state === 'inForce') ?? false;
  const page = `/patients/${patientId}`;
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ButtonLink href={`${page}/consents/new`}>{t(isInForce ? 'change' : 'grant')}</ButtonLink>
          <ButtonLink variant="secondary" href={`${page}/consents/form`}>
            {t('print')}
          </ButtonLink>
          <ButtonLink variant="quiet" href={page}>
            {t('toPatient')}
          </ButtonLink>
        </>
      }
    >
      <Done />
      {patient.data && <PersonFacts person={patient.data.patient.demographics} />}
      <Asked asked={asked} lines={6}>
        {({ items }) => <History items={items} patientId={patientId} />}
      </Asked>
    </Page>
  );
};
export default HistoryPage;

/** What has just been recorded, said once. */
const Done = () => {
  const t = useTexts(texts);
  const [done] = useState(() => (handedOver() as { done?: 'recorded' | 'withdrawn' } | undefined)?.done);
  if (!done) return undefined;
  return <Notice tone="success" isUrgent title={t(done === 'withdrawn' ? 'done' : 'recorded')} />;
};

const History = ({ items, patientId }: { items: readonly Consent[]; patientId: PatientId }) => {
  const t = useTexts(texts);
  const nameOf = useNames(useFacilities().data);
  return (
    <Section title={t('history')}>
      {items.length === 0 && <Empty>{t('empty')}</Empty>}
      <ol className="flex flex-col gap-4">
        {items.map((consent) => (
          <li key={consent.consentId}>
            <ConsentCard consent={consent} patientId={patientId} nameOf={nameOf} />
          </li>
        ))}
      </ol>
    </Section>
  );
};

import { listConsents } from '../../schemas/operations/consent.ts';
import { readPatient } from '../../schemas/operations/registration.ts';
import type { PatientId } from '../../schemas/primitives.ts';
import { useAsk } from '../api/ask.ts';
import { useFacilities, useNames } from '../patients/facility-list.ts';
import { PersonFacts } from '../patients/person-facts.tsx';
import { useLanguage, useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Badge, Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Asked } from '../ui/states.tsx';
import { type Consequences, consequencesOf } from './consequences.ts';
import { ScopeWords } from './scope-words.tsx';
import { texts } from './texts.ts';
import { WithdrawalForm } from './withdrawal-form.tsx';

/** A withdrawal: what follows from it is read before it can be recorded. */
const WithdrawalPage = ({ params }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const patientId = (params['patientId'] ?? '') as PatientId;
  const patient = useAsk(readPatient, { params: { patientId } });
  const consents = useAsk(listConsents, { params: { patientId } });
  const nameOf = useNames(useFacilities().data);
  return (
    <Page
      title={t('withdrawTitle')}
      actions={
        <ButtonLink variant="quiet" href={`/patients/${patientId}/consents`}>
          {t('toHistory')}
        </ButtonLink>
      }
    >
      <Asked asked={patient}>
        {({ patient }) => (
          <>
            <PersonFacts person={patient.demographics} />
            <Asked asked={consents}>
              {({ items }) => {
                const consent = items.find(({ consentId }) => consentId === params['consentId']);
                if (!consent) return <Notice tone="warning" title={t('notFound')} />;
                if (consent.state !== 'inForce') return <Notice tone="warning" title={t('notInForce')} />;
                const inForce = items.filter(({ state }) => state === 'inForce');
                const { name } = patient.demographics;
                return (
                  <>
                    <Section
                      title={
                        <span className="flex flex-wrap items-center gap-3">
                          {t(consent.scope.kind)} <Badge tone="success">{t('inForce')}</Badge>
                        </span>
                      }
                    >
                      <p>{t('withdrawLead')}</p>
                      <ScopeWords scope={consent.scope} nameOf={nameOf} />
                    </Section>
                    <What consequences={consequencesOf(consent, { links: patient.links, inForce })} nameOf={nameOf} />
                    <WithdrawalForm consent={consent} name={`${name.family} ${name.given}`} />
                  </>
                );
              }}
            </Asked>
          </>
        )}
      </Asked>
    </Page>
  );
};
export default WithdrawalPage;

type WhatProps = { consequences: Consequences; nameOf: (facilityId: string) => string };

const What = ({ consequences: { losing, remaining }, nameOf }: WhatProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const names = losing.map(nameOf).join(language === 'ja' ? '、' : ', ');
  return (
    <Notice tone="warning" title={t('consequences')}>
      <ol className="flex list-decimal flex-col gap-2 pl-6">
        <li className="font-bold">{losing.length > 0 ? t('lose', { names }) : t('loseNobody')}</li>
        {remaining > 0 && <li>{t('othersRemain', { count: remaining })}</li>}
        <li>{t('ownStays')}</li>
        <li>{t(remaining > 0 ? 'emsSome' : 'emsBarred')}</li>
        <li>{t('obligations')}</li>
        <li>{t('linksStay')}</li>
        <li>{t('final')}</li>
      </ol>
    </Notice>
  );
};

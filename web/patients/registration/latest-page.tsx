import { useState } from 'react';
import type { OutputOf } from '../../../schemas/operation.ts';
import { readPatient, refreshPatient } from '../../../schemas/operations/registration.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { useAct } from '../../api/act.ts';
import { useAsk } from '../../api/ask.ts';
import { useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Asked, ProblemView } from '../../ui/states.tsx';
import { handover, type LinkHandover } from '../handover.ts';
import { PersonFacts } from '../person-facts.tsx';
import { Arrivals } from './arrivals.tsx';
import { Steps } from './steps.tsx';
import { texts } from './texts.ts';

export type RefreshRequest = OutputOf<typeof refreshPatient>['requests'][number];

/** Step 3: asks the disclosing facilities for what is newest. Nobody has to wait for it. */
const LatestPage = ({ params }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const patientId = (params['patientId'] ?? '') as PatientId;
  const [{ flow }] = useState(() => handover<LinkHandover>());
  const asked = useAsk(readPatient, { params: { patientId } });
  return (
    <Page title={t('latestTitle')}>
      <Steps flow={flow ?? 'add'} at={3} />
      <Asked asked={asked}>
        {({ patient }) => (
          <>
            <PersonFacts person={patient.demographics} />
            {patient.consent.state === 'inForce' ? (
              <Fetching patientId={patientId} />
            ) : (
              <Notice tone="warning" title={t('noConsent')}>
                <div>
                  <ButtonLink variant="secondary" href={`/patients/${patientId}/consents/new`}>
                    {t('toConsents')}
                  </ButtonLink>
                </div>
              </Notice>
            )}
          </>
        )}
      </Asked>
      <div className="flex flex-wrap gap-3">
        <ButtonLink size="lg" href={`/patients/${patientId}/chart`}>
          {t('openChart')}
        </ButtonLink>
        <ButtonLink variant="quiet" href={`/patients/${patientId}`}>
          {t('toPatient')}
        </ButtonLink>
      </div>
    </Page>
  );
};
export default LatestPage;

const Fetching = ({ patientId }: { patientId: PatientId }) => {
  const t = useTexts(texts);
  const [requests, setRequests] = useState<readonly RefreshRequest[]>();
  const act = useAct(refreshPatient, { onDone: (body) => setRequests(body.requests) });
  return (
    <Section title={t('latestTitle')}>
      <p>{t('latestLead')}</p>
      <div>
        <Button
          variant={requests ? 'secondary' : 'primary'}
          isBusy={act.isPending}
          onClick={() => act.mutate({ params: { patientId }, body: {} })}
        >
          {t(requests ? 'fetchAgain' : 'fetch')}
        </Button>
      </div>
      {act.error && <ProblemView error={act.error} />}
      {requests?.length === 0 && <Notice tone="warning" isUrgent title={t('nobody')} />}
      {requests && requests.length > 0 && (
        <Arrivals key={requests[0]?.requestedAt} patientId={patientId} requests={requests} />
      )}
    </Section>
  );
};

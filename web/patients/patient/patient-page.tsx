import { readPatient } from '../../../schemas/operations/registration.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { useAskWithEtag } from '../../api/ask.ts';
import { isClosed } from '../../api/problem-error.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Asked } from '../../ui/states.tsx';
import { useFacilities } from '../facility-list.ts';
import { handlesRegistration, worksWithPatients } from '../may.ts';
import { PersonFacts } from '../person-facts.tsx';
import { ConsentState } from './consent-state.tsx';
import { Demographics } from './demographics.tsx';
import { Links } from './links.tsx';
import { texts } from './texts.ts';

/** A patient: who it is, where linked, what was consented to. The record itself is the chart. */
const PatientPage = ({ params }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  const patientId = (params['patientId'] ?? '') as PatientId;
  const asked = useAskWithEtag(readPatient, { params: { patientId } });
  if (asked.error && isClosed(asked.error)) return <Closed />;
  const patient = asked.data?.body.patient;
  return (
    <Page title={t('title')} actions={patient && !patient.mergedInto && <Ways patient={patient} />}>
      <Asked asked={asked} lines={8}>
        {({ body: { patient }, etag }) =>
          patient.mergedInto ? (
            <Merged patient={patient} into={patient.mergedInto} />
          ) : (
            <Parts patient={patient} etag={etag ?? ''} />
          )
        }
      </Asked>
    </Page>
  );
};
export default PatientPage;

const Parts = ({ patient, etag }: { patient: PatientView; etag: string }) => {
  const facilities = useFacilities();
  return (
    <>
      <PersonFacts person={patient.demographics} />
      <ConsentState patient={patient} />
      <Links patient={patient} facilities={facilities} />
      <Demographics patient={patient} etag={etag} facilities={facilities.data} />
    </>
  );
};

const Ways = ({ patient: { patientId, links } }: { patient: PatientView }) => {
  const t = useTexts(texts);
  const me = useMe();
  const isOwn = links.some(({ facilityId, state }) => facilityId === me.facility.facilityId && state === 'verified');
  const page = `/patients/${patientId}`;
  return (
    <>
      {isOwn && worksWithPatients(me) && (
        <>
          <ButtonLink href={`${page}/chart`}>{t('chart')}</ButtonLink>
          <ButtonLink variant="secondary" href={`${page}/latest`}>
            {t('latest')}
          </ButtonLink>
        </>
      )}
      {(isOwn || !handlesRegistration(me)) && (
        <ButtonLink variant="secondary" href={`${page}/access-log`}>
          {t('log')}
        </ButtonLink>
      )}
    </>
  );
};

const Merged = ({ patient, into }: { patient: PatientView; into: string }) => {
  const t = useTexts(texts);
  return (
    <>
      <PersonFacts person={patient.demographics} />
      <Notice tone="warning" title={t('merged')}>
        <div>
          <ButtonLink href={`/patients/${into}`}>{t('mergedTo')}</ButtonLink>
        </div>
      </Notice>
    </>
  );
};

const Closed = () => {
  const t = useTexts(texts);
  return (
    <Page title={t('title')}>
      <Notice tone="warning" isUrgent title={t('closed')}>
        <p>{t('closedWhy')}</p>
        <div>
          <ButtonLink href="/patients">{t('toSearch')}</ButtonLink>
        </div>
      </Notice>
    </Page>
  );
};

import { useMemo } from 'react';
import { readPatient } from '../../schemas/operations/registration.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import { useAsk } from '../api/ask.ts';
import type { Look } from '../contents/look.ts';
import { useTexts } from '../text/texts.ts';
import { Page } from '../ui/page.tsx';
import { ProblemView, Skeleton } from '../ui/states.tsx';
import { Summary } from './summary.tsx';
import { texts } from './texts.ts';
import { WhileOpen } from './while-open.tsx';

const PatientSummaryPage = ({ params: { patientId = '' } }: { params: Record<string, string> }) => {
  const look = useMemo((): Look => ({ by: 'patient', patientId }), [patientId]);
  return (
    <WhileOpen look={look}>
      <PatientSummary look={look} patientId={patientId} />
    </WhileOpen>
  );
};
export default PatientSummaryPage;

const PatientSummary = ({ look, patientId }: { look: Look; patientId: string }) => {
  const t = useTexts(texts);
  const patient = useAsk(readPatient, { params: { patientId } });
  const timeline = useAsk(readTimeline, { params: { patientId }, query: { limit: 1 } });
  if (patient.data && timeline.data && !timeline.error && !patient.error)
    return (
      <Summary
        look={look}
        person={{ ...patient.data.patient.demographics, patient: patient.data.patient }}
        facilities={timeline.data.facilities}
      />
    );
  return (
    <Page title={t('title')}>
      {patient.error || timeline.error ? (
        <ProblemView
          error={patient.error ?? timeline.error}
          retry={() => Promise.all([patient.refetch(), timeline.refetch()])}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  );
};

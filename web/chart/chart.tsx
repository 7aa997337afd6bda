import { type ReactNode, useCallback, useState } from 'react';
import { readPatient } from '../../schemas/operations/registration.ts';
import { useAsk } from '../api/ask.ts';
import type { Look } from '../contents/look.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemView, Skeleton } from '../ui/states.tsx';
import { Calendar } from './calendar/calendar.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { ClosedLook } from './closed-look.tsx';
import { type Ending, LookFailureContext } from './ending.ts';
import { EarlierRecords, NotesFirst } from './grant-lists.tsx';
import { idOf, useLookWatch } from './look-watch.ts';
import { PendingLinks } from './pending-links.tsx';
import { useGrantRecord } from './record/use-grant-record.ts';
import { usePatientRecord } from './record/use-patient-record.ts';
import { texts } from './texts.ts';

type ChartProps = { look: Look; banner?: ReactNode };

/**
 * A patient's record across facilities: header, calendar, medication, laboratory, diagnoses, and the documents opened beside them. When the right to
 * look ends, all of it goes at once.
 */
const Chart = (props: ChartProps) => <KeyedChart key={idOf(props.look)} {...props} />;
export default Chart;

const KeyedChart = ({ look: given, banner }: ChartProps) => {
  // The look is a name; whoever draws this anew with an equal one means the same.
  const [look] = useState(given);
  const [ending, setEnding] = useState<Ending>();
  const onEnd = useCallback((next: Ending) => setEnding((before) => before ?? next), []);
  if (ending) return <ClosedLook look={look} ending={ending} onReopen={() => setEnding(undefined)} />;
  return <WatchedChart look={look} banner={banner} onEnd={onEnd} />;
};

const WatchedChart = ({ look, banner, onEnd }: ChartProps & { onEnd: (ending: Ending) => void }) => {
  const t = useTexts(texts);
  const { isChecking, report } = useLookWatch(look, onEnd);
  return (
    <LookFailureContext value={report}>
      {isChecking && (
        <div className="p-4">
          <p>{t('checking')}…</p>
          <Skeleton lines={6} />
        </div>
      )}
      {/* Kept, not taken away: where the right still stands, everything is where it was. */}
      <div hidden={isChecking}>
        {look.by === 'patient' ? (
          <PatientChart look={look} banner={banner} />
        ) : (
          <GrantChart look={look} banner={banner} />
        )}
      </div>
    </LookFailureContext>
  );
};

const Opening = () => (
  <div className="p-4">
    <Skeleton lines={8} />
  </div>
);

const Failed = ({ error, retry }: { error: unknown; retry: () => unknown }) => (
  <div className="p-4">
    <ProblemView error={error} retry={retry} />
  </div>
);

type PatientLook = Extract<Look, { by: 'patient' }>;
type GrantLook = Extract<Look, { by: 'grant' }>;

const PatientChart = ({ look, banner }: { look: PatientLook; banner?: ReactNode }) => {
  const t = useTexts(texts);
  const record = usePatientRecord(look.patientId);
  const identity = useAsk(readPatient, { params: { patientId: look.patientId } });
  const patient = identity.data?.patient;
  if (!record.data) return record.error ? <Failed error={record.error} retry={record.refetch} /> : <Opening />;
  const person = patient && { ...patient.demographics, patient };
  return (
    <ChartFrame
      look={look}
      person={person}
      problem={identity.error && <ProblemView error={identity.error} retry={identity.refetch} />}
      facilities={record.data.facilities}
      summaryHref={`/patients/${look.patientId}/summary`}
      banner={
        <>
          {patient?.mergedInto !== undefined && (
            <Notice tone="warning" title={t('merged')}>
              <div>
                <ButtonLink variant="secondary" size="sm" href={`/patients/${patient.mergedInto}/chart`}>
                  {t('toMerged')}
                </ButtonLink>
              </div>
            </Notice>
          )}
          {banner}
        </>
      }
      record={record.data}
    >
      {record.error ? <ProblemView error={record.error} retry={record.refetch} /> : undefined}
      <PendingLinks patient={patient} />
      <Calendar look={look} record={record.data} />
    </ChartFrame>
  );
};

const GrantChart = ({ look, banner }: { look: GrantLook; banner?: ReactNode }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const asked = useGrantRecord(look.grantId);
  if (!asked.data) return asked.error ? <Failed error={asked.error} retry={asked.refetch} /> : <Opening />;
  const { timeline, record } = asked.data;
  const { grant, notes, earlier, olderExist, from, to } = timeline;
  return (
    <ChartFrame
      look={look}
      person={{ ...grant.person, grant }}
      facilities={record.facilities}
      summaryHref={`/emergency/${look.grantId}/summary`}
      banner={banner}
      record={record}
    >
      {asked.error ? <ProblemView error={asked.error} retry={asked.refetch} /> : undefined}
      <p className="text-sm text-solid-gray-700">{t('window', { from: dates.day(from), to: dates.day(to) })}</p>
      <NotesFirst notes={notes} />
      <Calendar look={look} record={record} />
      <EarlierRecords entries={earlier} />
      {olderExist && <Notice title={t('olderExist')}>{t('olderExistBody')}</Notice>}
    </ChartFrame>
  );
};

import type { FacilitySummary } from '../../../schemas/directory.ts';
import { deleteLink, listLinks, readPatient, searchPatients } from '../../../schemas/operations/registration.ts';
import { readTimeline } from '../../../schemas/operations/timeline.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { useAct } from '../../api/act.ts';
import { navigate } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { texts } from './texts.ts';

type EndProps = {
  patientId: PatientId;
  link: Pick<PatientView['links'][number], 'facilityId' | 'state' | 'localId'>;
  name: string;
  facility: FacilitySummary | undefined;
  onClose: () => void;
};

/** Ending a link, with what follows from it spelled out. */
export const EndLink = ({ patientId, link, name, facility, onClose }: EndProps) => {
  const t = useTexts(texts);
  const me = useMe();
  const isOwn = link.facilityId === me.facility.facilityId;
  const act = useAct(deleteLink, {
    // With the own link goes the right to read the patient: this screen is left before anything is asked anew.
    changes: isOwn ? [searchPatients, listLinks] : [readPatient, searchPatients, readTimeline],
    onDone: () => {
      onClose();
      if (isOwn) navigate('/patients', { replace: true });
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('endTitle')}
      confirmLabel={t('endConfirm')}
      isDanger
      isBusy={act.isPending}
      onConfirm={() => act.mutate({ params: { patientId, facilityId: link.facilityId } })}
    >
      <p className="font-bold">
        {name} · {t('localId')} {link.localId}
      </p>
      <ul className="flex list-disc flex-col gap-2 pl-5">
        <li>{isOwn ? t('endOwn1') : t('endOther1', { facility: name })}</li>
        {facility?.discloses && <li>{t('endDiscloses', { facility: name })}</li>}
        <li>{t('endStays')}</li>
        <li>{t('endAgain')}</li>
      </ul>
      {act.error && <ProblemView error={act.error} />}
    </ConfirmDialog>
  );
};

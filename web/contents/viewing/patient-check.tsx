import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { type Identity, isOthers } from '../dicom/identity.ts';
import { texts } from './texts.ts';

/** Warns where a file names another patient than the one it was filed under: a picture on the wrong chart is worse than none. */
export const PatientCheck = ({ identity, localId }: { identity: Identity; localId: string }) => {
  const t = useTexts(texts);
  if (!isOthers(identity, localId)) return undefined;
  const isNameless = identity.patientId === undefined;
  return (
    <Notice tone={isNameless ? 'warning' : 'danger'} isUrgent title={t(isNameless ? 'noPatient' : 'otherPatient')}>
      <p>{t('otherPatientHint')}</p>
      <Facts
        items={[
          [t('fileId'), identity.patientId ?? t('noneWritten')],
          [t('fileName'), identity.name ?? t('noneWritten')],
          [t('recordId'), localId],
        ]}
      />
    </Notice>
  );
};

import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { EventList } from './event-list.tsx';
import { texts } from './texts.ts';

const PatientLogPage = ({ params: { patientId = '' } }: { params: Record<string, string> }) => {
  const t = useTexts(texts);
  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <ButtonLink variant="secondary" href={`/patients/${patientId}`}>
          {t('back')}
        </ButtonLink>
      }
    >
      <p>{t('intro')}</p>
      <EventList caption={t('title')} query={{ patientId }} />
    </Page>
  );
};
export default PatientLogPage;

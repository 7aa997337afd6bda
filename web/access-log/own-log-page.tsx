import { useMe } from '../app/me.ts';
import { useTexts } from '../text/texts.ts';
import { Page } from '../ui/page.tsx';
import { EventList } from './event-list.tsx';
import { texts } from './texts.ts';

const OwnLogPage = () => {
  const t = useTexts(texts);
  const { staff } = useMe();
  return (
    <Page title={t('ownTitle')} isWide>
      <p>{t('ownIntro')}</p>
      <EventList caption={t('ownTitle')} query={{ staffId: staff.staffId }} isOwn />
    </Page>
  );
};
export default OwnLogPage;

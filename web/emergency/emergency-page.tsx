import { useHistoryState } from 'wouter/use-browser-location';
import { useTexts } from '../text/texts.ts';
import { Page } from '../ui/page.tsx';
import { LookUp } from './look-up/look-up.tsx';
import { texts } from './texts.ts';

/** From `116@EMS` to the record. The header's field may send another number here at any time: each begins anew. */
const EmergencyPage = () => {
  const t = useTexts(texts);
  const entry = useHistoryState<{ place?: number } | null>();
  return (
    <Page title={t('title')}>
      <LookUp key={entry?.place ?? 0} />
    </Page>
  );
};
export default EmergencyPage;

import { useMemo } from 'react';
import { readEmsTimeline } from '../../schemas/operations/timeline.ts';
import { useAsk } from '../api/ask.ts';
import type { Look } from '../contents/look.ts';
import { useTexts } from '../text/texts.ts';
import { Page } from '../ui/page.tsx';
import { Asked } from '../ui/states.tsx';
import { Summary } from './summary.tsx';
import { texts } from './texts.ts';
import { WhileOpen } from './while-open.tsx';

const GrantSummaryPage = ({ params: { grantId = '' } }: { params: Record<string, string> }) => {
  const look = useMemo((): Look => ({ by: 'grant', grantId }), [grantId]);
  return (
    <WhileOpen look={look}>
      <GrantSummary look={look} grantId={grantId} />
    </WhileOpen>
  );
};
export default GrantSummaryPage;

const GrantSummary = ({ look, grantId }: { look: Look; grantId: string }) => {
  const t = useTexts(texts);
  const asked = useAsk(readEmsTimeline, { params: { grantId }, query: { limit: 1 } });
  if (asked.data && !asked.error)
    return (
      <Summary
        look={look}
        person={{ ...asked.data.grant.person, grant: asked.data.grant }}
        facilities={[asked.data.facility]}
      />
    );
  return (
    <Page title={t('title')}>
      <Asked asked={asked} lines={8}>
        {() => undefined}
      </Asked>
    </Page>
  );
};

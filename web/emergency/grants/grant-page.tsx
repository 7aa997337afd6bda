import { lazy, Suspense, useCallback, useState } from 'react';
import { readEmsGrant } from '../../../schemas/operations/ems.ts';
import { useAsk } from '../../api/ask.ts';
import { handedOver } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { Page } from '../../ui/page.tsx';
import { Asked, Skeleton } from '../../ui/states.tsx';
import type { Confirmed } from '../look-up/flow.ts';
import { useChartClosed, useTimeOver } from './ending.ts';
import { GrantStrip } from './grant-strip.tsx';
import { GrantClosed, GrantEnded, GrantToFollowUp } from './grant-without-record.tsx';
import { texts } from './texts.ts';

/** The record's screen, fetched while the consent is being chosen. */
export const fetchChart = () => import('../../chart/chart.tsx');
const Chart = lazy(fetchChart);
const DrillResult = lazy(() => import('../look-up/drill-result.tsx'));

/** What the look-up hands over beside the access: what a drill rule would have opened. */
const drillHandedOver = (): Confirmed['drill'] => (handedOver() as { drill?: Confirmed['drill'] } | undefined)?.drill;

/** A record opened by EMS while the access is live; afterwards why it is over. Each closing of the chart asks anew where the access stands. */
const GrantPage = ({ params }: { params: Record<string, string> }) => {
  const grantId = params['grantId'] ?? '';
  const [turn, setTurn] = useState({ count: 0, isClosed: false });
  useChartClosed(
    grantId,
    useCallback(() => setTurn(({ count }) => ({ count: count + 1, isClosed: true })), []),
  );
  return (
    <Access
      key={turn.count}
      grantId={grantId}
      isClosed={turn.isClosed}
      onReopen={() => setTurn(({ count }) => ({ count, isClosed: false }))}
    />
  );
};
export default GrantPage;

type AccessProps = { grantId: string; isClosed: boolean; onReopen: () => void };

const Access = ({ grantId, isClosed, onReopen }: AccessProps) => {
  const t = useTexts(texts);
  const { staff } = useMe();
  const asked = useAsk(readEmsGrant, { params: { grantId } });
  const { data, refetch } = asked;
  const [drill] = useState(drillHandedOver);
  useTimeOver(
    data?.grant,
    useCallback(() => void refetch(), [refetch]),
  );
  if (!data)
    return (
      <Page title={t('recordTitle')}>
        <Asked asked={asked} lines={8}>
          {() => undefined}
        </Asked>
      </Page>
    );
  if (data.grant.standing !== 'live') return <GrantEnded detail={data} />;
  if (!staff.privileges.includes('ems')) return <GrantToFollowUp detail={data} />;
  if (isClosed) return <GrantClosed detail={data} onReopen={onReopen} />;
  return (
    <Suspense
      fallback={
        <Page title={t('recordTitle')}>
          <Skeleton lines={8} />
        </Page>
      }
    >
      <Chart
        look={{ by: 'grant', grantId }}
        banner={
          <>
            {drill && <DrillResult report={drill} />}
            <GrantStrip detail={data} />
          </>
        }
      />
    </Suspense>
  );
};

import type { ReactNode } from 'react';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import type { DrillReport } from '../../../schemas/ems.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { texts } from '../texts.ts';
import { DutyList } from './duty-list.tsx';
import { StepHeading } from './step-heading.tsx';

/** 訓練: what would have been opened and owed. Framed as the drill's banner is, so that nobody takes it for the record. */
const DrillResult = ({ report, children }: { report: DrillReport; children?: ReactNode }) => {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <section className="flex flex-col gap-4 rounded-8 border-2 border-dashed border-orange-1000 bg-yellow-50 p-4">
      <div>
        <Badge tone="warning">{t('drill')}</Badge>
      </div>
      <StepHeading>{t('drillTitle')}</StepHeading>
      <p>{t(report.wouldAllow ? 'drillWould' : 'drillWouldNot')}</p>
      <ul className="list-disc pl-5">
        {report.because.map((rule) => (
          <li key={rule.id}>
            {say(rule)} <span className="text-sm whitespace-nowrap text-solid-gray-700">{rule.id}</span>
          </li>
        ))}
      </ul>
      {report.wouldAllow && <DutyList owes={report.owes} title={t('drillOwes')} none={t('owesNothing')} />}
      {report.wouldOpen.length > 0 && (
        <div>
          <p className="text-sm font-bold">{t('drillOpens')}</p>
          <p>{report.wouldOpen.map((type) => say(CONTENT_TYPES[type as ContentType].label)).join(' ・ ')}</p>
        </div>
      )}
      <div>{children}</div>
    </section>
  );
};
export default DrillResult;

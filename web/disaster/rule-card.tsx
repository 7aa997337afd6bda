import { useState } from 'react';
import { type DisasterRuleView, RELAXATIONS } from '../../schemas/disaster.ts';
import { useMe } from '../app/me.ts';
import { useFacilityName } from '../facilities/names.ts';
import { useDates } from '../text/dates.ts';
import { useLanguage, useSay, useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Badge, Notice } from '../ui/notice.tsx';
import { Facts, Section } from '../ui/page.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { EndDialog } from './end-dialog.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { texts } from './texts.ts';

const TONES = {
  inForce: 'danger',
  awaitingFlag: 'warning',
  awaitingApproval: 'warning',
  notYet: 'info',
  past: 'neutral',
  ended: 'neutral',
  mismatch: 'danger',
} as const;
const COMMAS = { ja: '、', en: ', ' };
/** Over for good: nothing can be done with it any more. */
const OVER: readonly DisasterRuleView['standing'][] = ['past', 'ended'];

export const AreaWords = ({
  area: { facilities, municipalities },
}: {
  area: { facilities: readonly string[]; municipalities: readonly string[] };
}) => {
  const nameOf = useFacilityName();
  const comma = COMMAS[useLanguage()];
  return [...municipalities, ...facilities.map(nameOf)].join(comma);
};

type Opened = 'approve' | 'extend' | 'end';

export const RuleCard = ({ rule }: { rule: DisasterRuleView }) => {
  const t = useTexts(texts);
  return (
    <Section
      title={
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone={TONES[rule.standing]}>{t(rule.standing)}</Badge>
          <Badge tone={rule.mode === 'drill' ? 'warning' : 'neutral'}>{t(rule.mode)}</Badge>
          {rule.basis}
        </span>
      }
    >
      {rule.standing === 'awaitingFlag' && <Notice tone="warning">{t('awaitingFlagHint')}</Notice>}
      {rule.standing === 'mismatch' && (
        <Notice tone="danger" isUrgent>
          {t('mismatchHint')}
        </Notice>
      )}
      <RuleFacts rule={rule} />
      {!OVER.includes(rule.standing) && <RuleActions rule={rule} />}
    </Section>
  );
};

const RuleFacts = ({ rule }: { rule: DisasterRuleView }) => {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const comma = COMMAS[useLanguage()];
  const { approvedAt, approvedBy, endedAt, endedBy, endReason } = rule;
  return (
    <>
      <Facts
        items={[
          [t('period'), `${dates.instant(rule.from)} - ${dates.instant(rule.until)}`],
          [t('viewingArea'), <AreaWords key="viewing" area={rule.viewingArea} />],
          [t('disclosingArea'), <AreaWords key="disclosing" area={rule.disclosingArea} />],
          [t('relaxations'), rule.relaxations.map((name) => say(RELAXATIONS[name])).join(comma)],
          [t('declaredBy'), `${rule.declaredBy} ${dates.instant(rule.declaredAt)}`],
          ...(approvedAt === undefined
            ? []
            : [[t('approvedBy'), `${approvedBy} ${dates.instant(approvedAt)}`] as const]),
          ...(endedAt === undefined
            ? []
            : [[t('endedBy'), `${endedBy} ${dates.instant(endedAt)} ${endReason ?? ''}`] as const]),
          ...(rule.continues.length === 0 ? [] : [[t('continues'), rule.continues.join(', ')] as const]),
          [
            t('hash'),
            <code key="hash" className="text-sm break-all">
              {rule.ruleId} {rule.hash}
            </code>,
          ],
        ]}
      />
      {approvedAt === undefined && rule.unapprovedUntil !== undefined && !OVER.includes(rule.standing) && (
        <Notice tone="warning">{t('unapproved', { until: dates.instant(rule.unapprovedUntil) })}</Notice>
      )}
    </>
  );
};

const RuleActions = ({ rule }: { rule: DisasterRuleView }) => {
  const t = useTexts(texts);
  const { staff } = useMe();
  const [opened, setOpened] = useState<Opened>();
  if (staff.role !== 'networkOffice') return undefined;
  const isOwn = rule.declaredBy === staff.staffId;
  const close = (): void => setOpened(undefined);
  return (
    <>
      {rule.approvedAt === undefined && isOwn && <p className="text-sm">{t('ownRule')}</p>}
      <div className="flex flex-wrap gap-2">
        {rule.approvedAt === undefined && !isOwn && (
          <Button onClick={() => setOpened('approve')}>{t('approve')}</Button>
        )}
        <Button variant="secondary" onClick={() => setOpened('extend')}>
          {t('extend')}
        </Button>
        <Button variant="danger" onClick={() => setOpened('end')}>
          {t('end')}
        </Button>
      </div>
      {opened === 'approve' && <ApproveDialog rule={rule} onClose={close} />}
      {opened === 'extend' && <ExtendDialog rule={rule} onClose={close} />}
      {opened === 'end' && <EndDialog rule={rule} onClose={close} />}
    </>
  );
};

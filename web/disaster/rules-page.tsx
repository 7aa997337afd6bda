import { listDisasterRules } from '../../schemas/operations/disaster.ts';
import { useAskPages } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Asked, Empty, More } from '../ui/states.tsx';
import { RuleCard } from './rule-card.tsx';
import { texts } from './texts.ts';

const RulesPage = () => {
  const t = useTexts(texts);
  const isOffice = useMe().staff.role === 'networkOffice';
  const asked = useAskPages(listDisasterRules, {});
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ButtonLink variant="secondary" href="/disaster/settings">
            {t('settings')}
          </ButtonLink>
          {isOffice && <ButtonLink href="/disaster/new">{t('declare')}</ButtonLink>}
        </>
      }
    >
      <p>{t('intro')}</p>
      <Asked asked={asked} lines={6}>
        {(pages) => {
          const rules = pages.flatMap(({ items }) => items);
          const flag = pages[0]?.flag ?? 'off';
          return (
            <>
              <Notice tone={flag === 'unreadable' ? 'danger' : 'info'}>
                {t('flag')}: {t(flag === 'on' ? 'flagOn' : flag === 'off' ? 'flagOff' : 'flagUnreadable')}
              </Notice>
              {rules.length === 0 && <Empty>{t('empty')}</Empty>}
              {rules.map((rule) => (
                <RuleCard key={rule.ruleId} rule={rule} />
              ))}
              <More asked={asked} />
            </>
          );
        }}
      </Asked>
    </Page>
  );
};
export default RulesPage;

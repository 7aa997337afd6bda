import { useRef, useState } from 'react';
import type { EmsGrantView } from '../../../schemas/ems.ts';
import { listEmsGrants } from '../../../schemas/operations/ems.ts';
import { useAskPages } from '../../api/ask.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Asked, Empty, More } from '../../ui/states.tsx';
import { PersonLine } from '../look-up/person-lines.tsx';
import { usePlaceName } from '../place-name.ts';
import { useSpan } from '../use-span.ts';
import { GrantActions } from './forms.tsx';
import { STANDING_TONES } from './standing.ts';
import { texts } from './texts.ts';

/** The facility's accesses: what is live first, what has ended folded. */
const GrantsPage = () => {
  const t = useTexts(texts);
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const asked = useAskPages(listEmsGrants, {});
  const tell = (words: string): void => {
    setSaid(words);
    status.current?.focus();
  };
  const list = (grants: readonly EmsGrantView[]) => (
    <ul className="flex flex-col gap-3">
      {grants.map((grant) => (
        <li key={grant.grantId}>
          <GrantCard grant={grant} onDone={tell} />
        </li>
      ))}
    </ul>
  );
  return (
    <Page title={t('title')} actions={<ButtonLink href="/emergency">{t('lookUp')}</ButtonLink>}>
      <p ref={status} role="status" tabIndex={-1} className={said ? 'card border-green-900 p-4 font-bold' : 'sr-only'}>
        {said && `✓ ${said}`}
      </p>
      <Asked asked={asked}>
        {(pages) => {
          const grants = pages.flatMap(({ items }) => items);
          const live = grants.filter(({ standing }) => standing === 'live');
          const ended = grants.filter(({ standing }) => standing !== 'live');
          if (grants.length === 0) return <Empty>{t('noneAtAll')}</Empty>;
          return (
            <>
              <section className="flex flex-col gap-3">
                <h2 className="text-lg font-bold">{t('live')}</h2>
                {live.length === 0 ? <Empty>{t('noneLive')}</Empty> : list(live)}
              </section>
              {ended.length > 0 && (
                <details>
                  <summary className="min-h-11 cursor-pointer content-center text-lg font-bold">
                    {t('ended', { count: ended.length })}
                  </summary>
                  {list(ended)}
                </details>
              )}
            </>
          );
        }}
      </Asked>
      <More asked={asked} />
    </Page>
  );
};
export default GrantsPage;

const GrantCard = ({ grant, onDone }: { grant: EmsGrantView; onDone: (said: string) => void }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const nameOf = usePlaceName();
  const { until } = useSpan();
  const { grantId, standing, person, remote, effectiveUntil, endedAt, openObligations, messages } = grant;
  const isLive = standing === 'live';
  return (
    <article className="card flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={STANDING_TONES[standing]}>{t(`standing.${standing}`)}</Badge>
        {remote && <Badge>{t('own')}</Badge>}
        {openObligations > 0 && <Badge tone="warning">{t('owes', { count: openObligations })}</Badge>}
        {messages > 0 && <Badge tone="info">{t('messageCount', { count: messages })}</Badge>}
      </div>
      <PersonLine person={person} />
      <p>{t('of', { facility: nameOf(grant.facilityId, grant.facilityName) })}</p>
      <p className="text-sm">
        {isLive
          ? t('until', { left: until(effectiveUntil), at: dates.instant(effectiveUntil) })
          : t('endedAt', { at: dates.instant(endedAt ?? effectiveUntil) })}
      </p>
      <p className="text-sm text-solid-gray-800">
        {t('openedBy', { at: dates.instant(grant.openedAt), staff: grant.openedBy })}
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <ButtonLink href={`/emergency/${grantId}`} variant={isLive ? 'primary' : 'secondary'}>
          {t(isLive ? 'open' : 'detail')}
        </ButtonLink>
        <GrantActions grant={grant} onDone={onDone} />
      </div>
    </article>
  );
};

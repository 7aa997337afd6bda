import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { listLinks } from '../../schemas/operations/registration.ts';
import { useAsk } from '../api/ask.ts';
import { useMe } from '../app/me.ts';
import { useDates } from '../text/dates.ts';
import { useSay, useTexts } from '../text/texts.ts';
import { cx } from '../ui/class-names.ts';
import { Section } from '../ui/page.tsx';
import { ProblemView } from '../ui/states.tsx';
import { texts } from './texts.ts';

/** More obligations than this are not counted by the API. */
const MOST_COUNTED = 50;
const MOST_LINKS = 10;

type NeedProps = { href: string; isUrgent?: boolean; children: ReactNode };

const Need = ({ href, isUrgent, children }: NeedProps) => (
  <li>
    <Link
      href={href}
      className={cx(
        'flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 rounded-8 border-l-8 bg-solid-gray-50 px-3 py-2 hover:bg-blue-50',
        isUrgent ? 'border-red-900' : 'border-blue-900',
      )}
    >
      {children}
    </Link>
  </li>
);

const Count = ({ children }: { children: ReactNode }) => <span className="ml-auto text-xl font-bold">{children}</span>;

/** What waits for this person or facility: rules in force, what emergency looks still owe, links to confirm, the inbox. */
export const Needs = () => {
  const t = useTexts(texts);
  const me = useMe();
  const say = useSay();
  const dates = useDates();
  const { staff, facility, disasters, obligations } = me;
  // LINK-07, EMS-USE-01: where records are disclosed, whoever handles registration.
  const isDiscloser = facility.discloses && staff.role !== 'networkOffice';
  const links = useAsk(listLinks, { query: { state: 'pending', limit: MOST_LINKS } }, { enabled: isDiscloser });
  const waiting = links.data?.items.length ?? 0;
  // Not before it is known: what could not be asked is not nothing.
  const isKnown = !isDiscloser || (links.data !== undefined && !links.error);
  const isCalm = isKnown && disasters.length === 0 && obligations.open === 0 && waiting === 0;
  return (
    <Section title={t('needs')}>
      {isCalm && <p className="text-solid-gray-800">{t('calm')}</p>}
      <ul className="flex flex-col gap-2 empty:hidden">
        {disasters.map(({ ruleId, mode, says, until }) => (
          <Need key={ruleId} href="/disaster" isUrgent={mode === 'real'}>
            <span className="font-bold">{t(mode === 'real' ? 'disaster' : 'drill')}</span>
            <span className="w-full text-sm">
              {say(says)} {t('until', { until: dates.instant(until) })}
            </span>
          </Need>
        ))}
        {obligations.open > 0 && (
          <Need href="/obligations" isUrgent={obligations.overdue > 0}>
            <span className="font-bold">{t('obligations')}</span>
            {obligations.overdue > 0 && (
              <span className="text-sm font-bold text-red-1000">
                {t('obligationsOverdue', { count: obligations.overdue })}
              </span>
            )}
            <Count>
              {t(obligations.open < MOST_COUNTED ? 'obligationsOpen' : 'obligationsMany', { count: obligations.open })}
            </Count>
          </Need>
        )}
        {waiting > 0 && (
          <Need href="/links">
            <span className="font-bold">{t('links')}</span>
            <Count>{t(links.data?.cursor ? 'obligationsMany' : 'obligationsOpen', { count: waiting })}</Count>
          </Need>
        )}
        {isDiscloser && (
          <Need href="/inbox">
            <span className="font-bold">{t('inbox')}</span>
            <span className="ml-auto text-sm">{t('inboxHint')}</span>
          </Need>
        )}
      </ul>
      {links.error && <ProblemView error={links.error} retry={links.refetch} />}
    </Section>
  );
};

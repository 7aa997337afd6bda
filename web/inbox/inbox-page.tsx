import { useRef, useState } from 'react';
import { listEmsUses } from '../../schemas/operations/ems.ts';
import { useAskPages } from '../api/ask.ts';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Asked, Empty, More } from '../ui/states.tsx';
import { Acknowledge } from './acknowledge.tsx';
import { texts } from './texts.ts';
import { UseFacts } from './use-facts.tsx';

/** In the morning the night's EMS uses of the own records. Where nothing was said yet, nobody has acknowledged it. */
const InboxPage = () => {
  const t = useTexts(texts);
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const asked = useAskPages(listEmsUses, {});
  const tell = (words: string): void => {
    setSaid(words);
    status.current?.focus();
  };
  return (
    <Page title={t('title')}>
      <p>{t('lead')}</p>
      <p ref={status} role="status" tabIndex={-1} className={said ? 'card border-green-900 p-4 font-bold' : 'sr-only'}>
        {said && `✓ ${said}`}
      </p>
      <Asked asked={asked} lines={5}>
        {(pages) => {
          const uses = pages.flatMap(({ items }) => items);
          if (uses.length === 0) return <Empty>{t('none')}</Empty>;
          return (
            <ul className="flex flex-col gap-3" aria-label={t('list')}>
              {uses.map((use) => (
                <li key={use.grantId}>
                  <article className="card flex flex-col gap-3 p-4 sm:flex-row sm:items-start sm:justify-between">
                    <UseFacts use={use} mark={use.messages === 0 ? 'unread' : 'exchanged'} />
                    <div className="flex flex-wrap gap-3 sm:flex-col">
                      {use.messages === 0 && <Acknowledge grantId={use.grantId} person={use.person} onDone={tell} />}
                      <ButtonLink href={`/inbox/${use.grantId}`} variant="secondary">
                        {t('detail')}
                      </ButtonLink>
                    </div>
                  </article>
                </li>
              ))}
            </ul>
          );
        }}
      </Asked>
      <More asked={asked} />
    </Page>
  );
};
export default InboxPage;

import { useState } from 'react';
import type { OutputOf } from '../../../schemas/operation.ts';
import { listLinks } from '../../../schemas/operations/registration.ts';
import { useAskPages } from '../../api/ask.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Asked, Empty, More } from '../../ui/states.tsx';
import { texts as person } from '../demographics/texts.ts';
import { useFacilities, useNames } from '../facility-list.ts';
import { Comparison } from './comparison.tsx';
import { texts } from './texts.ts';

export type PendingLink = OutputOf<typeof listLinks>['items'][number];

/** What other facilities claim of the own facility's patient IDs, to be confirmed by whoever can see the own record. */
const LinksPage = () => {
  const t = useTexts(texts);
  const asked = useAskPages(listLinks, { query: { state: 'pending' } });
  const [said, setSaid] = useState<string>();
  return (
    <Page title={t('title')}>
      <p>{t('lead')}</p>
      <div role="status">{said !== undefined && <Notice tone="success" title={said} />}</div>
      <Asked asked={asked} lines={6}>
        {(pages) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty>{t('empty')}</Empty>;
          return (
            <ul className="flex flex-col gap-4">
              {items.map((link) => (
                <li key={`${link.patientId}${link.localId}`}>
                  <Pending link={link} onDone={setSaid} />
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
export default LinksPage;

const Pending = ({ link, onDone }: { link: PendingLink; onDone: (said: string) => void }) => {
  const t = useTexts(texts);
  const of = useTexts(person);
  const dates = useDates();
  const nameOf = useNames(useFacilities().data);
  const [isOpen, setOpen] = useState(false);
  const { name, birthDate, sex } = link.person;
  return (
    <article className="card flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="text-lg font-bold break-words">
          {name.family} {name.given}
        </h2>
        <p className="text-solid-gray-800">
          {name.familyKana.normalize('NFKC')} {name.givenKana.normalize('NFKC')}
        </p>
        <p>{dates.birth(birthDate)}</p>
        <p>{of(sex)}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <p>
          {t('localId')} <span className="text-lg font-bold">{link.localId}</span>
        </p>
        <p className="text-sm text-solid-gray-800">
          {t('by')} {t('byAt', { facility: nameOf(link.linkedByFacility), at: dates.instant(link.linkedAt) })}
        </p>
        <Button
          variant={isOpen ? 'quiet' : 'secondary'}
          className="sm:ml-auto"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'close' : 'compare')}
        </Button>
      </div>
      {isOpen && <Comparison link={link} onDone={onDone} />}
    </article>
  );
};

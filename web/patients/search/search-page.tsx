import { useRef, useState } from 'react';
import { navigate } from '../../app/location.ts';
import { useMe } from '../../app/me.ts';
import { useTexts } from '../../text/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { handover, type SearchHandover } from '../handover.ts';
import { handlesRegistration } from '../may.ts';
import { DetailedSearch } from './detailed-search.tsx';
import { Found } from './found.tsx';
import { OwnPatients } from './own-patients.tsx';
import { SmartSearch } from './smart-search.tsx';
import { texts } from './texts.ts';
import type { Criteria } from './understood.ts';

/** The search for a patient. What was typed stands in the history's state, so that coming back shows the same results, and in no address. */
const SearchPage = () => {
  const t = useTexts(texts);
  const me = useMe();
  const field = useRef<HTMLInputElement>(null);
  const [handed] = useState(() => handover<SearchHandover>());
  const [criteria, setCriteria] = useState<Criteria | undefined>(handed.criteria);
  const [isDetailed, setDetailed] = useState(false);

  const search = (next: Criteria | undefined, typed?: string): void => {
    setCriteria(next);
    navigate('/patients', { replace: true, state: { typed, criteria: next } satisfies SearchHandover });
  };
  return (
    <Page
      title={t('title')}
      actions={
        handlesRegistration(me) && (
          <ButtonLink variant="secondary" href="/patients/new">
            {t('register')}
          </ButtonLink>
        )
      }
    >
      <section aria-label={t('label')} className="card flex flex-col gap-3 p-4">
        {isDetailed ? (
          <DetailedSearch initial={criteria ?? {}} onSearch={search} />
        ) : (
          <SmartSearch ref={field} initial={handed.typed ?? ''} isAsked={criteria !== undefined} onSearch={search} />
        )}
        <div>
          <Button variant="quiet" size="sm" aria-expanded={isDetailed} onClick={() => setDetailed(!isDetailed)}>
            {t(isDetailed ? 'simple' : 'detailed')}
          </Button>
        </div>
      </section>
      {criteria === undefined ? (
        me.staff.role !== 'networkOffice' && <OwnPatients field={field} />
      ) : (
        <Found key={JSON.stringify(criteria)} criteria={criteria} field={field} />
      )}
    </Page>
  );
};
export default SearchPage;

import { useState } from 'react';
import { searchEmsCandidates } from '../../../schemas/operations/ems.ts';
import { useAsk } from '../../api/ask.ts';
import { codeOf, fieldErrorsOf } from '../../api/problem-error.ts';
import { useTexts } from '../../text/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemView, Skeleton } from '../../ui/states.tsx';
import { Exhausted } from '../exhausted.tsx';
import { CandidateList } from './candidate-list.tsx';
import { queryOf } from './query.ts';
import { SearchForm } from './search-form.tsx';
import { texts } from './texts.ts';

type Query = ReturnType<typeof queryOf>;

/** PDQ: nobody has to telephone for an ID. What was asked lives in this screen alone. */
const SearchPage = () => {
  const t = useTexts(texts);
  const [query, setQuery] = useState<Query>();
  const asked = useAsk(searchEmsCandidates, { query: query ?? {} }, { enabled: query !== undefined });
  const { data, error, isFetching } = asked;
  return (
    <Page
      title={t('title')}
      actions={
        <ButtonLink href="/emergency" variant="secondary">
          {t('back')}
        </ButtonLink>
      }
    >
      <SearchForm
        faults={error ? fieldErrorsOf(error) : {}}
        isBusy={isFetching}
        onSearch={(form) => {
          const next = queryOf(form);
          // Asked once more with the same words: an answer that failed is asked for again, another is still here.
          if (error && JSON.stringify(next) === JSON.stringify(query)) void asked.refetch();
          setQuery(next);
        }}
      />
      {error && <SearchProblem error={error} />}
      {isFetching && !data && <Skeleton lines={4} />}
      {data && !error && <CandidateList items={data.items} more={data.more} />}
    </Page>
  );
};
export default SearchPage;

const SearchProblem = ({ error }: { error: unknown }) => {
  const t = useTexts(texts);
  const code = codeOf(error);
  if (code === 'SEARCH_TOO_BROAD')
    return (
      <Notice tone="warning" isUrgent title={t('broad')}>
        <p>{t('lead')}</p>
      </Notice>
    );
  if (code === 'SEARCH_EXHAUSTED') return <Exhausted error={error} />;
  return Object.keys(fieldErrorsOf(error)).length > 0 ? undefined : <ProblemView error={error} />;
};

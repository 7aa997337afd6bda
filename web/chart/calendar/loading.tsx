import { useQueryClient } from '@tanstack/react-query';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemView } from '../../ui/states.tsx';
import { useListed } from '../marks/listed.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import { type Filter, isShown } from './cells.ts';
import { entriesInView } from './in-view.ts';
import { texts } from './texts.ts';

type LoadingProps = {
  record: ChartRecord;
  /** Months in view whose entries are shown. */
  months: readonly string[];
  shown: { from: string; to: string };
  filter: Filter;
};

const partsOf = ({ record, months }: Pick<LoadingProps, 'record' | 'months'>) =>
  months.map((month) => ({ month, part: record.entriesOf(month) }));

/** How far the period in view has come. */
export const Loading = ({ record, months, shown, filter }: LoadingProps) => {
  const t = useTexts(texts);
  if (months.length === 0) return undefined;
  const isLoading = partsOf({ record, months }).some(
    ({ part }) => part === undefined || (!part.isComplete && part.error === undefined),
  );
  const count = entriesInView(record, months, shown).filter((entry) => isShown(filter, entry)).length;
  return (
    <div className="flex min-h-9 items-center gap-2 text-sm text-solid-gray-700">
      <span role="status">{t(isLoading ? 'loading' : 'loaded', { n: count })}</span>
      {isLoading && <progress aria-label={t('loading', { n: count })} className="h-1.5 w-16 accent-blue-900" />}
    </div>
  );
};

/** The bands of stays are missing: said, because a calendar without them reads as one without stays. */
export const StaysFault = ({ error }: { error: unknown }) => {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const retry = (): void =>
    void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
  if (error === undefined) return undefined;
  return (
    <Notice tone="warning" title={t('staysFailed')}>
      <div>
        <Button variant="secondary" size="sm" onClick={retry}>
          {t('again')}
        </Button>
      </div>
    </Notice>
  );
};

/** What of the period in view could not be read. */
export const LoadingFaults = ({ record, months }: Pick<LoadingProps, 'record' | 'months'>) => {
  const t = useTexts(texts);
  const dates = useDates();
  const listed = useListed();
  const failed = partsOf({ record, months }).filter(({ part }) => part?.error !== undefined);
  if (failed.length === 0) return undefined;
  const names = listed(failed.map(({ month }) => dates.month(`${month}-01`)));
  return (
    <Notice tone="danger" title={t('monthFailed', { months: names })}>
      <ProblemView error={failed[0]?.part?.error} />
      <div>
        <Button variant="secondary" size="sm" onClick={record.retry}>
          {t('again')}
        </Button>
      </div>
    </Notice>
  );
};

import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useListed } from '../marks/listed.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import { firstDayOf, monthOf } from '../record/months.ts';
import type { Filter } from './cells.ts';
import { viewOf } from './in-view.ts';
import { type Direction, monthsWithContents, shownCount } from './seek.ts';
import { texts } from './texts.ts';

type EmptinessProps = {
  record: ChartRecord;
  filter: Filter;
  shown: { from: string; to: string };
  isDays: boolean;
  isAtStart: boolean;
  onSeek: (direction: Direction) => Promise<boolean>;
  onClear: () => void;
};

/** What an empty view means: nothing here, something elsewhere, hidden by the filter, or not shown by a facility. */
export const Emptiness = ({ record, filter, shown, isDays, isAtStart, onSeek, onClear }: EmptinessProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const asksEarlier = isAtStart && record.askEarlier;
  const knownMonth = dates.month(record.known.from);
  const found = viewOf(record, { shown, filter, isDays });
  return (
    <>
      {found?.isEmpty && (
        <Notice tone={found.hidden > 0 ? 'warning' : 'info'} title={t('emptyPeriod')}>
          {found.hidden > 0 ? (
            <>
              <p>{t('emptyFiltered', { n: found.hidden })}</p>
              <div>
                <Button variant="secondary" size="sm" onClick={onClear}>
                  {t('clearFilter')}
                </Button>
              </div>
            </>
          ) : (
            <Elsewhere {...{ record, filter, shown, onSeek, knownMonth }} />
          )}
          <NotShown record={record} />
        </Notice>
      )}
      {record.window && isDays && shown.from < record.window.from && (
        <p className="text-sm text-solid-gray-700">{t('outside')}</p>
      )}
      {asksEarlier && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-solid-gray-700">
          {t('unasked', { month: knownMonth })}
          <Button variant="quiet" size="sm" onClick={() => asksEarlier()}>
            {t('askEarlier', { month: knownMonth })}
          </Button>
        </p>
      )}
    </>
  );
};

type ElsewhereProps = Pick<EmptinessProps, 'record' | 'filter' | 'shown' | 'onSeek'> & { knownMonth: string };

const Elsewhere = ({ record, filter, shown, onSeek, knownMonth }: ElsewhereProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const months = monthsWithContents(record.months, filter);
  const near = months.findLast((month) => month <= monthOf(shown.from)) ?? months[0];
  if (near === undefined) return <p>{t('emptyAll', { month: knownMonth })}</p>;
  const count = record.months
    .filter(({ month }) => month === near)
    .reduce((sum, month) => sum + shownCount(month, filter), 0);
  const direction = near <= monthOf(shown.from) ? 'earlier' : 'later';
  return (
    <>
      <p>{t('emptyOthers', { month: dates.month(firstDayOf(near)), n: count })}</p>
      <div>
        <Button variant="secondary" size="sm" onClick={() => void onSeek(direction)}>
          {t(direction === 'earlier' ? 'earlierContents' : 'laterContents')}
        </Button>
      </div>
    </>
  );
};

/** Whose records are not among what was looked through. */
const NotShown = ({ record }: { record: ChartRecord }) => {
  const t = useTexts(texts);
  const listed = useListed();
  const names = record.facilities
    .filter(({ access, fetchedAt }) => access === 'closed' || fetchedAt === undefined)
    .map(({ name }) => name);
  if (names.length === 0) return undefined;
  return <p>{t('emptyStates', { names: listed(names) })}</p>;
};

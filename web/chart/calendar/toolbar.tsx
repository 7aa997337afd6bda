import { type ReactNode, useId, useState } from 'react';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { monthOf } from '../record/months.ts';
import { useIsWide } from '../use-size.ts';
import { JumpField } from './jump-field.tsx';
import { PERIODS, type Period } from './period.ts';
import type { Direction } from './seek.ts';
import { texts } from './texts.ts';

type ToolbarProps = {
  period: Period;
  onPeriod: (period: Period) => void;
  shown: { from: string; to: string };
  today: string;
  knownFrom: string;
  onJump: (day: string) => void;
  onToday: () => void;
  onStep: (direction: Direction) => void;
  /** Whether there was anything in that direction. */
  onSeek: (direction: Direction) => Promise<boolean>;
  /** Which rows are shown. */
  rows: ReactNode;
  /** What of the days in view has come. */
  status: ReactNode;
};

/** Which days are in view, and every way to others. */
export const Toolbar = ({
  period,
  onPeriod,
  shown,
  knownFrom,
  onJump,
  onToday,
  onStep,
  onSeek,
  rows,
  status,
}: ToolbarProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const isWide = useIsWide();
  const [isMore, setMore] = useState(false);
  const more = (
    <>
      <JumpField onJump={onJump} />
      {rows}
    </>
  );
  return (
    <div className="no-print flex flex-wrap items-end gap-x-3 gap-y-2 max-sm:gap-x-1">
      <PeriodChoice period={period} onPeriod={onPeriod} />
      <div className="flex items-center gap-1 max-sm:w-full">
        <Button variant="secondary" size="sm" aria-label={t('earlier')} onClick={() => onStep('earlier')}>
          <span aria-hidden="true">◀</span>
        </Button>
        <p aria-live="polite" className="min-w-36 flex-1 text-center whitespace-nowrap text-sm font-bold">
          {PERIODS[period].unit === 'day' ? (
            <>
              <span className="max-sm:hidden">{shown.from.slice(0, 4)} </span>
              {dates.shortDay(shown.from)} – {dates.shortDay(shown.to)}
            </>
          ) : (
            `${dates.month(shown.from)} – ${dates.month(shown.to)}`
          )}
        </p>
        <Button variant="secondary" size="sm" aria-label={t('later')} onClick={() => onStep('later')}>
          <span aria-hidden="true">▶</span>
        </Button>
        <Button variant="secondary" size="sm" onClick={onToday}>
          {t('toToday')}
        </Button>
      </div>
      <SeekButtons onSeek={onSeek} noEarlier={t('noEarlier', { month: dates.month(`${monthOf(knownFrom)}-01`) })} />
      {isWide ? (
        more
      ) : (
        // A phone keeps its room for the days themselves.
        <>
          <Button variant="secondary" size="sm" aria-expanded={isMore} onClick={() => setMore(!isMore)}>
            {t('more')}
          </Button>
          {isMore && <div className="flex w-full flex-wrap items-end gap-2">{more}</div>}
        </>
      )}
      {status}
    </div>
  );
};

const PeriodChoice = ({ period, onPeriod }: Pick<ToolbarProps, 'period' | 'onPeriod'>) => {
  const t = useTexts(texts);
  const name = useId();
  return (
    <fieldset className="flex">
      <legend className="sr-only">{t('period')}</legend>
      {(Object.keys(PERIODS) as Period[]).map((value) => (
        <label
          key={value}
          className="-ml-px flex min-h-9 cursor-pointer items-center border border-solid-gray-420 bg-white px-3 text-sm first-of-type:rounded-l-8 last-of-type:rounded-r-8 has-checked:border-blue-900 has-checked:bg-blue-900 has-checked:font-bold has-checked:text-white has-focus-visible:outline-4 max-lg:min-h-11"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={period === value}
            onChange={() => onPeriod(value)}
            className="sr-only"
          />
          {t(value)}
        </label>
      ))}
    </fieldset>
  );
};

/** To the next day on which anything is, however far; where nothing is, that is said. */
const SeekButtons = ({ onSeek, noEarlier }: { onSeek: ToolbarProps['onSeek']; noEarlier: string }) => {
  const t = useTexts(texts);
  const [busy, setBusy] = useState<Direction>();
  const [nothing, setNothing] = useState<string>();
  const seek = async (direction: Direction): Promise<void> => {
    setBusy(direction);
    setNothing(undefined);
    try {
      if (!(await onSeek(direction))) setNothing(direction === 'earlier' ? noEarlier : t('noLater'));
    } catch {
      // The month that could not be read says so itself, with a retry.
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-1">
      <Button variant="secondary" size="sm" isBusy={busy === 'earlier'} onClick={() => void seek('earlier')}>
        {t('earlierContents')}
      </Button>
      <Button variant="secondary" size="sm" isBusy={busy === 'later'} onClick={() => void seek('later')}>
        {t('laterContents')}
      </Button>
      <span role="status" className="text-sm text-solid-gray-700 empty:hidden">
        {nothing}
      </span>
    </div>
  );
};

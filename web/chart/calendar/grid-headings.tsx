import { memo } from 'react';
import { cx } from '../../ui/class-names.ts';
import { monthOf } from '../record/months.ts';
import { type DayKind, dayKind } from './day-kind.ts';
import { useGridWords } from './grid-words.ts';
import type { Place } from './keys.ts';
import { MonthNames } from './month-names.tsx';
import type { Columns } from './period.ts';
import type { Strip } from './use-strip.ts';

type HeadingsProps = { columns: Columns; strip: Strip; today: string; active: Place };

/** The days' heading, always in sight at the grid's top: months over days. */
export const GridHeadings = ({ columns, strip, today, active }: HeadingsProps) => {
  const { t } = useGridWords();
  const activeColumn = active.row === 0 ? active.column : undefined;
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-10 h-14 border-b border-solid-gray-300 bg-white">
      <div
        role="columnheader"
        aria-colindex={1}
        className="sticky left-0 z-[11] flex h-full items-end border-r border-solid-gray-300 bg-white px-2 pb-1 text-xs text-solid-gray-700"
        style={{ width: strip.labelPx }}
      >
        {t('contents')}
      </div>
      {columns.unit === 'day' && <MonthNames strip={strip} />}
      {strip.drawn.map(({ index, key, left }) =>
        columns.unit === 'day' ? (
          <DayHeading
            key={key}
            day={key}
            column={index}
            left={left}
            widthPx={strip.columnPx}
            isToday={key === today}
            isActive={index === activeColumn}
          />
        ) : (
          <MonthHeading
            key={key}
            month={key}
            column={index}
            left={left}
            widthPx={strip.columnPx}
            isToday={key === monthOf(today)}
            isActive={index === activeColumn}
          />
        ),
      )}
    </div>
  );
};

type HeadingProps = { column: number; left: number; widthPx: number; isToday: boolean; isActive: boolean };

const INK: Record<DayKind, string> = {
  weekday: '',
  saturday: 'text-blue-900',
  sunday: 'text-red-900',
  holiday: 'text-red-900',
};

const WEEKDAYS = { ja: ['日', '月', '火', '水', '木', '金', '土'], en: ['S', 'M', 'T', 'W', 'T', 'F', 'S'] };

const DayHeading = memo(({ day, column, left, widthPx, isToday, isActive }: HeadingProps & { day: string }) => {
  const { t, dates, language } = useGridWords();
  const kind = dayKind(day);
  const weekday = WEEKDAYS[language][new Date(`${day}T00:00:00Z`).getUTCDay()];
  const said = [dates.day(day), kind === 'holiday' && t('holiday'), isToday && t('today')].filter(Boolean).join(' ');
  return (
    <div
      role="columnheader"
      aria-colindex={column + 2}
      aria-label={said}
      data-row={0}
      data-column={column}
      tabIndex={isActive ? 0 : -1}
      title={t('dayList', { day: said })}
      className="absolute bottom-0 flex h-9 cursor-pointer flex-col items-center justify-end pb-0.5 leading-none hover:bg-blue-50 focus-visible:outline-offset-[-4px]"
      style={{ left, width: widthPx }}
    >
      <span
        className={cx(
          'flex h-5 min-w-5 items-center justify-center px-0.5 text-sm font-bold tabular-nums',
          isToday ? 'rounded-full bg-blue-900 text-white' : INK[kind],
        )}
      >
        {Number(day.slice(8))}
      </span>
      <span className={cx('text-[0.6875rem]', INK[kind])}>
        {isToday && widthPx >= 40 ? t('today') : weekday}
        {kind === 'holiday' && widthPx >= 40 && ` ${t('holidayMark')}`}
      </span>
    </div>
  );
});

const MONTHS = {
  ja: new Intl.DateTimeFormat('ja-JP', { month: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }),
};

const MonthHeading = memo(({ month, column, left, widthPx, isToday, isActive }: HeadingProps & { month: string }) => {
  const { t, dates, language } = useGridWords();
  const name = dates.month(`${month}-01`);
  return (
    <div
      role="columnheader"
      aria-colindex={column + 2}
      aria-label={t('openMonth', { month: name })}
      data-row={0}
      data-column={column}
      tabIndex={isActive ? 0 : -1}
      className={cx(
        'absolute inset-y-0 flex cursor-pointer flex-col items-center justify-end border-l border-solid-gray-300 pb-1 leading-tight hover:bg-blue-50 focus-visible:outline-offset-[-4px]',
        isToday && 'bg-blue-50',
      )}
      style={{ left, width: widthPx }}
    >
      <span className="text-xs text-solid-gray-700">{month.slice(0, 4)}</span>
      <span className="font-bold">{MONTHS[language].format(new Date(`${month}-01T00:00:00Z`))}</span>
    </div>
  );
});

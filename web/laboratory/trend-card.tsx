import { lazy, Suspense, useContext, useId, useMemo } from 'react';
import { FacilityMark, MarksContext } from '../chart/facility-mark.tsx';
import { unknownMark } from '../chart/marks/marks.ts';
import { Table } from '../contents/table.tsx';
import { useCompactDates } from '../daily-contents/compact-dates.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/states.tsx';
import type { PlotProps } from './plot-options.ts';
import type { Result, ResultRow } from './result-table.ts';
import { texts } from './texts.ts';
import { type Trend, trendOf } from './trend.ts';
import { FlagMarks, StatusWord, Value, valueText } from './value.tsx';

const TrendPlot = lazy(() => import('./trend-plot.tsx'));

type Props = { row: ResultRow; range: PlotProps['range']; onRemove: () => void };

/** One item over time: the chart, what it leaves out, and its values as a table. */
export const TrendCard = ({ row, range, onRemove }: Props) => {
  const t = useTexts(texts);
  const heading = useId();
  const trend = useMemo(() => trendOf(row), [row]);
  const { name, unit } = row;
  return (
    <section aria-labelledby={heading} className="flex min-w-0 flex-col gap-2 border-t border-solid-gray-200 pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id={heading} className="font-bold">
          {name} {unit !== undefined && <span className="font-normal">({unit})</span>}
        </h3>
        <Button
          variant="quiet"
          size="sm"
          className="no-print"
          aria-label={t('removeTrend', { name })}
          onClick={onRemove}
        >
          {t('remove')}
        </Button>
      </div>
      {trend.series.length === 0 ? <p>{t('noNumbers')}</p> : <Plot row={row} trend={trend} range={range} />}
      <Remarks trend={trend} />
      <details>
        <summary className="min-h-11 cursor-pointer py-2 font-bold md:min-h-8 md:py-1">{t('values')}</summary>
        <Values row={row} />
      </details>
    </section>
  );
};

const Plot = ({ row: { name, unit }, trend, range }: { row: ResultRow; trend: Trend; range: PlotProps['range'] }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const marks = useContext(MarksContext);
  const series = useMemo(() => {
    const places = [...marks.keys()];
    return trend.series.map(({ facilityId, points }) => {
      const { shape, colour } = marks.get(facilityId) ?? unknownMark;
      return { shape, colour, place: Math.max(0, places.indexOf(facilityId)), points };
    });
  }, [trend, marks]);
  const { band } = trend;
  const bounds = useMemo(() => (band.state === 'equal' ? band : undefined), [band]);
  const reading = (line: number, point: number): string => {
    const { facilityId, points } = trend.series[line] ?? { points: [] };
    const result = points[point]?.result;
    const facility = facilityId === undefined ? '' : (marks.get(facilityId)?.name ?? facilityId);
    if (!result) return '';
    return `${dates.day(result.day)} ${result.clock ?? ''} ${facility} ${valueText(result.value) ?? ''} ${unit ?? ''}`;
  };
  return (
    <>
      <Suspense fallback={<Skeleton lines={5} />}>
        <TrendPlot
          label={t('trendOf', { name })}
          series={series}
          bounds={bounds}
          range={range}
          unit={unit}
          readingOf={reading}
        />
      </Suspense>
      <ul className="flex flex-wrap gap-x-4 text-sm">
        {trend.series.map(({ facilityId }) => (
          <li key={facilityId}>
            <FacilityMark facilityId={facilityId} withName />
          </li>
        ))}
      </ul>
    </>
  );
};

/** What the chart shows beside the points, and what it does not. */
const Remarks = ({ trend: { band, series, leftOut } }: { trend: Trend }) => {
  const t = useTexts(texts);
  const bound = series.flatMap(({ points }) => points).find(({ isBound }) => isBound);
  return (
    <ul className="text-sm text-solid-gray-800">
      {band.state === 'equal' && <li>{t('bandEqual', { text: band.text })}</li>}
      {band.state === 'differs' && <li>{t('bandDiffers')}</li>}
      {band.state === 'unreadable' && <li>{t('bandUnreadable')}</li>}
      {band.state === 'none' && series.length > 0 && <li>{t('bandNone')}</li>}
      {bound && <li>{t('bound', { example: valueText(bound.result.value) ?? '' })}</li>}
      {leftOut > 0 && <li>{t('leftOut', { count: leftOut })}</li>}
    </ul>
  );
};

const Values = ({ row: { name, unit, results } }: { row: ResultRow }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  return (
    <Table<Result>
      caption={t('valuesOf', { name })}
      rows={results}
      keyOf={({ documentId }, index) => `${documentId}${index}`}
      columns={[
        {
          heading: t('when'),
          cell: ({ day, clock }) => `${dates.day(day)} ${clock ?? ''}`,
          className: 'whitespace-nowrap',
        },
        { heading: t('facility'), cell: ({ facilityId }) => <FacilityMark facilityId={facilityId} withName /> },
        {
          heading: t('value'),
          cell: ({ value, flag, statusSaid, status }) => (
            <span className="inline-flex flex-wrap items-baseline gap-1">
              <Value value={value} flag={flag} status={statusSaid} /> {value && unit} <FlagMarks flag={flag} />
              <StatusWord status={statusSaid} code={status} />
            </span>
          ),
        },
        { heading: t('range'), cell: ({ referenceRange }) => referenceRange },
      ]}
    />
  );
};

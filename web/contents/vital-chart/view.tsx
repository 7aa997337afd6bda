import { lazy, Suspense, useMemo } from 'react';
import { markAt } from '../../chart/marks/marks.ts';
import { useCompactDates } from '../../daily-contents/compact-dates.ts';
import { texts } from '../../laboratory/texts.ts';
import { type VitalSign, vitalTable } from '../../laboratory/vital-signs.ts';
import { useTexts } from '../../text/texts.ts';
import { Skeleton } from '../../ui/states.tsx';
import type { ContentProps } from '../content-kind.ts';
import { type Column, Table } from '../table.tsx';

const TrendPlot = lazy(() => import('../../laboratory/trend-plot.tsx'));

/** Vital signs: a small chart each, and every value by its time. */
const VitalChartView = ({ document: { content, day = '' } }: ContentProps) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const observations = content?.kind === 'vitalChart' ? content.observations : undefined;
  const table = useMemo(() => vitalTable(observations ?? []), [observations]);
  if (!observations) return undefined;
  if (observations.length === 0) return <p>{t('nothing')}</p>;
  const shown = (time: string): string => [dates.day(time.slice(0, 10)), time.slice(11)].join(' ');
  type Row = (typeof table.times)[number];
  const columns: Column<Row>[] = [
    { heading: t('vitalWhen'), cell: ({ observedAt }) => shown(observedAt), className: 'whitespace-nowrap' },
    ...table.signs.map(({ key, name, code, unit }) => ({
      heading: [name, code, unit && `(${unit})`].filter(Boolean).join(' '),
      cell: ({ cells }: Row) => (cells.get(key) ?? []).map(({ value }) => value).join(' / '),
      className: 'tabular-nums',
    })),
  ];
  const drawn = table.signs.filter(({ points }) => points.length > 1);
  return (
    <article className="@container flex flex-col gap-4">
      {drawn.length > 0 && (
        <div className="grid grid-cols-1 gap-4 @3xl:grid-cols-2">
          {drawn.map((sign) => (
            <SignChart key={sign.key} sign={sign} shown={shown} />
          ))}
        </div>
      )}
      <Table
        caption={t('vitalTable', { day })}
        rows={table.times}
        columns={columns}
        keyOf={({ observedAt }) => observedAt}
      />
    </article>
  );
};
export default VitalChartView;

const MARK = markAt(0);

const SignChart = ({ sign: { name, unit, points }, shown }: { sign: VitalSign; shown: (time: string) => string }) => {
  const t = useTexts(texts);
  const series = useMemo(() => [{ ...MARK, place: 0, points }], [points]);
  const range = useMemo(() => {
    const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
    const room = Math.max((last - first) * 0.05, 300);
    return { from: first - room, to: last + room };
  }, [points]);
  return (
    <section className="min-w-0">
      <h3 className="font-bold">
        {name} {unit !== undefined && <span className="font-normal">({unit})</span>}
      </h3>
      <Suspense fallback={<Skeleton lines={4} />}>
        <TrendPlot
          label={t('trendOf', { name })}
          series={series}
          bounds={undefined}
          range={range}
          unit={unit}
          readingOf={(_, place) => {
            const observation = points[place]?.observation;
            return observation ? `${shown(observation.observedAt)} ${observation.value} ${unit ?? ''}` : '';
          }}
        />
      </Suspense>
    </section>
  );
};

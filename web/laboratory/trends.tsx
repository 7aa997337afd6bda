import type { Ref } from 'react';
import { useTexts } from '../text/texts.ts';
import type { PlotProps } from './plot-options.ts';
import type { ResultRow } from './result-table.ts';
import { texts } from './texts.ts';
import { TrendCard } from './trend-card.tsx';

type Props = {
  rows: readonly ResultRow[];
  range: PlotProps['range'];
  onRemove: (key: string) => void;
  heading: Ref<HTMLHeadingElement>;
};

/** Charts of the chosen items, under each other over the same days. */
export const Trends = ({ rows, range, onRemove, heading }: Props) => {
  const t = useTexts(texts);
  return (
    <section className="card flex min-w-0 flex-col gap-3 p-4">
      <h2 ref={heading} tabIndex={-1} className="text-lg font-bold">
        {t('trendTitle')}
      </h2>
      <p className="text-sm text-solid-gray-800">{t(rows.length === 0 ? 'trendHint' : 'oneFacility')}</p>
      <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,28rem),1fr))] gap-4">
        {rows.map((row) => (
          <TrendCard key={row.key} row={row} range={range} onRemove={() => onRemove(row.key)} />
        ))}
      </div>
    </section>
  );
};

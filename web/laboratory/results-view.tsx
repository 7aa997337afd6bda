import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { plain } from '../daily-contents/code-key.ts';
import type { OpenDocument } from '../daily-contents/open-document.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Empty } from '../ui/states.tsx';
import type { PlotProps } from './plot-options.ts';
import { ResultGrid } from './result-grid.tsx';
import type { ResultTable } from './result-table.ts';
import { texts } from './texts.ts';
import { Trends } from './trends.tsx';

type Props = { table: ResultTable; range: PlotProps['range']; open: OpenDocument };

/** So many days at first, and more at a time: a year on a ward has hundreds. */
const DAYS_AT_ONCE = 24;

const searchKey = (text: string): string => plain(text).toLowerCase();

/**
 * The table with its search and its charts. The newest day stands at the left, beside the item's name: what a doctor looks for first is in sight
 * without scrolling, on a phone, too. Who is used to time running to the right turns it round.
 */
export const ResultsView = ({ table, range, open }: Props) => {
  const t = useTexts(texts);
  const [search, setSearch] = useState('');
  const [isNewestLeft, setNewestLeft] = useState(true);
  const [days, setDays] = useState(DAYS_AT_ONCE);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  const wanted = useDeferredValue(searchKey(search));

  const rows = useMemo(() => table.rows.filter(({ name }) => searchKey(name).includes(wanted)), [table, wanted]);
  const columns = useMemo(() => {
    const newest = table.columns.slice(0, days);
    return isNewestLeft ? newest : newest.toReversed();
  }, [table, days, isNewestLeft]);
  const inCharts = table.rows.filter(({ key }) => chosen.has(key));
  const choose = (key: string, isChosen: boolean): void =>
    setChosen((before) => new Set(isChosen ? [...before, key] : [...before].filter((each) => each !== key)));
  const older = table.columns.length - days;
  return (
    <>
      <div className="no-print flex flex-wrap items-end gap-3">
        <TextField
          label={t('search')}
          type="search"
          value={search}
          onChange={setSearch}
          placeholder={t('searchHint')}
          className="w-full sm:w-80"
        />
        <p role="status" className="pb-2 text-sm">
          {t('found', { count: rows.length })}
        </p>
        <div className="ml-auto flex flex-wrap gap-2">
          <Button variant="secondary" size="sm" onClick={() => setNewestLeft(!isNewestLeft)}>
            {t('order')}: {t(isNewestLeft ? 'newestLeft' : 'newestRight')}
          </Button>
          <Button size="sm" isDisabled={chosen.size === 0} onClick={() => heading.current?.focus()}>
            {t('trendButton', { count: chosen.size })}
          </Button>
        </div>
      </div>
      {rows.length > 0 && <ResultGrid rows={rows} columns={columns} chosen={chosen} onChoose={choose} open={open} />}
      {rows.length === 0 && table.rows.length > 0 && <Empty>{t('noneFound', { text: search })}</Empty>}
      {older > 0 && (
        <div className="flex flex-wrap items-center gap-3 text-sm">
          <p>{t('shownDays', { all: table.columns.length, shown: days })}</p>
          <Button variant="secondary" size="sm" onClick={() => setDays(days + DAYS_AT_ONCE)}>
            {t('olderDays', { count: Math.min(older, DAYS_AT_ONCE) })}
          </Button>
        </div>
      )}
      <Trends rows={inCharts} range={range} onRemove={(key) => choose(key, false)} heading={heading} />
    </>
  );
};

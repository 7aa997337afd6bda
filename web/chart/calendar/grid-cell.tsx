import { memo } from 'react';
import { cx } from '../../ui/class-names.ts';
import { useFacilityMark } from '../facility-mark.tsx';
import type { Cell } from './cells.ts';
import type { MonthCell } from './grid-cells.ts';
import { useGridWords } from './grid-words.ts';

type Place = { rowIndex: number; column: number; left: number; widthPx: number; isActive: boolean };

/** From this width on a title can be read beside the mark. */
const TITLE_PX = 64;
/** … and a second edge be drawn, as of a stack. */
const STACK_PX = 40;
/** So many facilities' piles have room in a cell, one under the other. */
const PILES = 2;

const CELL =
  'absolute top-0 flex h-full flex-col justify-end gap-px overflow-hidden p-0.5 focus-visible:z-[4] focus-visible:outline-offset-[-4px]';

const common = ({ rowIndex, column, left, widthPx, isActive }: Place, isFull: boolean) => ({
  role: 'gridcell' as const,
  'aria-colindex': column + 2,
  'data-row': rowIndex,
  'data-column': column,
  tabIndex: isActive ? 0 : -1,
  className: cx(CELL, isFull && 'cursor-pointer'),
  style: { left, width: widthPx },
});

/** One day of one row: a pile for each facility, with how many there are. */
export const DayCell = memo(
  ({ cell, note, ...place }: Place & { cell: Cell | undefined; note: string | undefined }) => {
    const piles = cell?.piles ?? [];
    const shown = piles.length > PILES ? PILES - 1 : PILES;
    return (
      <div {...common(place, piles.length > 0 || note !== undefined)}>
        {note !== undefined && <span className="sr-only">{note}</span>}
        {piles.slice(0, shown).map(({ facilityId, entries }) => (
          <Pile
            key={facilityId}
            facilityId={facilityId}
            count={entries.length}
            title={entries[0]?.title}
            tip={entries.map(({ title }) => title).join('\n')}
            widthPx={place.widthPx}
            isWhole={piles.length === 1}
          />
        ))}
        {piles.length > shown && <Rest piles={piles.slice(shown).map((p) => ({ ...p, count: p.entries.length }))} />}
      </div>
    );
  },
);

type MonthProps = Place & { month: string; label: string; cell: MonthCell | undefined };

/** One month of one row: how many, by facility. */
export const MonthCellView = memo(({ month, label, cell, ...place }: MonthProps) => {
  const { t, dates } = useGridWords();
  const piles = cell?.piles ?? [];
  const shown = piles.length > PILES ? PILES - 1 : PILES;
  const said = t('monthCount', { month: dates.month(`${month}-01`), row: label, n: cell?.count ?? 0 });
  return (
    <div {...common(place, true)} title={cell && said}>
      {piles.slice(0, shown).map(({ facilityId, count }) => (
        <Pile key={facilityId} facilityId={facilityId} count={count} isWhole={piles.length === 1} />
      ))}
      {piles.length > shown && <Rest piles={piles.slice(shown)} />}
    </div>
  );
});

type PileProps = {
  facilityId: string;
  count: number;
  title?: string | undefined;
  tip?: string;
  /** Of a day's column; absent for a month, which says numbers alone. */
  widthPx?: number;
  /** The only one of its cell: takes the room of two. */
  isWhole: boolean;
};

/** Shape, colour and number; a stack's lower edge where there is more than one. */
const Pile = ({ facilityId, count, title, tip, widthPx, isWhole }: PileProps) => {
  const { t } = useGridWords();
  const { shape, text, tint, border, name } = useFacilityMark(facilityId);
  const isMonth = widthPx === undefined;
  const hasTitle = isWhole && !isMonth && widthPx >= TITLE_PX && title !== undefined;
  return (
    <span
      title={tip}
      className={cx(
        'flex min-h-0 w-full items-center gap-0.5 overflow-hidden rounded-4 border-l-3 px-1 text-xs leading-none',
        isWhole ? 'h-10' : 'h-5',
        !hasTitle && 'justify-center whitespace-nowrap',
        count > 1 && !isMonth && widthPx >= STACK_PX && 'border-r-4 [border-right-style:double]',
        isMonth && 'max-w-28 self-center',
        tint,
        text,
        border,
      )}
    >
      <span aria-hidden="true" className={cx(hasTitle && 'self-start pt-1')}>
        {shape}
        {(count > 1 || isMonth) && <span className="ml-0.5 font-bold">{count}</span>}
      </span>
      {hasTitle && (
        <span
          aria-hidden="true"
          className="line-clamp-2 min-w-0 flex-1 text-[0.6875rem] leading-tight break-all text-solid-gray-900"
        >
          {title}
        </span>
      )}
      <span className="sr-only">{t('items', { name, n: count })}</span>
    </span>
  );
};

/** Facilities that have no room of their own. */
const Rest = ({ piles }: { piles: readonly { facilityId: string; count: number }[] }) => (
  <span className="flex h-5 w-full items-center justify-center gap-0.5 rounded-4 bg-solid-gray-100 text-xs leading-none whitespace-nowrap">
    {piles.map(({ facilityId, count }) => (
      <SmallPile key={facilityId} facilityId={facilityId} count={count} />
    ))}
    <span aria-hidden="true">{piles.reduce((sum, { count }) => sum + count, 0)}</span>
  </span>
);

const SmallPile = ({ facilityId, count }: { facilityId: string; count: number }) => {
  const { t } = useGridWords();
  const { shape, text, name } = useFacilityMark(facilityId);
  return (
    <>
      <span aria-hidden="true" className={text}>
        {shape}
      </span>
      <span className="sr-only">{t('items', { name, n: count })}</span>
    </>
  );
};

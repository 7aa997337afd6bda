import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { CalendarRow } from '../../../schemas/content-types.ts';
import { firstDayOf } from '../record/months.ts';
import type { GridCells } from './grid-cells.ts';
import { type Place, placeAfter } from './keys.ts';
import { useOpenCard } from './listing.ts';
import type { Columns } from './period.ts';
import type { Strip } from './use-strip.ts';

export type GridHandle = { /** The cell in focus takes it, once it is drawn. */ focusSoon: () => void };

type Options = {
  handle: Ref<GridHandle>;
  rows: readonly CalendarRow[];
  columns: Columns;
  strip: Strip;
  cells: GridCells;
  /** Something besides entries that can be opened in a day of the encounters. */
  staysOn: (day: string) => string | undefined;
  activeDay: string;
  onActive: (day: string) => void;
  onOpenMonth: (month: string) => void;
};

type Moves = {
  root: RefObject<HTMLDivElement | null>;
  active: Place;
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
};

/** Where the grid's focus is, and what keys and clicks do there: move, or open what stands in the cell. */
export const useGridMoves = (options: Options): Moves => {
  const { handle, rows, columns, strip, activeDay, onActive } = options;
  const [activeRow, setActiveRow] = useState(1);
  const { root, focusSoon } = useFocusSoon(handle);
  const openAt = useOpenAt(options);
  const active = { row: Math.min(activeRow, rows.length), column: columns.indexOfDay(activeDay) };
  const moveTo = ({ row, column }: Place): string => {
    const key = columns.keyAt(column);
    const day = columns.unit === 'month' ? firstDayOf(key) : key;
    setActiveRow(row);
    onActive(day);
    return day;
  };
  return {
    root,
    active,
    onKeyDown: (event) => {
      if (event.altKey || event.metaKey) return;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        return openAt(active);
      }
      const next = placeAfter(active, event, {
        rows: rows.length + 1,
        columns: columns.count,
        perPage: strip.perPage,
      });
      if (!next) return;
      event.preventDefault();
      focusSoon();
      strip.showDay(moveTo(next), 'auto');
    },
    onClick: (event) => {
      const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
      if (!cell) return;
      const place = { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
      moveTo(place);
      cell.focus({ preventScroll: true });
      openAt(place);
    },
  };
};

/** One entry opens itself, several their list, a month its days, a heading the list of its day. */
const useOpenAt = ({ rows, columns, cells, staysOn, onOpenMonth }: Options): ((place: Place) => void) => {
  const openCard = useOpenCard();
  return ({ row, column }) => {
    const key = columns.keyAt(column);
    if (columns.unit === 'month') return onOpenMonth(key);
    const name = rows[row - 1];
    if (name === undefined) return openCard({ kind: 'list', day: key });
    const cell = cells.at(key)?.get(name);
    const only = cell?.count === 1 ? cell.piles[0]?.entries[0] : undefined;
    if (only) openCard({ kind: 'document', documentId: only.documentId, title: only.title });
    else if (cell || (name === 'encounter' && staysOn(key) !== undefined))
      openCard({ kind: 'list', day: key, row: name });
  };
};

/** Gives the focus to the cell that has it, after the next drawing: it may have to be drawn first. */
const useFocusSoon = (handle: Ref<GridHandle>) => {
  const root = useRef<HTMLDivElement>(null);
  const isWanted = useRef(false);
  const [focusSoon] = useState(() => (): void => {
    isWanted.current = true;
  });
  useImperativeHandle(handle, () => ({ focusSoon }), [focusSoon]);
  useEffect(() => {
    const cell = isWanted.current && root.current?.querySelector<HTMLElement>('[tabindex="0"]');
    if (!cell) return;
    isWanted.current = false;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    uncover(cell);
  });
  return { root, focusSoon };
};

/** The patient's header and the days' heading stick to the top: what has the focus must not lie under them. */
const uncover = (cell: HTMLElement): void => {
  const headings = cell.closest('[role="grid"]')?.querySelector('[role="row"]')?.getBoundingClientRect();
  const header = Number.parseFloat(getComputedStyle(cell).getPropertyValue('--chart-top')) || 0;
  const covered = header + (headings?.height ?? 0) - cell.getBoundingClientRect().top;
  if (covered > 0 && cell.dataset['row'] !== '0') scrollBy(0, -covered);
};

import { useRef } from 'react';
import { CALENDAR_ROWS, type CalendarRow } from '../../../schemas/content-types.ts';
import { useSay, useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/field.tsx';
import type { Filter } from './cells.ts';
import { texts } from './texts.ts';

const ROWS = Object.keys(CALENDAR_ROWS) as CalendarRow[];

type RowFilterProps = { filter: Filter; onFilter: (filter: Filter) => void };

/** Which rows of contents are shown. */
export const RowFilter = ({ filter, onFilter }: RowFilterProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const box = useRef<HTMLDetailsElement>(null);
  const hidden = filter.rows.size;
  const toggle = (row: CalendarRow): void => {
    const rows = new Set(filter.rows);
    if (!rows.delete(row)) rows.add(row);
    onFilter({ ...filter, rows });
  };
  const close = (): void => {
    if (box.current) box.current.open = false;
  };
  return (
    <details
      ref={box}
      className="relative"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.preventDefault();
        close();
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="flex min-h-11 cursor-pointer items-center rounded-8 border border-blue-900 bg-white px-3 text-sm font-bold text-blue-900 hover:bg-blue-50 lg:min-h-9">
        {hidden > 0 ? t('rowsHidden', { n: hidden }) : t('rows')}
      </summary>
      <div
        tabIndex={-1}
        className="absolute right-0 z-30 mt-1 flex max-h-96 w-72 max-w-[calc(100vw-2rem)] flex-col overflow-y-auto rounded-8 border border-solid-gray-420 bg-white p-3 shadow-lg max-lg:right-auto max-lg:left-0"
      >
        {ROWS.map((row) => (
          <Checkbox
            key={row}
            label={say(CALENDAR_ROWS[row])}
            isChecked={!filter.rows.has(row)}
            onChange={() => toggle(row)}
          />
        ))}
        {hidden > 0 && (
          <Button variant="quiet" size="sm" onClick={() => onFilter({ ...filter, rows: new Set() })}>
            {t('showAllRows')}
          </Button>
        )}
      </div>
    </details>
  );
};

import { cx } from '../../ui/class-names.ts';
import type { ChartRecord } from '../record/chart-record.ts';
import { monthOf } from '../record/months.ts';
import { type DayKind, dayKind } from './day-kind.ts';
import type { Columns } from './period.ts';
import type { Strip } from './use-strip.ts';

type GroundProps = { columns: Columns; strip: Strip; today: string; record: ChartRecord; activeColumn: number };

const TINTS: Record<DayKind, string> = {
  weekday: '',
  saturday: 'bg-blue-50/60',
  sunday: 'bg-red-50/70',
  holiday: 'bg-red-50/70',
};
/** Slanting lines: nobody knows yet, or nobody may know, what is there. */
const UNKNOWN = 'bg-[repeating-linear-gradient(135deg,var(--color-solid-gray-100)_0_4px,transparent_4px_10px)]';

/** What lies under the cells: weekends, today, and days of which nothing has been read, so that they do not look empty. */
export const GridGround = ({ columns, strip, today, record, activeColumn }: GroundProps) => (
  <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-14 bottom-0">
    {strip.drawn.map(({ index, key, left }) => (
      <div
        key={key}
        className={cx(
          'absolute inset-y-0 border-l',
          columns.unit === 'day' && key.endsWith('-01') ? 'border-solid-gray-420' : 'border-solid-gray-200',
          columns.unit === 'day' && TINTS[dayKind(key)],
          columns.unit === 'day' && isUnknown(record, key) && UNKNOWN,
          key === today && 'border-x-2 border-blue-900',
          index === activeColumn && 'bg-blue-100/50',
        )}
        style={{ left, width: strip.columnPx }}
      />
    ))}
  </div>
);

const isUnknown = ({ entriesOf, window }: ChartRecord, day: string): boolean =>
  !entriesOf(monthOf(day))?.isComplete || (window !== undefined && (day < window.from || day > window.to));

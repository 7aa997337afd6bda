import { useFacilityMark } from '../chart/facility-mark.tsx';
import { cx } from '../ui/class-names.ts';
import { type Bar, barsOf, middleOf, placeOf, type View } from './bar-layout.ts';
import { CourseGrid } from './course-axis.tsx';
import type { DrugRow } from './drug-rows.ts';
import { isOnRecord, type Supply } from './supply.ts';
import { quantityText, useSupplyWords } from './words.ts';

const LANE_PX = 26;
/** Narrower bars, in percent of the days drawn, have no room for words. */
const WORDLESS = 2.5;

export type CourseProps = { view: View; today: string; order: readonly string[]; onPick: (supply: Supply) => void };

/**
 * One drug's supplies drawn over time. A picture for the eye and the mouse: everything in it stands in words beside it and in the row's own table,
 * which keyboards and screen readers use.
 */
export const DrugBars = ({ row, view, today, order, onPick }: CourseProps & { row: DrugRow }) => {
  const { bars, lanes } = barsOf(row.supplies, { view, order });
  return (
    <div
      aria-hidden="true"
      className="relative overflow-hidden bg-white"
      style={{ height: `${Math.max(lanes, 1) * LANE_PX + 12}px` }}
    >
      <CourseGrid view={view} today={today} />
      {row.gaps.map(({ from, until }) => (
        <Stretch
          key={from}
          from={from}
          until={until}
          view={view}
          className="top-4 border-t-2 border-dotted border-solid-gray-536"
        />
      ))}
      {row.overlaps.map(({ from, until, facilityIds }) => (
        <Stretch
          key={`${from}${facilityIds.join()}`}
          from={from}
          until={until}
          view={view}
          className="bottom-0 h-2 bg-orange-800"
        />
      ))}
      {bars.map((bar) => (
        <DrawnBar key={bar.supply.key} bar={bar} onPick={onPick} />
      ))}
      {row.changes
        .filter(({ on }) => on >= view.from && on <= view.to)
        .map(({ on, facilityId }) => (
          <span
            key={`${on}${facilityId}`}
            className="pointer-events-none absolute -top-1 -translate-x-1/2 text-sm font-bold text-black"
            style={{ left: `${middleOf(on, view)}%` }}
          >
            ▾
          </span>
        ))}
    </div>
  );
};

type StretchProps = { from: string; until: string; view: View; className: string };

const Stretch = ({ from, until, view, className }: StretchProps) => {
  if (until < view.from || from > view.to) return undefined;
  const left = placeOf(from > view.from ? from : view.from, view);
  const right = Math.min(100, placeOf(until, view) + 100 - placeOf(view.to, view));
  return <div className={cx('absolute', className)} style={{ left: `${left}%`, width: `${right - left}%` }} />;
};

const DrawnBar = ({
  bar: { supply, left, width, lane, isCutLeft, isCutRight },
  onPick,
}: {
  bar: Bar;
  onPick: CourseProps['onPick'];
}) => {
  const { colour, shape } = useFacilityMark(supply.facilityId);
  const words = useSupplyWords();
  const isDone = isOnRecord(supply);
  const isWordless = width < WORDLESS;
  const title = [words.period(supply), ...words.lines(supply), words.records(supply).join(' ')].join('\n');
  const place = { left: `${left}%`, top: `${lane * LANE_PX + 4}px` };
  if (supply.until === undefined)
    return (
      <span
        title={title}
        className="absolute -translate-x-1/4 cursor-pointer text-lg leading-6 hover:font-bold"
        style={{ ...place, color: colour }}
        onClick={() => onPick(supply)}
      >
        {isDone ? shape : '◇'}
      </span>
    );
  return (
    <span
      title={title}
      className={cx(
        'absolute h-[22px] min-w-1.5 cursor-pointer overflow-hidden text-xs leading-[18px] whitespace-nowrap hover:outline-2 hover:outline-black',
        isWordless ? 'border' : 'border-2 px-1',
        isDone ? 'text-white' : 'border-dashed bg-white',
        !isCutLeft && !isWordless && 'rounded-l-6',
        !isCutRight && !isWordless && 'rounded-r-6',
      )}
      style={{
        ...place,
        width: `${width}%`,
        borderColor: isDone && isWordless ? '#ffffff' : colour,
        ...(isDone ? { backgroundColor: colour } : { color: colour }),
      }}
      onClick={() => onPick(supply)}
    >
      {!isWordless && `${shape} ${supply.dose ? quantityText(supply.dose) : ''}`}
    </span>
  );
};

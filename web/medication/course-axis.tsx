import { useCompactDates } from '../daily-contents/compact-dates.ts';
import { middleOf, placeOf, ticksOf, type View } from './bar-layout.ts';

/** Lines for months or weeks, and for today, behind the bars of one row. */
export const CourseGrid = ({ view, today }: { view: View; today: string }) => (
  <>
    {ticksOf(view).map((day) => (
      <div
        key={day}
        className="absolute inset-y-0 border-l border-solid-gray-200"
        style={{ left: `${placeOf(day, view)}%` }}
      />
    ))}
    <div className="absolute inset-y-0 border-l-2 border-red-800" style={{ left: `${middleOf(today, view)}%` }} />
  </>
);

/** Names of the months or days over the bars. */
export const CourseAxis = ({ view, today, todayLabel }: { view: View; today: string; todayLabel: string }) => {
  const dates = useCompactDates();
  const ticks = ticksOf(view);
  const isByMonth = ticks.every((day) => day.endsWith('-01'));
  return (
    <div aria-hidden="true" className="relative h-10 overflow-hidden text-xs font-normal text-solid-gray-800">
      {ticks.map((day) => (
        <span
          key={day}
          className="absolute bottom-0 border-l border-solid-gray-420 pl-1 whitespace-nowrap"
          style={{ left: `${placeOf(day, view)}%` }}
        >
          {isByMonth ? dates.month(day) : dates.short(day)}
        </span>
      ))}
      <span
        className="absolute top-0 -translate-x-1/2 rounded-4 bg-red-800 px-1 text-white"
        style={{ left: `${middleOf(today, view)}%` }}
      >
        {todayLabel}
      </span>
    </div>
  );
};

import { monthOf } from '../record/months.ts';
import { useGridWords } from './grid-words.ts';
import type { Strip } from './use-strip.ts';

/** A month's name needs so much room. */
const MONTH_NAME_PX = 84;

/** The name of each month over its days, kept in sight as long as one of them is. */
export const MonthNames = ({ strip }: { strip: Strip }) => {
  const { dates } = useGridWords();
  const inView = strip.drawn.filter(({ index }) => index >= strip.first - 1 && index <= strip.last + 1);
  const months = Map.groupBy(inView, ({ key }) => monthOf(key));
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-0 h-5">
      {[...months].map(([month, days]) => {
        const left = days[0]?.left ?? 0;
        return (
          <div
            key={month}
            className="absolute h-full border-l border-solid-gray-420"
            style={{ left, width: days.length * strip.columnPx }}
          >
            {days.length * strip.columnPx >= MONTH_NAME_PX && (
              <span
                className="sticky block w-max max-w-full truncate bg-white px-1 text-xs font-bold"
                style={{ left: strip.labelPx }}
              >
                {dates.month(`${month}-01`)}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
};

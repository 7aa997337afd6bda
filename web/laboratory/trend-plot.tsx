import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { useCompactDates } from '../daily-contents/compact-dates.ts';
import { type PlotProps, plotOptions } from './plot-options.ts';

/** Lines over time on a canvas. What it shows stands in a table beside it; the line above it tells the mouse what it points at. */
const TrendPlot = (props: PlotProps & { label: string; readingOf: (series: number, point: number) => string }) => {
  const { label, readingOf, series, bounds, range, unit } = props;
  const dates = useCompactDates();
  const box = useRef<HTMLDivElement>(null);
  const [reading, setReading] = useState('');
  const latest = useRef(readingOf);
  latest.current = readingOf;

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const { options, data, at } = plotOptions({ series, bounds, range, unit }, { dates, width: element.clientWidth });
    const point = (plot: uPlot): void => {
      const told = at(plot.cursor.idx ?? undefined);
      setReading(told.map(([line, place]) => latest.current(line, place)).join(' / '));
    };
    const plot = new uPlot({ ...options, hooks: { ...options.hooks, setCursor: [point] } }, data, element);
    const watch = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== plot.width)
        plot.setSize({ width: element.clientWidth, height: plot.height });
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [series, bounds, range, unit, dates]);

  return (
    <div className="min-w-0">
      <p aria-hidden="true" className="min-h-6 text-sm font-bold">
        {reading}
      </p>
      <div ref={box} role="img" aria-label={label} className="w-full overflow-hidden" />
    </div>
  );
};
export default TrendPlot;

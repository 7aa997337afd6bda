import uPlot from 'uplot';
import type { CompactDates } from '../daily-contents/compact-dates.ts';
import type { Bounds } from './reference-range.ts';

export type PlotSeries = {
  /** The facility's glyph and colour; `place` chooses how its line is dashed. */
  shape: string;
  colour: string;
  place: number;
  points: readonly { at: number; value: number; isBound: boolean }[];
};

export type PlotProps = {
  series: readonly PlotSeries[];
  /** A band behind the lines; either end may be open. */
  bounds: Bounds | undefined;
  /** Seconds at the left and right edge. */
  range: { from: number; to: number };
  unit: string | undefined;
};

/** Solid, dashed, dotted …: two facilities are told apart on a black-and-white print, too. */
const DASHES: readonly number[][] = [[], [10, 5], [2, 4], [12, 4, 2, 4], [6, 3], [16, 6], [4, 8], [14, 3, 2, 3, 2, 3]];

const HEIGHT_PX = 220;
const FONT = "12px 'Noto Sans JP Variable', sans-serif";
const INK = '#333333';
const GRID = '#e6e6e6';
const BAND = '#e8ecf4';
const BAND_EDGE = '#949494';
const MONTH_SECONDS = 28 * 86_400;
const DAY_SECONDS = 86_400;

const inJapan = (seconds: number): Date => uPlot.tzDate(new Date(seconds * 1000), 'Asia/Tokyo');
const two = (number: number): string => String(number).padStart(2, '0');

/** Ticks as months, days or times of day, by how far apart they are. */
const tickText = (seconds: number, { step, dates }: { step: number; dates: CompactDates }): string => {
  const date = inJapan(seconds);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  if (step >= MONTH_SECONDS) return dates.month(day);
  if (step >= DAY_SECONDS || date.getHours() + date.getMinutes() === 0) return dates.short(day);
  return `${date.getHours()}:${two(date.getMinutes())}`;
};

/** Room for every point and for the band, and a little more. */
const valueRange = ({ series, bounds }: PlotProps): [number, number] => {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const all = [...values, ...[bounds?.low, bounds?.high].filter((bound) => bound !== undefined)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
};

const drawBand = (plot: uPlot, bounds: Bounds): void => {
  const { left, top, width, height } = plot.bbox;
  const edge = (bound: number | undefined, otherwise: number): number =>
    bound === undefined ? otherwise : plot.valToPos(bound, 'y', true);
  const [upper, lower] = [edge(bounds.high, top), edge(bounds.low, top + height)];
  plot.ctx.save();
  plot.ctx.fillStyle = BAND;
  plot.ctx.fillRect(left, upper, width, lower - upper);
  plot.ctx.strokeStyle = BAND_EDGE;
  plot.ctx.lineWidth = uPlot.pxRatio;
  for (const [bound, y] of [
    [bounds.high, upper],
    [bounds.low, lower],
  ] as const)
    if (bound !== undefined) plot.ctx.strokeRect(left, y, width, 0);
  plot.ctx.restore();
};

/** Each facility's own glyph on its points; open where the value is only a bound. */
const drawPoints = (plot: uPlot, { shape, colour, points }: PlotSeries): void => {
  const { ctx } = plot;
  ctx.save();
  ctx.font = `${15 * uPlot.pxRatio}px 'Noto Sans JP Variable', sans-serif`;
  ctx.textAlign = 'center';
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.strokeStyle = colour;
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = ctx.measureText(shape);
  for (const { at, value, isBound } of points) {
    const [x, y] = [plot.valToPos(at, 'x', true), plot.valToPos(value, 'y', true) + (up - down) / 2];
    ctx.fillStyle = isBound ? '#ffffff' : colour;
    ctx.fillText(shape, x, y);
    if (isBound) ctx.strokeText(shape, x, y);
  }
  ctx.restore();
};

/** uPlot's table: all times once, and each series' value at its own. */
const alignedOf = (series: readonly PlotSeries[]) => {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const places = series.map(({ points }) => new Map(points.map(({ at }, index) => [at, index] as const)));
  const values = series.map(({ points }, line) => times.map((time) => points[places[line]?.get(time) ?? -1]?.value));
  return {
    data: [times, ...values] as uPlot.AlignedData,
    /** Series and point that lie at a place of the table. */
    at: (index: number | undefined): [number, number][] =>
      places.flatMap((place, line) => {
        const point = index === undefined ? undefined : place.get(times[index] ?? Number.NaN);
        return point === undefined ? [] : [[line, point] satisfies [number, number]];
      }),
  };
};

export const plotOptions = (props: PlotProps, { dates, width }: { dates: CompactDates; width: number }) => {
  const { series, bounds, range, unit } = props;
  const axis = { font: FONT, labelFont: FONT, stroke: INK, grid: { stroke: GRID, width: 1 }, ticks: { stroke: GRID } };
  const options: uPlot.Options = {
    width,
    height: HEIGHT_PX,
    tzDate: inJapan,
    legend: { show: false },
    // A drag on a phone scrolls the page.
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: { x: { time: true, range: [range.from, range.to] }, y: { range: valueRange(props) } },
    axes: [
      {
        ...axis,
        space: 60,
        values: (...[, splits, , , step]) => splits.map((seconds) => tickText(seconds, { step, dates })),
      },
      { ...axis, size: 56, ...(unit !== undefined && { label: unit, labelSize: 20 }) },
    ],
    series: [
      {},
      ...series.map(({ colour, place }) => ({
        stroke: colour,
        width: 2,
        dash: DASHES[place % DASHES.length] ?? [],
        spanGaps: true,
        points: { show: false },
      })),
    ],
    hooks: {
      ...(bounds && { drawClear: [(plot: uPlot) => drawBand(plot, bounds)] }),
      draw: [
        (plot: uPlot) => {
          for (const each of series) drawPoints(plot, each);
        },
      ],
    },
  };
  return { options, ...alignedOf(series) };
};

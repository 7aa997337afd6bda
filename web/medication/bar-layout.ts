import { addDays, daysBetween } from '../../layers/names/index.ts';
import type { Supply } from './supply.ts';

/** Days that are drawn, both included. */
export type View = { from: string; to: string };

/** A supply in its place: left and width in percent of the days drawn, its lane from the top. */
export type Bar = {
  supply: Supply;
  left: number;
  width: number;
  lane: number;
  /** It begins before, or goes on after, what is drawn. */
  isCutLeft: boolean;
  isCutRight: boolean;
};

const lengthOf = ({ from, to }: View): number => daysBetween({ from, to }) + 1;

/** Left edge of a day, in percent. */
export const placeOf = (day: string, view: View): number =>
  (daysBetween({ from: view.from, to: day }) / lengthOf(view)) * 100;

/** The middle of a day, in percent. */
export const middleOf = (day: string, view: View): number => placeOf(day, view) + 50 / lengthOf(view);

const lastDayOf = ({ from, until }: Supply): string => until ?? from;

/**
 * Bars of one row. Each facility has lanes of its own, in the order given, so that two facilities never share a line; within it a bar that would
 * cover another one goes a lane down.
 */
export const barsOf = (supplies: readonly Supply[], { view, order }: { view: View; order: readonly string[] }) => {
  const shown = supplies.filter((supply) => supply.from <= view.to && lastDayOf(supply) >= view.from);
  const facilities = [...new Set(shown.map(({ facilityId }) => facilityId))].toSorted(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  const bars: Bar[] = [];
  let lanes = 0;
  for (const facilityId of facilities) {
    const ends: string[] = [];
    for (const supply of shown.filter((one) => one.facilityId === facilityId).toReversed()) {
      const free = ends.findIndex((end) => end < supply.from);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = lastDayOf(supply);
      bars.push({ ...placed(supply, view), supply, lane: lanes + lane });
    }
    lanes += ends.length;
  }
  return { bars, lanes };
};

const placed = (supply: Supply, view: View) => {
  const isCutLeft = supply.from < view.from;
  const isCutRight = lastDayOf(supply) > view.to;
  const left = placeOf(isCutLeft ? view.from : supply.from, view);
  const right = isCutRight ? 100 : placeOf(addDays(lastDayOf(supply), 1), view);
  return { left, width: right - left, isCutLeft, isCutRight };
};

/** Days that get a line: firsts of months, and every seventh day where fewer than two months are drawn. */
export const ticksOf = (view: View): string[] => {
  const days = lengthOf(view);
  if (days <= 62)
    return Array.from({ length: Math.ceil(days / 7) }, (_, week) => addDays(view.from, week * 7)).filter(
      (day) => day <= view.to,
    );
  const ticks: string[] = [];
  let [year, month] = view.from.split('-').map(Number) as [number, number];
  for (;;) {
    const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
    if (day > view.to) return ticks;
    if (day >= view.from) ticks.push(day);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
};

import { daysBetween } from '../../layers/names/index.ts';
import type { Content } from '../../schemas/content.ts';

type Item = Extract<Content, { kind: 'prescription' }>['items'][number];

/** How long a supply that cannot be computed (頓服, 外用, no days stated) is taken to last: rather shown once too often. */
const UNKNOWN_SUPPLY_DAYS = 31;
/** A supply of more days than this is read as one of so many: longer ones are mistakes of the source, and every day costs a read. */
export const LONGEST_SUPPLY_DAYS = 400;

/**
 * Whether a prescription of `day` still supplies the patient on `into`, a later day. Seven days from the 1st are the 1st to the 7th. Several drugs
 * reach as far as the longest of them; 0 days (given on the spot) reach no further than their own day.
 */
export const supplyReaches = (content: Content | undefined, days: { day: string; into: string }): boolean => {
  if (daysBetween({ from: days.day, to: days.into }) > LONGEST_SUPPLY_DAYS) return false;
  const items = content?.kind === 'prescription' ? content.items : [];
  return items.length === 0 ? mayStillLast(days.day, days.into) : items.some((item) => itemReaches(item, days));
};

const mayStillLast = (from: string, into: string): boolean => daysBetween({ from, to: into }) <= UNKNOWN_SUPPLY_DAYS;

const itemReaches = (item: Item, { day, into }: { day: string; into: string }): boolean => {
  const { startOn, endOn, days, times } = item;
  const from = startOn !== undefined && startOn > day ? startOn : day;
  if (endOn !== undefined && endOn >= into) return true;
  if (days !== undefined && daysBetween({ from, to: into }) < Math.max(days, 1)) return true;
  // So many times as needed: who knows when the last of them is taken.
  const unknown = times !== undefined || (days === undefined && endOn === undefined);
  return unknown && mayStillLast(from, into);
};

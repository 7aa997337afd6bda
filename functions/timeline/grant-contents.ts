import type { Desk } from '../../layers/deed/index.ts';
import { contentsOfDays, type StoredContent } from '../../layers/store/index.ts';
import type { DailyType } from '../../schemas/content-types.ts';
import { isAfter, type Place } from './calendar.ts';
import type { Days } from './ems-window.ts';
import { prescriptionsBefore } from './grant-records.ts';
import type { Viewed } from './viewing.ts';
import { firstContents, isOpen, visibleContents } from './visible-contents.ts';

type Asked = { window: Days; types: readonly DailyType[]; limit: number; after: Place | undefined };
/** The latest laboratory set, where the window has no laboratory result. */
type LatestSet = { day?: string; contents: StoredContent[] };

/** So many laboratory documents at once: a day seldom has more. */
const SET_AT_ONCE = 5;
const ANY_DAY = '0000-01-01';

/**
 * What a grant opens of these types, as its timeline does: the window; prescriptions whose supply reaches into it; the latest laboratory set with
 * its infections, where the window has no laboratory result. Of each more than a page, or all there is. One batch of reads.
 */
export const contentsOfGrant = async (desk: Desk, viewed: Viewed, asked: Asked): Promise<StoredContent[]> => {
  const { window, types, limit, after } = asked;
  const read = async (contentType: DailyType, days: Days): Promise<StoredContent[]> => {
    if (!types.includes(contentType) || !viewed.opened.has(contentType)) return [];
    const wanted = { contentType, ...days, limit, after };
    return visibleContents(desk, viewed, { first: await firstContents(desk, viewed.name, wanted), wanted });
  };
  const dated = types.filter((type) => type !== 'infection').map((type) => read(type, window));
  const [set, infections, before, ...within] = await Promise.all([
    latestSet(desk, viewed, asked),
    read('infection', { ...window, from: ANY_DAY }),
    types.includes('prescription') ? prescriptionsBefore(desk, viewed, window.from) : [],
    ...dated,
  ]);
  const ofTheSet = types.includes('laboratory') ? set.contents : [];
  const isWithin = ({ row: { name } }: StoredContent): boolean => name.day >= window.from || name.day === set.day;
  const earlier = [...before, ...ofTheSet].filter(({ row }) => after === undefined || isAfter(row, after));
  return [...within.flat(), ...infections.filter(isWithin), ...earlier];
};

/** The latest laboratory day that this viewer may see, and all of that day; nothing where it lies in the window, or nobody asks for it. */
const latestSet = async (desk: Desk, viewed: Viewed, { window, types }: Asked): Promise<LatestSet> => {
  const wanted = types.includes('laboratory') || types.includes('infection');
  if (!wanted || !viewed.opened.has('laboratory')) return { contents: [] };
  const ask = { contentType: 'laboratory', from: ANY_DAY, to: window.to, limit: SET_AT_ONCE } as const;
  const set = new Map<string, StoredContent>();
  for (let read = await contentsOfDays(desk.store, viewed.name, ask); ; ) {
    for (const one of read.contents.filter(({ row }) => isOpen(desk, viewed, row))) {
      const [first = one] = set.values();
      if (first.row.name.day !== one.row.name.day) return setOf(set);
      if (one.row.name.day >= window.from) return { contents: [] };
      set.set(one.row.name.thing, one);
    }
    if (!read.next) return setOf(set);
    read = await contentsOfDays(desk.store, viewed.name, { ...ask, place: read.next });
  }
};

const setOf = (set: ReadonlyMap<string, StoredContent>): LatestSet => {
  const contents = [...set.values()];
  const [first] = contents;
  return { contents, ...(first && { day: first.row.name.day }) };
};

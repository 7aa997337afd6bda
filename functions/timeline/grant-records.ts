import type { Desk } from '../../layers/deed/index.ts';
import { addDays } from '../../layers/names/index.ts';
import {
  contentOf,
  contentsOfDays,
  type DocumentRow,
  headerContentsOf,
  type MonthCounts,
  type StoredContent,
} from '../../layers/store/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import { type Days, inWindow } from './ems-window.ts';
import type { HeaderRead } from './header.ts';
import { LATEST_TYPES, type LatestType, latestOf, type MonthReader, mayHave, monthReader } from './latest.ts';
import { monthToRead, olderExist } from './older-records.ts';
import { LONGEST_SUPPLY_DAYS, supplyReaches } from './supply.ts';
import { mayShow, publishedOf, type Viewed } from './viewing.ts';
import { allVisibleRows } from './visible-rows.ts';

/** What a grant opens of a record, as far as this viewer may see it. */
export type GrantRecords = {
  /** Within the window, newest first. */
  within: DocumentRow[];
  /** From before, because they still matter. */
  earlier: DocumentRow[];
  header: HeaderRead;
  olderExist: boolean;
};
type Asked = { window: Days; months: MonthCounts[]; types: ReadonlySet<ContentType> | undefined };

/**
 * All of it in one batch of reads: the latest summary, ECG and laboratory set are looked for together with the window where its months do not
 * tell that it has one. A second batch only where they do and the window has none after all, or where nothing older is left to count.
 */
export const recordsOfGrant = async (desk: Desk, viewed: Viewed, asked: Asked): Promise<GrantRecords> => {
  const { window, months, types } = asked;
  const dayBefore = addDays(window.from, -1);
  const rowsOf = monthReader(desk, viewed, dayBefore);
  const ask = { windowFrom: window.from, months, types };
  const toRead = monthToRead(desk, viewed, ask);
  const sought = latestSeeker(desk, viewed, { upTo: dayBefore, months, rowsOf });
  const [within, prescriptions, header] = await Promise.all([
    allVisibleRows(desk, viewed, window),
    prescriptionsBefore(desk, viewed, window.from),
    headerContentsOf(desk.store, viewed.name),
    toRead === undefined ? [] : rowsOf(toRead),
    ...LATEST_TYPES.filter((type) => !windowMayHave(desk, viewed, { window, months, type })).map(sought),
  ]);
  const missing = LATEST_TYPES.filter((type) => !within.some((row) => row.t === type));
  const latest = (await Promise.all(missing.map(sought))).flat();
  const shown = [...prescriptions.map(({ row }) => row), ...latest];
  const laboratoryDay = latest.find((row) => row.t === 'laboratory')?.name.day;
  return {
    within,
    earlier: shown,
    header: {
      ...header,
      reaches: (contentType, day) => inWindow(window, { contentType, day }) || day === laboratoryDay,
    },
    olderExist: await olderExist(desk, viewed, { ...ask, shown, rowsOf }),
  };
};

/** Looks for the latest of a type, once. */
const latestSeeker = (
  desk: Desk,
  viewed: Viewed,
  ask: { upTo: string; months: MonthCounts[]; rowsOf: MonthReader },
): ((type: LatestType) => Promise<DocumentRow[]>) => {
  const found = new Map<LatestType, Promise<DocumentRow[]>>();
  return (type) => {
    const rows = found.get(type) ?? latestOf(desk, viewed, { ...ask, type });
    found.set(type, rows);
    return rows;
  };
};

/** By the months that begin within the window: what the first one has may lie before it. */
const windowMayHave = (
  desk: Desk,
  viewed: Viewed,
  ask: { window: Days; months: MonthCounts[]; type: ContentType },
): boolean =>
  ask.months.some(
    (month) => `${month.month}-01` >= ask.window.from && mayHave(desk, viewed, { month, type: ask.type }),
  );

/** Prescriptions from before the window whose supply reaches into it. */
export const prescriptionsBefore = async (desk: Desk, viewed: Viewed, windowFrom: string): Promise<StoredContent[]> => {
  if (!viewed.opened.has('prescription')) return [];
  const days = { from: addDays(windowFrom, -LONGEST_SUPPLY_DAYS), to: addDays(windowFrom, -1) };
  const { contents } = await contentsOfDays(desk.store, viewed.name, { contentType: 'prescription', ...days });
  return contents.filter(
    (one) =>
      mayShow(desk, viewed, publishedOf(one.row)) &&
      supplyReaches(contentOf(one), { day: one.row.name.day, into: windowFrom }),
  );
};

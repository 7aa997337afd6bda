import type { Desk } from '../../layers/deed/index.ts';
import type { PublishedDocument } from '../../layers/rules/index.ts';
import type { DocumentRow, MonthCounts } from '../../layers/store/index.ts';
import { type ContentType, calendarRowOf } from '../../schemas/content-types.ts';
import { lastDayOf } from './calendar.ts';
import type { MonthReader } from './latest.ts';
import { mayShow, publishedOf, type Viewed } from './viewing.ts';

type Asked = {
  /** First day of the window. */
  windowFrom: string;
  months: MonthCounts[];
  types: ReadonlySet<ContentType> | undefined;
  /** From before the window, and shown already. */
  shown: readonly DocumentRow[];
};

/**
 * Whether there is more from before the window that this person could see with the patient's consent and a link: what this access and that look
 * both open, so that nothing is said of closed contents. Whole months go by their counts; only where these have nothing more, the days of the
 * month in which the window begins are read (`rowsOf`, up to the day before the window).
 */
export const olderExist = async (
  desk: Desk,
  viewed: Viewed,
  asked: Asked & { rowsOf: MonthReader },
): Promise<boolean> => {
  if (wholeMonthsHaveMore(desk, viewed, asked)) return true;
  const month = firstMonthOf(asked);
  if (month === undefined) return false;
  const shown = new Set(asked.shown.map(({ name }) => name.thing));
  const rows = await asked.rowsOf(month);
  return rows.some(
    (row) => !shown.has(row.name.thing) && wants(asked, row.t) && opensAlways(desk, viewed, publishedOf(row)),
  );
};

/** The month in which the window begins, where it must be read since the older ones have nothing that opens. */
export const monthToRead = (desk: Desk, viewed: Viewed, asked: Omit<Asked, 'shown'>): string | undefined =>
  wholeMonthsHaveMore(desk, viewed, { ...asked, shown: [] }) ? undefined : firstMonthOf(asked);

const wants = ({ types }: Pick<Asked, 'types'>, type: ContentType): boolean => types?.has(type) ?? true;

/** The month in which the window begins, unless it begins with it or has nothing. */
const firstMonthOf = ({ windowFrom, months }: Pick<Asked, 'windowFrom' | 'months'>): string | undefined =>
  windowFrom.endsWith('-01') ? undefined : months.find(({ month }) => month === windowFrom.slice(0, 7))?.month;

const wholeMonthsHaveMore = (desk: Desk, viewed: Viewed, asked: Asked): boolean =>
  asked.months.some(
    ({ month, counts }) =>
      month < asked.windowFrom.slice(0, 7) &&
      counts.some((kind) => {
        const { contentType, stage, department, count } = kind;
        const document = { contentType, department: department || undefined, day: lastDayOf(month) };
        const shown = asked.shown.filter((row) => row.name.day.startsWith(month) && isOf(row, kind));
        return (
          calendarRowOf(contentType, stage) !== undefined &&
          wants(asked, contentType) &&
          opensAlways(desk, viewed, document) &&
          count > shown.length
        );
      }),
  );

const isOf = (row: DocumentRow, kind: MonthCounts['counts'][number]): boolean =>
  row.t === kind.contentType && row.s === kind.stage && (row.d ?? '') === kind.department;

/** Open through the grant, and to the look that consent and a link would give. */
const opensAlways = (desk: Desk, viewed: Viewed, document: PublishedDocument): boolean =>
  mayShow(desk, viewed, document) &&
  mayShow(desk, { ...viewed, audience: viewed.audience === 'ems' ? 'linked' : 'ownStaff' }, document);

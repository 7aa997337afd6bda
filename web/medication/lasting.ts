import { addDays } from '../../layers/names/index.ts';
import type { InjectionItem, PrescriptionItem, Supply } from './supply.ts';

type Lasting = Pick<Supply, 'from' | 'until'>;

/** No supply of a person now living: a mistake of the source, and beyond what a calendar counts. */
const LAST_YEAR = '9900';

/** Seven days from the 1st are the 1st to the 7th; 0 days (given on the spot) are their own day. */
const lastOf = (from: string, days: number): string | undefined =>
  from >= LAST_YEAR ? undefined : addDays(from, Math.max(days, 1) - 1);

const lasting = (from: string, until: string | undefined): Lasting => ({
  from,
  ...(until !== undefined && until >= from && { until }),
});

/** What was prescribed lasts by its days, else to its last day. */
export const prescribed = ({ startOn, endOn, days }: PrescriptionItem, day: string): Lasting => {
  const from = startOn ?? day;
  return lasting(from, days === undefined ? endOn : lastOf(from, days));
};

/** Handing out is a moment (start and end are one): how long the supply lasts is not said by it. */
export const handedOut = (item: PrescriptionItem, day: string): Lasting => {
  const { from, until } = prescribed(item, day);
  const isMoment = item.days === undefined && until === from;
  return lasting(from, isMoment ? undefined : until);
};

const dayOf = (time: string): string => time.slice(0, 10);

/** An order to inject lasts to the end that it names. */
export const injected = ({ startAt, endAt }: InjectionItem, day: string): Lasting =>
  lasting(dayOf(startAt ?? day), endAt && dayOf(endAt));

/** What was given was given: without an end, on that day. */
export const given = (item: InjectionItem, day: string): Lasting => {
  const { from, until = from } = injected(item, day);
  return { from, until };
};

import type { ContentType } from '../../schemas/content-types.ts';
import type { EmsGrant } from '../../schemas/ems.ts';

/** Whole days, both included. */
export type Days = { from: string; to: string };

/** Opened whatever their day. Infections are not: they are laboratory results, and go by their day. */
const ANY_AGE: ReadonlySet<ContentType> = new Set<ContentType>(['allergy', 'contraindication', 'diagnosis']);

/** The days that a grant opens: from its first day of records to today in Japan. */
export const windowOf = (grant: Pick<EmsGrant, 'windowFrom'>, todayJst: string): Days => ({
  from: grant.windowFrom,
  to: todayJst,
});

const isWithin = ({ from, to }: Days, day: string): boolean => from <= day && day <= to;

/** Whether the window itself opens a document; for what has no day, the day it was stored counts. What reaches into it is another question. */
export const inWindow = (window: Days, document: { contentType: ContentType; day: string }): boolean =>
  ANY_AGE.has(document.contentType) || isWithin(window, document.day);

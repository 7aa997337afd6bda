import type * as z from 'zod';
import { type Desk, deed } from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { addDays, daysBetween } from '../../layers/names/index.ts';
import { isPublished } from '../../layers/rules/index.ts';
import {
  type DocumentRow,
  documentIdOfRow,
  type FacilityPatientRecord,
  facilityPatientRecord,
  rowsOfDays,
} from '../../layers/store/index.ts';
import { CONTENT_TYPES, calendarRowOf } from '../../schemas/content-types.ts';
import type { Facility, PublicationPolicy, Role } from '../../schemas/directory.ts';
import type { TimelineEntry } from '../../schemas/document.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { previewRecords as operation } from '../../schemas/operations/directory.ts';
import { type Audience, policyTowards } from './audience.ts';

type Query = RequestOf<typeof operation>['query'];

const SHOWN = 200;
const ROWS_AT_ONCE = 1000;
const LONGEST_DAYS = 400;
const DEFAULT_DAYS = 31;

/**
 * Care staff and clerks of the facility (POLICY-03): how an own patient's records of a period would look to an audience and occupation, asked document
 * by document as a look asks. No way round the facility's own policy: of what the caller may not see in the house, only the kind is said.
 */
export const previewRecords = deed(operation, async ({ params, query }, desk) => {
  const { facilityId } = params;
  const period = periodOf(query, desk.today);
  const localId = await desk.localId(facilityId, { text: query.localId, pointer: '/query/localId' });
  const isOwn = facilityId === (await desk.ownFacilityId());
  const name = { facilityId, localId };
  // Another facility's records are not even read.
  const { read, record } = await desk.load({
    read: isOwn ? rowsOfDays(desk.store, name, { ...period, limit: ROWS_AT_ONCE }) : Promise.resolve(NO_ROWS),
    record: isOwn ? facilityPatientRecord(desk.store, name) : Promise.resolve(NO_RECORD),
  });
  const { facility } = desk.caller;
  const { profile } = record;
  const { audience, role } = query;
  const verdict = await desk.require({
    facts: { facilityIsOwn: isOwn },
    patientId: profile?.linkedPatientId,
    resource: { facilityId, localId },
    request: { audience, role, ...period },
  });
  if (!facility || (profile === undefined && read.rows.length === 0)) return desk.fail(verdict, 'NOT_FOUND');
  const rows = read.rows.filter((row) => row.x === 'available' && calendarRowOf(row.t, row.s) !== undefined);
  const published = rows.filter((row) =>
    isOpen(desk, row, { policy: policyTowards(facility, audience), audience, role }),
  );
  const seen = published.slice(0, SHOWN);
  const hidden = rows.length - published.length;
  await desk.record(verdict, { request: { seen: seen.length, hidden } });
  return {
    body: {
      ...period,
      seen: seen.map((row) => entryOf(desk, row, facility)),
      hidden,
      more: read.more || published.length > seen.length,
    },
  };
});

const NO_ROWS: Awaited<ReturnType<typeof rowsOfDays>> = { rows: [], more: false };
const NO_RECORD: FacilityPatientRecord = { claims: [] };

const periodOf = (query: Query, today: string): { from: string; to: string } => {
  const to = query.to ?? today;
  const from = query.from ?? addDays(to, 1 - DEFAULT_DAYS);
  const days = daysBetween({ from, to });
  if (days >= 0 && days <= LONGEST_DAYS) return { from, to };
  const says = {
    ja: `期間は${LONGEST_DAYS}日以内で、開始日を終了日以前にしてください。`,
    en: `The period must be at most ${LONGEST_DAYS} days, from before to.`,
  };
  throw new ProblemError('INVALID_REQUEST', { errors: [faultAt('/query/from', 'period', says)] });
};

const isOpen = (
  desk: Desk,
  row: DocumentRow,
  asked: { policy: PublicationPolicy | undefined; audience: Audience; role: Role | undefined },
): boolean =>
  isPublished({
    ...asked,
    todayJst: desk.today,
    document: { contentType: row.t, department: row.d, day: row.name.day },
  });

/** Title and department are words of the record: only for whom the facility itself lets see it. */
const entryOf = (desk: Desk, row: DocumentRow, facility: Facility): z.input<typeof TimelineEntry> => {
  const mine = isOpen(desk, row, {
    policy: facility.publication,
    audience: 'ownStaff',
    role: desk.caller.staff?.role,
  });
  const calendarRow = calendarRowOf(row.t, row.s);
  if (calendarRow === undefined) throw new TypeError('a document without a row in the calendar');
  return {
    documentId: documentIdOfRow(desk.store, row),
    facilityId: row.name.facilityId,
    contentType: row.t,
    stage: row.s,
    title: mine ? row.n : CONTENT_TYPES[row.t].label.ja,
    state: row.x,
    day: row.name.day,
    row: calendarRow,
    ...(mine && row.d !== undefined && { department: row.d }),
    ...(row.m !== undefined && { mediaType: row.m }),
    ...(row.b !== undefined && { byteLength: row.b }),
  };
};

import { type Desk, deed } from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { addDays, daysBetween } from '../../layers/names/index.ts';
import { patientFacts } from '../../layers/rules/index.ts';
import {
  accessOfPatient,
  type DocumentRow,
  type FacilityPatientName,
  facilitiesById,
  facilityPatientRecord,
  headerContentsOf,
  type MonthCounts,
  monthsOf,
  type PatientAccess,
  rowsOfDays,
} from '../../layers/store/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { readTimeline as operation } from '../../schemas/operations/timeline.ts';
import type { FacilityPatient, Link } from '../../schemas/patient.ts';
import type { FacilityId } from '../../schemas/primitives.ts';
import { daysOf, mergedPage, monthCounts, type Place, resumeAt } from './calendar.ts';
import { facilityShown } from './facility-shown.ts';
import type { HeaderRead } from './header.ts';
import { factsOfDiscloser, type Viewed } from './viewing.ts';
import { type FirstRows, ROWS_AT_ONCE, visibleRows } from './visible-rows.ts';

type Query = RequestOf<typeof operation>['query'];
type Period = { from: string; to: string };
/** What was read of one facility before it is known what of it is open. */
type Read = {
  first: FirstRows;
  header: HeaderRead;
  profile: FacilityPatient | undefined;
  months: MonthCounts[];
};
type Seen = { viewed: Viewed; read: Read };

const LONGEST_DAYS = { entries: 400, months: 3700 };
const NOTHING: Read = {
  first: { rows: [], more: false },
  header: { contents: [], more: false },
  profile: undefined,
  months: [],
};

/**
 * A facility with its own verified link (LOOK-03), or the registering one until it has (LOOK-04): its own records always (LOOK-01); another
 * facility's as far as consent in force, both links and that facility's publication policy open them (LOOK-02). Three sequential calls: facts;
 * policies, rows and headers; audit. More only where a period holds over a thousand rows of one facility that this viewer may not see.
 */
export const readTimeline = deed(operation, async ({ params, query }, desk) => {
  const period = periodOf(query, desk.today);
  const place = desk.openCursor<Place>(query.cursor, query);
  const { access } = await desk.load({ access: accessOfPatient(desk.store, params.patientId) });
  const links = linksInView(desk, access, query);
  const [facilities, reads] = await Promise.all([
    facilitiesOf(desk, links),
    Promise.all(
      links.map(async (link) =>
        mayOpen(desk, access, link) ? readFacility(desk, link, { query, period, place }) : NOTHING,
      ),
    ),
  ]);
  const { verdict, opened } = await desk.requireLook({
    facts: patientFacts({ patient: access?.patient, links: access?.links, viewer: desk.caller.facilityId }),
    disclosers: links.map(({ facilityId }) =>
      factsOfDiscloser(desk, access, { facilityId, facility: facilities.get(facilityId) }),
    ),
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    request: { ...period },
  });
  const seen = links.map((link, index): Seen => {
    const open = opened.get(link.facilityId) ?? new Set<never>();
    const { facilityId, localId } = link;
    const viewed: Viewed = {
      name: { facilityId, localId },
      facility: facilities.get(facilityId),
      audience: facilityId === desk.caller.facilityId ? 'ownStaff' : 'linked',
      opened: open,
    };
    return { viewed, read: open.size > 0 ? (reads[index] ?? NOTHING) : NOTHING };
  });
  const types = query.types && new Set(query.types);
  const wants = ({ t }: DocumentRow): boolean => types?.has(t) ?? true;
  const wanted = { ...period, limit: query.limit, wants };
  const visible = await Promise.all(
    seen.map(({ viewed, read }) => visibleRows(desk, { viewed, first: read.first }, wanted)),
  );
  const page = mergedPage(desk, visible.flat(), { limit: query.limit, after: place });
  await desk.record(verdict, { request: { entries: page.entries.length } });
  return {
    body: {
      ...period,
      facilities: seen.map(({ viewed, read }) =>
        facilityShown(desk, viewed, { profile: read.profile, header: place ? undefined : read.header }),
      ),
      days: daysOf(page.entries),
      entries: page.entries,
      ...(query.view === 'months' && {
        months: seen.flatMap(({ viewed, read }) => monthCounts(desk, { viewed, months: read.months }, types)),
      }),
      ...(page.next && { cursor: desk.cursor(page.next, query) }),
    },
  };
});

/** The directory's records of the facilities in view; the caller's own is known already. */
const facilitiesOf = async (desk: Desk, links: Link[]): Promise<ReadonlyMap<FacilityId, Facility>> => {
  const { facilityId, facility } = desk.caller;
  const others = links.map((link) => link.facilityId).filter((other) => other !== facilityId);
  const found = others.length > 0 ? await facilitiesById(desk.store, others) : new Map<FacilityId, Facility>();
  return facility ? new Map([...found, [facilityId, facility]]) : found;
};

/** The patient's verified links, the caller's own facility first. */
const linksInView = (desk: Desk, access: PatientAccess | undefined, query: Query): Link[] => {
  const own = (link: Link): number => Number(link.facilityId === desk.caller.facilityId);
  return (access?.links ?? [])
    .filter(({ state }) => state === 'verified')
    .filter(({ facilityId }) => query.facilities === undefined || query.facilities.includes(facilityId))
    .sort((a, b) => own(b) - own(a) || (a.facilityId < b.facilityId ? -1 : 1));
};

/** Whether anything of this facility can open, as far as is known before its policy: what is closed anyway is not even read. */
const mayOpen = (desk: Desk, access: PatientAccess | undefined, { facilityId }: Link): boolean =>
  facilityId === desk.caller.facilityId ||
  factsOfDiscloser(desk, access, { facilityId, facility: undefined }).facts.consentCoversPair === true;

const periodOf = (query: Query, today: string): Period => {
  const to = query.to ?? today;
  const from = query.from ?? addDays(to, -13);
  const days = daysBetween({ from, to });
  if (days >= 0 && days <= LONGEST_DAYS[query.view]) return { from, to };
  const says = {
    ja: `期間は${LONGEST_DAYS[query.view]}日以内で、開始日を終了日以前にしてください。`,
    en: `The period must be at most ${LONGEST_DAYS[query.view]} days, from before to.`,
  };
  throw new ProblemError('INVALID_REQUEST', { errors: [faultAt('/query/from', 'period', says)] });
};

/** All that a look may need of one facility, in parallel; what of it is shown is decided afterwards. */
const readFacility = async (
  desk: Desk,
  link: FacilityPatientName,
  ask: { query: Query; period: Period; place: Place | undefined },
): Promise<Read> => {
  const { query, period, place } = ask;
  const name = { facilityId: link.facilityId, localId: link.localId };
  const limit = Math.max(query.limit + 2, ROWS_AT_ONCE);
  const months = query.view === 'months';
  const [first, record, header, counts] = await Promise.all([
    months
      ? NOTHING.first
      : rowsOfDays(desk.store, name, { ...period, limit, ...(place && { place: resumeAt(place, link.facilityId) }) }),
    facilityPatientRecord(desk.store, name),
    place ? NOTHING.header : headerContentsOf(desk.store, name),
    months ? monthsOf(desk.store, name, { from: period.from.slice(0, 7), to: period.to.slice(0, 7) }) : [],
  ]);
  return { first, profile: record.profile, header, months: counts };
};

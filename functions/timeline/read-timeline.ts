import { type Desk, deed } from '../../layers/deed/index.ts';
import { patientFacts } from '../../layers/rules/index.ts';
import {
  accessOfPatient,
  type DocumentRow,
  type FacilityPatientName,
  facilityPatientRecord,
  headerContentsOf,
  type MonthCounts,
  monthsOf,
  rowsOfDays,
} from '../../layers/store/index.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { readTimeline as operation } from '../../schemas/operations/timeline.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import { daysOf, mergedPage, monthCounts, type Place, resumeAt } from './calendar.ts';
import { facilityShown } from './facility-shown.ts';
import type { HeaderRead } from './header.ts';
import { facilitiesOf, linksInView, mayOpen, type Period, periodOf, viewedByLink } from './linked-view.ts';
import { factsOfDiscloser, type Viewed } from './viewing.ts';
import { type FirstRows, ROWS_AT_ONCE, visibleRows } from './visible-rows.ts';

type Query = RequestOf<typeof operation>['query'];
/** What was read of one facility before it is known what of it is open. */
type Read = {
  first: FirstRows;
  header: HeaderRead;
  profile: FacilityPatient | undefined;
  months: MonthCounts[];
};
type Seen = { viewed: Viewed; read: Read };

const DAYS = 14;
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
  const period = periodOf(query, { today: desk.today, days: DAYS, longest: LONGEST_DAYS[query.view] });
  const place = desk.openCursor<Place>(query.cursor, query);
  const { access } = await desk.load({ access: accessOfPatient(desk.store, params.patientId) });
  const links = linksInView(desk, access, query.facilities);
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
    const viewed = viewedByLink(desk, link, { facilities, opened });
    return { viewed, read: viewed.opened.size > 0 ? (reads[index] ?? NOTHING) : NOTHING };
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

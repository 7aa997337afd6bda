import type * as z from 'zod';
import { type Desk, deed, emsGrantView } from '../../layers/deed/index.ts';
import {
  type DocumentRow,
  emsGrantNameOf,
  type FacilityPatientName,
  type MonthCounts,
  monthsOf,
  rowsOfDays,
} from '../../layers/store/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { DataAge } from '../../schemas/ems.ts';
import { readEmsTimeline as operation } from '../../schemas/operations/timeline.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import { daysOf, entryOf, inOrder, isAfter, mergedPage, type Place, placeOf, resumeAt } from './calendar.ts';
import { type Days, windowOf } from './ems-window.ts';
import { facilityShown } from './facility-shown.ts';
import { grantLook, grantReads, viewedByGrant } from './grant-look.ts';
import { type GrantRecords, recordsOfGrant } from './grant-records.ts';
import type { HeaderRead } from './header.ts';
import type { Viewed } from './viewing.ts';
import { ROWS_AT_ONCE, visibleRows } from './visible-rows.ts';

/** Opened most in a disaster. */
const NOTES: ReadonlySet<ContentType> = new Set<ContentType>(['physicianNote', 'nursingNote']);
/** So many notes come first; a long stay's older ones stand among the other entries. */
const NOTES_FIRST = 500;

/** Where a page ended, the last of the notes that came first, and whether there are older records, which the first page found out. */
type EmsPlace = { after: Place; notesTo?: Place; older: boolean };
type Wanted = { window: Days; types: ReadonlySet<ContentType> | undefined; limit: number };
type Shown = Pick<GrantRecords, 'earlier' | 'olderExist'> & {
  header: HeaderRead | undefined;
  notes: DocumentRow[];
  notesTo: Place | undefined;
  /** More than a page of entries, or all there are. */
  rows: DocumentRow[];
};

/**
 * What a live grant opens (EMS-VIEW-01 to -03): the window, and what still matters from before it. An own record from outside (院外参照) has the
 * same window here, while its documents may be read whatever their day. Three sequential calls: facts; rows, prescriptions and header; audit.
 * Throws EMS_GRANT_OVER where the grant of the caller's facility has ended, NOT_FOUND to everybody else.
 */
export const readEmsTimeline = deed(operation, async ({ params, query }, desk) => {
  const place = desk.openCursor<EmsPlace>(query.cursor, query);
  const name = emsGrantNameOf(desk.store.seal, params.grantId);
  const { months, ...read } = await desk.load(
    {
      ...grantReads(desk, name),
      months: name && !place ? monthsUpTo(desk, name) : Promise.resolve([]),
    },
    name ? [name.facilityId] : [],
  );
  const { grant, profile, facts, otherwise, discloser, subject } = grantLook(desk, params.grantId, read);
  const asked = discloser();
  const { verdict, opened } = await desk.requireLook({
    facts,
    disclosers: asked ? [asked] : [],
    otherwise,
    ...subject,
  });
  if (!grant) return desk.fail(verdict, 'NOT_FOUND');
  const viewed = viewedByGrant(desk, grant, opened.get(grant.facilityId) ?? new Set());
  const wanted = {
    window: windowOf(grant, desk.today),
    types: query.types && new Set(query.types),
    limit: query.limit,
  };
  const shown = place
    ? await laterPage(desk, viewed, { ...wanted, place })
    : await firstPage(desk, viewed, { ...wanted, months });
  const page = mergedPage(desk, shown.rows, { limit: query.limit, after: place?.after });
  const notes = shown.notes.map((row) => entryOf(desk, row));
  const earlier = shown.earlier.map((row) => entryOf(desk, row));
  await desk.record(verdict, {
    request: { entries: page.entries.length, notes: notes.length, earlier: earlier.length },
  });
  const { notesTo, olderExist } = shown;
  const next: EmsPlace | undefined = page.next && { after: page.next, older: olderExist, ...(notesTo && { notesTo }) };
  return {
    body: {
      grant: emsGrantView(grant, {
        now: desk.at,
        rules: read.disaster.real,
        facilityName: viewed.facility?.name ?? grant.facilityId,
      }),
      ...wanted.window,
      facility: facilityShown(desk, viewed, { profile, header: shown.header }),
      data: viewed.opened.size > 0 ? ageOf(profile, desk.at) : {},
      notes,
      entries: page.entries,
      earlier,
      days: daysOf([...notes, ...page.entries]),
      olderExist,
      ...(next && { cursor: desk.cursor(next, query) }),
    },
  };
});

/** Notes, what matters from before, and the header come with the first page alone. */
const firstPage = async (desk: Desk, viewed: Viewed, wanted: Wanted & { months: MonthCounts[] }): Promise<Shown> => {
  if (viewed.opened.size === 0) return NOTHING;
  const { within, earlier, ...rest } = await recordsOfGrant(desk, viewed, wanted);
  const isWanted = wantedTypes(wanted);
  const rows = inOrder(within.filter(isWanted));
  const notes = rows.filter((row) => NOTES.has(row.t)).slice(0, NOTES_FIRST);
  const last = notes.at(-1);
  const notesTo = last && placeOf(last);
  return {
    ...rest,
    notes,
    notesTo,
    earlier: inOrder(earlier.filter(isWanted)),
    rows: rows.filter((row) => isEntry(row, notesTo)),
  };
};

const laterPage = async (desk: Desk, viewed: Viewed, wanted: Wanted & { place: EmsPlace }): Promise<Shown> => {
  const { window, limit, place } = wanted;
  const { after, notesTo, older } = place;
  if (viewed.opened.size === 0) return NOTHING;
  const resume = resumeAt(after, viewed.name.facilityId);
  const first = await rowsOfDays(desk.store, viewed.name, { ...window, limit: ROWS_AT_ONCE, place: resume });
  const isWanted = wantedTypes(wanted);
  const wants = (row: DocumentRow): boolean => isWanted(row) && isEntry(row, notesTo);
  const rows = await visibleRows(desk, { viewed, first }, { ...window, limit, wants });
  return { ...NOTHING, notesTo, rows, olderExist: older };
};

const NOTHING: Shown = { header: undefined, notes: [], notesTo: undefined, earlier: [], rows: [], olderExist: false };

const wantedTypes =
  ({ types }: Wanted) =>
  (row: DocumentRow): boolean =>
    types?.has(row.t) ?? true;

/** A note stands among the entries only where it did not come first: it lies beyond those that did, or came since. */
const isEntry = (row: DocumentRow, notesTo: Place | undefined): boolean =>
  !NOTES.has(row.t) || notesTo === undefined || isAfter(row, notesTo);

const monthsUpTo = (desk: Desk, name: FacilityPatientName): Promise<MonthCounts[]> =>
  monthsOf(desk.store, name, { from: '0000-01', to: desk.today.slice(0, 7) });

const ageOf = (profile: FacilityPatient | undefined, at: string): z.input<typeof DataAge> => {
  const { fetchedAt, requestedAt } = profile ?? {};
  return {
    ...(fetchedAt && {
      fetchedAt,
      ageMinutes: Math.max(0, Math.floor((Date.parse(at) - Date.parse(fetchedAt)) / 60_000)),
    }),
    ...(requestedAt && { requestedAt }),
  };
};

import { type Desk, deed, typedBirthDate, withEmsBar } from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { type PdqQuery, pdqTermsOf } from '../../layers/names/index.ts';
import {
  attemptWrite,
  type EmsDiscloser,
  emsDisclosersOf,
  type FoundFacilityPatient,
  facilitiesById,
  facilityPatientsByName,
  facilityPatientsFoundBy,
  type Write,
} from '../../layers/store/index.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { searchEmsCandidates as operation } from '../../schemas/operations/ems.ts';
import { FacilityId, LocalId } from '../../schemas/primitives.ts';
import { candidateOf, mayBeFound, opensTo, type Ranked, rankedBy } from './candidates.ts';

type Query = RequestOf<typeof operation>['query'];

const SEARCHES_AN_HOUR = 30;
const MOST_ROWS = 50;
/** What one batch reads: more than is shown, so that those left out leave no gap. */
const READ_AT_ONCE = 100;
/** Nobody: read where nobody may be the person, so that an answer takes as long for those who are hidden as for those who do not exist. */
const NOBODY = { facilityId: FacilityId.parse('nobody'), localId: LocalId.parse('0') };

/**
 * PDQ: a birth date, or family and given name, gives facility and patient ID (EMS-PDQ-01). Shown is whom a facility that opted in to EMS for the
 * caller's occupation knows, and who has not refused; of all others the answer says nothing. Counted per person.
 */
export const searchEmsCandidates = deed(operation, async ({ query }, desk) => {
  const asked = askedOf(query, desk.today);
  const terms = pdqTermsOf(asked, desk.today);
  const { answer, disclosers } = await desk.load({
    answer: facilityPatientsFoundBy(desk.store, terms),
    disclosers: emsDisclosersOf(desk.store),
  });
  const verdict = await desk.require({ request: { criteria: criteriaOf(query) } });
  if (terms.length === 0) return desk.fail(verdict, 'SEARCH_TOO_BROAD', { errors: [TOO_BROAD] });

  const open = openAmong(desk, disclosers, query.facilityId);
  const rows = await readable(desk, asked, { found: answer.found, isOpen: (facilityId) => open.has(facilityId) });
  const items = rows.slice(0, MOST_ROWS).map((row) => candidateOf(row, open.get(row.facilityId) ?? row.facilityId));
  await desk.commit(verdict, {
    writes: [searchAttempt(desk)],
    subject: { request: { found: items.length } },
    conflicts: { attempts: 'SEARCH_EXHAUSTED' },
  });
  // More than a thousand records of one birth date or name were not all compared: an answer that looks whole would be wrong, and nobody can be
  // told from among so many.
  return { body: { items, more: rows.length > MOST_ROWS || answer.cutOff } };
});

const askedOf = ({ facilityId: _facility, birthDate, ...rest }: Query, today: string): PdqQuery => ({
  ...rest,
  ...(birthDate !== undefined && { birthDate: typedBirthDate(birthDate, { pointer: '/query/birthDate', today }) }),
});

const criteriaOf = (query: Query): string[] =>
  Object.entries(query).flatMap(([criterion, value]) => (value === undefined ? [] : [criterion]));

const TOO_BROAD = faultAt('/query', 'too_broad', {
  ja: '生年月日、または姓と名の両方を入力してください。',
  en: 'Give a birth date, or both family and given name.',
});

/** The facilities that may be searched, with their names. */
const openAmong = (
  desk: Desk,
  disclosers: ReadonlyMap<FacilityId, EmsDiscloser>,
  only: FacilityId | undefined,
): Map<FacilityId, string> => {
  const isOpen = opensTo(desk.caller.staff?.role, desk.today);
  const wanted = [...disclosers.values()].filter(({ facilityId }) => only === undefined || facilityId === only);
  return new Map(wanted.filter(isOpen).map(({ facilityId, name }) => [facilityId, name]));
};

/** Who may be shown, the likeliest first: compared and judged by their own records, in one batch but where most of a hundred are hidden. */
const readable = async (
  desk: Desk,
  asked: PdqQuery,
  { found, isOpen }: { found: readonly FoundFacilityPatient[]; isOpen: (facilityId: FacilityId) => boolean },
): Promise<Ranked[]> => {
  const ranked = rankedBy(
    asked,
    found.filter(({ facilityId }) => isOpen(facilityId)),
  );
  const mayBeShown = mayBeFound(desk.caller.facilityId);
  const rows: Ranked[] = [];
  let start = 0;
  do {
    const names = ranked.slice(start, start + READ_AT_ONCE);
    const asking = names.length > 0 ? names : [NOBODY];
    const [profiles, facilities] = await Promise.all([
      facilityPatientsByName(desk.store, asking),
      facilitiesById(
        desk.store,
        asking.map(({ facilityId }) => facilityId),
      ),
    ]);
    const known = await Promise.all(profiles.map((profile) => withEmsBar(desk, profile)));
    const shown = known
      .filter((profile) => profile !== undefined)
      .filter((profile) => mayBeShown(profile, facilities.get(profile.facilityId)))
      .flatMap(({ facilityId, localId, demographics }) =>
        demographics ? [{ facilityId, localId, demographics }] : [],
      );
    rows.push(...rankedBy(asked, shown));
    start += READ_AT_ONCE;
  } while (start < ranked.length && rows.length <= MOST_ROWS);
  return rows;
};

const searchAttempt = (desk: Desk): Write => {
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  return attemptWrite({
    staffId: desk.claims.staffId,
    kind: 'pdq',
    window: desk.at.slice(0, 13),
    limit: SEARCHES_AN_HOUR,
    expiresAt: desk.store.now() + 2 * 3_600_000,
  });
};

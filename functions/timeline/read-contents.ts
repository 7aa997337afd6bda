import { deed } from '../../layers/deed/index.ts';
import { patientFacts } from '../../layers/rules/index.ts';
import { accessOfPatient } from '../../layers/store/index.ts';
import { readContents as operation } from '../../schemas/operations/timeline.ts';
import type { Place } from './calendar.ts';
import { contentsPage } from './contents-page.ts';
import { facilitiesOf, linksInView, mayOpen, periodOf, viewedByLink } from './linked-view.ts';
import { namedContents } from './named-contents.ts';
import { factsOfDiscloser } from './viewing.ts';
import { firstContents, visibleContents } from './visible-contents.ts';

const PERIOD = { days: 92, longest: 366 };

/**
 * As the calendar (LOOK-01 to -04), and with it what each document says: the decision is the calendar's, made for every facility and type, and
 * each document is then asked for by its own department and day. Three sequential calls: facts; policies and contents; audit. More only where
 * more documents than a page are closed to this viewer, or are large.
 */
export const readContents = deed(operation, async ({ params, query }, desk) => {
  const { limit, cursor, facilities: only } = query;
  const types = [...new Set(query.types)];
  const period = periodOf(query, { today: desk.today, ...PERIOD });
  const after = desk.openCursor<Place>(cursor, query);
  const { access } = await desk.load({ access: accessOfPatient(desk.store, params.patientId) });
  const links = linksInView(desk, access, only);
  const asked = links.flatMap((link) => {
    const covered = types.filter((contentType) => mayOpen(desk, access, { ...link, contentType }));
    return covered.map((contentType) => ({ link, wanted: { contentType, ...period, limit, after } }));
  });
  const [facilities, reads] = await Promise.all([
    facilitiesOf(desk, links),
    Promise.all(
      asked.map(({ link: { facilityId, localId }, wanted }) => firstContents(desk, { facilityId, localId }, wanted)),
    ),
  ]);
  const { verdict, opened } = await desk.requireLook({
    facts: patientFacts({ patient: access?.patient, links: access?.links, viewer: desk.caller.facilityId }),
    disclosers: links.map(({ facilityId }) =>
      factsOfDiscloser(desk, access, { facilityId, facility: facilities.get(facilityId) }),
    ),
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    request: { types, ...period },
  });
  const visible = await Promise.all(
    asked.map(({ link, wanted }, index) => {
      const first = reads[index] ?? { contents: [] };
      return visibleContents(desk, viewedByLink(desk, link, { facilities, opened }), { first, wanted });
    }),
  );
  const page = contentsPage(desk, visible.flat(), limit);
  await desk.record(verdict, namedContents(verdict, page));
  return { body: { ...period, items: page.items, ...(page.next && { cursor: desk.cursor(page.next, query) }) } };
});

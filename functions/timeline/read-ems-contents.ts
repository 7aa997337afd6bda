import { deed } from '../../layers/deed/index.ts';
import { emsGrantNameOf } from '../../layers/store/index.ts';
import { readEmsContents as operation } from '../../schemas/operations/timeline.ts';
import type { Place } from './calendar.ts';
import { contentsPage } from './contents-page.ts';
import { windowOf } from './ems-window.ts';
import { contentsOfGrant } from './grant-contents.ts';
import { grantLook, grantReads, viewedByGrant } from './grant-look.ts';
import { namedContents } from './named-contents.ts';

/**
 * What the documents say that a live grant's timeline shows (EMS-VIEW-01 to -03). Three sequential calls: facts; contents; audit. Throws
 * EMS_GRANT_OVER where the grant of the caller's facility has ended, NOT_FOUND to everybody else.
 */
export const readEmsContents = deed(operation, async ({ params, query }, desk) => {
  const { limit, cursor } = query;
  const types = [...new Set(query.types)];
  const after = desk.openCursor<Place>(cursor, query);
  const name = emsGrantNameOf(desk.store.seal, params.grantId);
  const read = await desk.load(grantReads(desk, name), name ? [name.facilityId] : []);
  const { grant, facts, otherwise, discloser, subject } = grantLook(desk, params.grantId, read);
  const asked = discloser();
  const window = grant && windowOf(grant, desk.today);
  const { verdict, opened } = await desk.requireLook({
    facts,
    disclosers: asked ? [asked] : [],
    otherwise,
    ...subject,
    request: { types, ...window },
  });
  if (!grant || !window) return desk.fail(verdict, 'NOT_FOUND');
  const viewed = viewedByGrant(desk, grant, opened.get(grant.facilityId) ?? new Set());
  const contents = await contentsOfGrant(desk, viewed, { window, types, limit, after });
  const page = contentsPage(desk, contents, limit);
  await desk.record(verdict, namedContents(verdict, page));
  return { body: { ...window, items: page.items, ...(page.next && { cursor: desk.cursor(page.next, query) }) } };
});

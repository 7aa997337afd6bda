import { type Desk, deed } from '../../layers/deed/index.ts';
import { documentNameOf, emsGrantNameOf, type MonthCounts, monthsOf } from '../../layers/store/index.ts';
import { printEmsSummary as operation } from '../../schemas/operations/timeline.ts';
import type { DocumentId } from '../../schemas/primitives.ts';
import { type Days, windowOf } from './ems-window.ts';
import { grantLook, grantReads, viewedByGrant } from './grant-look.ts';
import { recordsOfGrant } from './grant-records.ts';
import { headerOf } from './header.ts';
import { recordPrint } from './record-print.ts';
import type { Viewed } from './viewing.ts';

/**
 * As a live grant's timeline (EMS-VIEW-01 to -03): the sheet may show what that shows now. Three sequential calls: facts; the timeline's records
 * (none for a sheet without documents); commit. Throws EMS_GRANT_OVER where the grant of the caller's facility has ended, NOT_FOUND to everybody else.
 */
export const printEmsSummary = deed(operation, async ({ params, body }, desk) => {
  const { documentIds } = body;
  const name = emsGrantNameOf(desk.store.seal, params.grantId);
  const upToNow = { from: '0000-01', to: desk.today.slice(0, 7) };
  const { months, ...read } = await desk.load(
    {
      ...grantReads(desk, name),
      months: name && documentIds.length > 0 ? monthsOf(desk.store, name, upToNow) : Promise.resolve([]),
    },
    name ? [name.facilityId] : [],
  );
  const { grant, facts, otherwise, discloser, subject } = grantLook(desk, params.grantId, read);
  const asked = discloser();
  const { verdict, opened } = await desk.requireLook({
    facts,
    disclosers: asked ? [asked] : [],
    otherwise,
    ...subject,
    request: { documents: documentIds.length },
  });
  if (!grant) return desk.fail(verdict, 'NOT_FOUND');
  const viewed = viewedByGrant(desk, grant, opened.get(grant.facilityId) ?? new Set());
  const window = windowOf(grant, desk.today);
  const shown = documentIds.length > 0 ? await thingsShown(desk, viewed, { window, months }) : new Set<string>();
  const isOpen = (documentId: DocumentId): boolean => {
    const document = documentNameOf(desk.store.seal, documentId);
    const isOfGrant = document?.facilityId === grant.facilityId && document.localId === grant.localId;
    return isOfGrant && shown.has(document.thing);
  };
  return recordPrint(
    desk,
    verdict,
    documentIds.map((documentId) => ({ documentId, open: isOpen(documentId) })),
  );
});

/** Everything that the grant's timeline shows, header included, whichever version of it. */
const thingsShown = async (
  desk: Desk,
  viewed: Viewed,
  ask: { window: Days; months: MonthCounts[] },
): Promise<ReadonlySet<string>> => {
  if (viewed.opened.size === 0) return new Set();
  const { within, earlier, header } = await recordsOfGrant(desk, viewed, { ...ask, types: undefined });
  const sections = Object.values(headerOf(desk, { viewed, profile: undefined, ...header }));
  const inHeader = sections.flatMap(({ documentIds }) => documentIds.map((id) => documentNameOf(desk.store.seal, id)));
  return new Set([
    ...[...within, ...earlier].map((row) => row.name.thing),
    ...inHeader.flatMap((name) => name?.thing ?? []),
  ]);
};

import type { Desk } from '../../layers/deed/index.ts';
import type { DiscloserFacts } from '../../layers/rules/index.ts';
import {
  type DocumentName,
  type DocumentRow,
  type DocumentVersion,
  documentAt,
  documentNameOf,
  type EmsGrantName,
  emsGrantNameOf,
  type MonthCounts,
  monthsOf,
  versionsOf,
} from '../../layers/store/index.ts';
import type { Content } from '../../schemas/content.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { Document } from '../../schemas/document.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import type { DocumentId, EmsGrantId } from '../../schemas/primitives.ts';
import { type DocumentLook, type DocumentRead, documentLook, publishedVersion } from './document-look.ts';
import { inWindow, windowOf } from './ems-window.ts';
import { grantLook, grantReads, viewedByGrant } from './grant-look.ts';
import { latestOf, latestTypeOf, monthReader } from './latest.ts';
import { supplyReaches } from './supply.ts';

type Asked = { grantId: EmsGrantId; documentId: DocumentId };
type Found = DocumentRead & { months: MonthCounts[]; versions: Document[] };
const NOTHING: Found = { months: [], versions: [] };

/**
 * A look at one document through an EMS grant: it must be of the grant's very facility and local ID, and lie within what the timeline shows as open
 * (an own record from outside: of any day). Anything else is not there (404), and the try is audited. `history`: reads the other versions too, in
 * the first call. Throws EMS_GRANT_OVER where the grant of the caller's facility has ended.
 */
export const lookThroughGrant = async (
  desk: Desk,
  asked: Asked,
  { history }: { history: boolean },
): Promise<DocumentLook & { versions: Document[] }> => {
  const grantName = emsGrantNameOf(desk.store.seal, asked.grantId);
  const name = grantName && documentOfGrant(desk, grantName, asked.documentId);
  const { found, ...read } = await desk.load(
    { ...grantReads(desk, grantName), found: name ? readFound(desk, name, history) : Promise.resolve(NOTHING) },
    grantName ? [grantName.facilityId] : [],
  );
  const { grant, live, facts, otherwise, discloser, subject } = grantLook(desk, asked.grantId, read);
  const document = found.version && publishedVersion(found.version.meta);
  const part = document && discloser(document);
  // What is not live opens nothing: nothing more is read for it.
  const within = grant !== undefined && live && (await isWithin(desk, grant, { found, bounds: discloser() }));
  const { verdict } = await desk.requireLook({
    facts: { ...facts, withinEmsWindow: within },
    disclosers: part ? [part] : [],
    ...(document && { wanted: document.contentType }),
    otherwise,
    ...subject,
    resource: { ...subject.resource, documentId: asked.documentId },
  });
  const look = await documentLook(desk, verdict, {
    ...found,
    opens: (other) => {
      const here = discloser(other);
      return here !== undefined && openedBy(here).has(other.contentType);
    },
  });
  return { ...look, versions: found.versions };
};

/** The document's name, where it is of the grant's own record. */
const documentOfGrant = (desk: Desk, grant: EmsGrantName, documentId: DocumentId): DocumentName | undefined => {
  const name = documentNameOf(desk.store.seal, documentId);
  return name?.facilityId === grant.facilityId && name.localId === grant.localId ? name : undefined;
};

const readFound = async (desk: Desk, name: DocumentName, history: boolean): Promise<Found> => {
  const { store, today } = desk;
  const [at, versions, months] = await Promise.all([
    documentAt(store, name),
    history ? versionsOf(store, name) : [],
    latestTypeOf(name.contentType) ? monthsOf(store, name, { from: '0000-01', to: today.slice(0, 7) }) : [],
  ]);
  return { ...at, versions, months };
};

const openedBy = ({ covered, published }: DiscloserFacts): Set<ContentType> =>
  new Set([...published].filter((type) => covered.has(type)));

/** Whether the grant's timeline shows the document as it is now. One more call for what is older than the window, none otherwise. */
const isWithin = async (
  desk: Desk,
  grant: EmsGrant,
  read: { found: Found; bounds: DiscloserFacts | undefined },
): Promise<boolean> => {
  const { version, row, months } = read.found;
  if (!version || !read.bounds) return false;
  if (grant.remote) return true;
  const window = windowOf(grant, desk.today);
  const { contentType, day } = publishedVersion(version.meta);
  if (inWindow(window, { contentType, day })) return true;
  if (version.meta.day === undefined || day > window.to || row?.x !== 'available') return false;
  if (contentType === 'prescription')
    return supplyReaches(await currentContent(desk, version, row), { day, into: window.from });
  const type = latestTypeOf(contentType);
  if (!type) return false;
  const viewed = viewedByGrant(desk, grant, openedBy(read.bounds));
  const rowsOf = monthReader(desk, viewed, window.to);
  const latest = await latestOf(desk, viewed, { type, upTo: window.to, months, rowsOf });
  return latest.some(({ name }) => name.thing === version.name.thing);
};

/** What the thing says now, of whichever version was asked for. */
const currentContent = async (desk: Desk, version: DocumentVersion, row: DocumentRow): Promise<Content | undefined> => {
  if (row.v === version.name.versionTag) return version.content;
  const { version: current } = await documentAt(desk.store, { ...version.name, versionTag: row.v });
  return current?.content;
};

import type { Desk } from '../../layers/deed/index.ts';
import { jstDayOf } from '../../layers/names/index.ts';
import type { PublishedDocument } from '../../layers/rules/index.ts';
import {
  currentOf,
  type DocumentName,
  documentNameOf,
  type FacilityPatientName,
  headerContentsOf,
} from '../../layers/store/index.ts';
import type { DocumentId } from '../../schemas/primitives.ts';
import { publishedOf } from './viewing.ts';

/** A document of a sheet by its id, and what that names; nothing where this network did not make it. */
export type OnSheet = { documentId: DocumentId; name: DocumentName | undefined };
/** `published`: what decides whether it is open; nothing where none is in force in its place. */
export type PrintedDocument = OnSheet & { published: PublishedDocument | undefined };

export const onSheet = (desk: Desk, documentIds: readonly DocumentId[]): OnSheet[] =>
  documentIds.map((documentId) => ({ documentId, name: documentNameOf(desk.store.seal, documentId) }));

const ownerOf = ({ facilityId, localId }: FacilityPatientName): string => `${facilityId} ${localId}`;

/**
 * What stands now in the place of each document, in their order: one batch of lines for each facility's record, side by side, and its header where
 * a document has no day (there the day it was stored counts). A version that something newer took the place of is judged by the newer one.
 */
export const printedDocuments = async (desk: Desk, sheet: readonly OnSheet[]): Promise<PrintedDocument[]> => {
  const names = sheet.flatMap(({ name }) => name ?? []);
  const owners = [...Map.groupBy(names, ownerOf)];
  const read = new Map(
    await Promise.all(owners.map(async ([owner, of]) => [owner, await readOwner(desk, of)] as const)),
  );
  return sheet.map((one) => ({ ...one, published: one.name && read.get(ownerOf(one.name))?.(one.name) }));
};

type Publish = (name: DocumentName) => PublishedDocument | undefined;

const readOwner = async (desk: Desk, names: DocumentName[]): Promise<Publish> => {
  const [owner] = names;
  const undated = names.some(({ day }) => day === '-');
  const [current, header] = await Promise.all([
    currentOf(desk.store, names),
    owner && undated ? headerContentsOf(desk.store, owner) : { contents: [] },
  ]);
  const storedOn = new Map(header.contents.map(({ name, storedAt }) => [name.thing, jstDayOf(storedAt)]));
  return (name) => {
    const row = current.rows.get(name.thing);
    if (row?.x !== 'available' || !current.known.has(`${name.thing}${name.versionTag}`)) return undefined;
    const published = publishedOf(row);
    return name.day === '-' ? { ...published, day: storedOn.get(name.thing) } : published;
  };
};

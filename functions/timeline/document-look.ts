import type { Desk, Verdict } from '../../layers/deed/index.ts';
import { jstDayOf } from '../../layers/names/index.ts';
import type { PublishedDocument } from '../../layers/rules/index.ts';
import { type DocumentVersion, type documentAt, documentIdOf } from '../../layers/store/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { Document, DocumentState } from '../../schemas/document.ts';
import type { DocumentId } from '../../schemas/primitives.ts';

/** A version and what is current in its place, as they were read; empty where there is no such document. */
export type DocumentRead = Awaited<ReturnType<typeof documentAt>>;

/** What a reader may meet: the rest is not there yet, or never for anybody. */
const READABLE: ReadonlySet<DocumentState> = new Set<DocumentState>(['available', 'superseded', 'removed', 'inError']);

/** A version's state as it stands: an available one that something newer took the place of is superseded. */
const standing = (meta: Document, currentId: DocumentId | undefined): DocumentState =>
  meta.state === 'available' && meta.documentId !== currentId ? 'superseded' : meta.state;

/** A permitted look at one document. */
export type DocumentLook = {
  verdict: Verdict;
  version: DocumentVersion;
  state: DocumentState;
  own: boolean;
  /** The state of another version of the same thing, as this viewer may know it; undefined where that version is closed to them. */
  stateOf: (other: Document) => DocumentState | undefined;
  /** Whether the viewer could open this type too, were it of the same day and department. */
  opensToo: (type: ContentType) => boolean;
};

/** After the rules allowed it: the version as it stands. What nobody may read is not there (404). `opens`: whether the look opens a document. */
export const documentLook = (
  desk: Desk,
  verdict: Verdict,
  read: DocumentRead & { opens: (document: PublishedDocument) => boolean },
): DocumentLook | Promise<never> => {
  const { version, row, opens } = read;
  const currentId = version && row && documentIdOf(desk.store.seal, { ...version.name, versionTag: row.v });
  const state = version && standing(version.meta, currentId);
  if (!version || !state || !READABLE.has(state)) return desk.fail(verdict, 'NOT_FOUND');
  return {
    verdict,
    version,
    state,
    own: version.name.facilityId === desk.caller.facilityId,
    stateOf: (other) => {
      const otherState = standing(other, currentId);
      return READABLE.has(otherState) && opens(publishedVersion(other)) ? otherState : undefined;
    },
    opensToo: (contentType) => opens({ ...publishedVersion(version.meta), contentType }),
  };
};

/** For what has no day (allergies, diagnoses) the day it was stored counts towards a delay. */
export const publishedVersion = (meta: Document) => ({
  contentType: meta.contentType,
  department: meta.department,
  day: meta.day ?? jstDayOf(meta.createdAt),
});

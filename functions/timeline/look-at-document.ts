import type { Desk, Verdict } from '../../layers/deed/index.ts';
import { jstDayOf } from '../../layers/names/index.ts';
import { type PublishedDocument, patientFacts } from '../../layers/rules/index.ts';
import {
  accessOfPatient,
  type DocumentVersion,
  documentAt,
  documentIdOf,
  documentNameOf,
  verifiedLinkAt,
} from '../../layers/store/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import type { Document, DocumentState } from '../../schemas/document.ts';
import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { factsOfDiscloser } from './viewing.ts';

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
  /** Whether it is the caller's own facility's. */
  own: boolean;
  /** The state of another version of the same thing, as this viewer may know it; undefined where that version is closed to them. */
  stateOf: (other: Document) => DocumentState | undefined;
  /** Whether the viewer could open this type too, were it of the same day and department. */
  opensToo: (type: ContentType) => boolean;
};

/**
 * A look at one document through a patient: the document must belong to the very local ID that the patient is verified for at its facility,
 * and be open to the viewer. Anything else is not there (404), and the try is audited.
 */
export const lookAtDocument = async (
  desk: Desk,
  asked: { patientId: PatientId; documentId: DocumentId },
): Promise<DocumentLook> => {
  const name = documentNameOf(desk.store.seal, asked.documentId);
  const { access, at } = await desk.load(
    {
      access: accessOfPatient(desk.store, asked.patientId),
      at: name ? documentAt(desk.store, name) : Promise.resolve({} as Awaited<ReturnType<typeof documentAt>>),
    },
    name ? [name.facilityId] : [],
  );
  const { version, row } = at;
  const link = name && access && verifiedLinkAt(access, name.facilityId);
  const linked = name && link?.localId === name.localId && version ? { name, meta: version.meta } : undefined;
  const { verdict } = await desk.requireLook({
    facts: patientFacts({ patient: access?.patient, links: access?.links, viewer: desk.caller.facilityId }),
    disclosers: linked
      ? [
          factsOfDiscloser(desk, access, {
            facilityId: linked.name.facilityId,
            facility: desk.caller.facilities.get(linked.name.facilityId),
            document: published(linked.meta),
          }),
        ]
      : [],
    ...(linked && { wanted: linked.name.contentType }),
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { documentId: asked.documentId },
  });
  const state = version && standing(version.meta, currentIdOf(desk, version, row?.v));
  if (!name || !version || !state || !READABLE.has(state)) return desk.fail(verdict, 'NOT_FOUND');
  const facility = desk.caller.facilities.get(name.facilityId);
  const opens = (document: PublishedDocument): boolean => {
    const { facts, covered, published } = factsOfDiscloser(desk, access, {
      facilityId: name.facilityId,
      facility,
      document,
    });
    return published.has(document.contentType) && (facts.ownRecord === true || covered.has(document.contentType));
  };
  return {
    verdict,
    version,
    state,
    own: name.facilityId === desk.caller.facilityId,
    stateOf: (other) => {
      const otherState = standing(other, currentIdOf(desk, version, row?.v));
      return READABLE.has(otherState) && opens(published(other)) ? otherState : undefined;
    },
    opensToo: (contentType) => opens({ ...published(version.meta), contentType }),
  };
};

/** The id of the version that is current in this one's place. */
const currentIdOf = (desk: Desk, version: DocumentVersion, versionTag: string | undefined): DocumentId | undefined =>
  versionTag === undefined ? undefined : documentIdOf(desk.store.seal, { ...version.name, versionTag });

/** For what has no day (allergies, diagnoses) the day it was stored counts towards a delay. */
const published = (meta: Document) => ({
  contentType: meta.contentType,
  department: meta.department,
  day: meta.day ?? jstDayOf(meta.createdAt),
});

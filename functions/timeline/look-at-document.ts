import type { Desk } from '../../layers/deed/index.ts';
import { type PublishedDocument, patientFacts } from '../../layers/rules/index.ts';
import { accessOfPatient, documentAt, documentNameOf, verifiedLinkAt } from '../../layers/store/index.ts';
import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { type DocumentLook, type DocumentRead, documentLook, publishedVersion } from './document-look.ts';
import { factsOfDiscloser } from './viewing.ts';

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
      at: name ? documentAt(desk.store, name) : Promise.resolve<DocumentRead>({}),
    },
    name ? [name.facilityId] : [],
  );
  const { version } = at;
  const link = name && access && verifiedLinkAt(access, name.facilityId);
  const linked = name && link?.localId === name.localId && version ? { name, meta: version.meta } : undefined;
  const discloserOf = (document: PublishedDocument, { facilityId }: NonNullable<typeof name>) =>
    factsOfDiscloser(desk, access, { facilityId, facility: desk.caller.facilities.get(facilityId), document });
  const { verdict } = await desk.requireLook({
    facts: patientFacts({ patient: access?.patient, links: access?.links, viewer: desk.caller.facilityId }),
    disclosers: linked ? [discloserOf(publishedVersion(linked.meta), linked.name)] : [],
    ...(linked && { wanted: linked.name.contentType }),
    otherwise: 'NOT_FOUND',
    patientId: access?.patient.patientId,
    resource: { documentId: asked.documentId },
  });
  if (!linked) return desk.fail(verdict, 'NOT_FOUND');
  const opens = (document: PublishedDocument): boolean => {
    const { facts, covered, published } = discloserOf(document, linked.name);
    return published.has(document.contentType) && (facts.ownRecord === true || covered.has(document.contentType));
  };
  return documentLook(desk, verdict, { ...at, opens });
};

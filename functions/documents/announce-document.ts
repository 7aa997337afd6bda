import { type Desk, deed, objectKeyOf, type Verdict } from '../../layers/deed/index.ts';
import { faultAt, ProblemError } from '../../layers/edge/index.ts';
import { sendingFacts } from '../../layers/rules/index.ts';
import {
  type DocumentName,
  type DocumentVersion,
  documentAt,
  documentIdOf,
  documentNameOf,
  facilityPatientRecord,
  facilityPatientWrite,
  newVersionWrite,
  thingOf,
  versionTagOf,
} from '../../layers/store/index.ts';
import { KINDS_OF } from '../../schemas/content.ts';
import type { Document, DocumentAnnouncement } from '../../schemas/document.ts';
import { announceDocument as operation } from '../../schemas/operations/documents.ts';
import type { DocumentId, FacilityId, LocalId } from '../../schemas/primitives.ts';

/**
 * Care staff and clerks (DOC-01) and the facility's system (DOC-02), for their own facility's patients that are linked or entrusted. The answer
 * lets exactly the announced bytes in, once, within a minute; the same announcement again gives another minute, or says that they are there.
 */
export const announceDocument = deed(operation, async ({ body }, desk) => {
  checkContent(body);
  const facilityId = await desk.ownFacilityId();
  const localId = await desk.localId(facilityId, { text: body.localId, pointer: '/body/localId' });
  const name = nameOf(desk, body, { facilityId, localId });
  const { record, at } = await desk.load({
    record: facilityPatientRecord(desk.store, { facilityId, localId }),
    at: documentAt(desk.store, name),
  });
  const facts = sendingFacts({ facility: desk.caller.facility, localId, facilityPatient: record.profile });
  const documentId = documentIdOf(desk.store.seal, name);
  const verdict = await desk.require({
    facts,
    otherwise: facts.linkedOrEntrusted === false ? 'ENTRUSTMENT_REQUIRED' : 'FORBIDDEN',
    patientId: record.profile?.linkedPatientId,
    resource: { facilityId, localId, documentId },
  });
  const prior = desk.prior?.['documentId'];
  if (prior !== undefined && prior !== documentId) return again(desk, verdict, prior as DocumentId);
  if (at.version) return repeated(desk, verdict, at.version);

  const version = announced(desk, body, { name, documentId });
  await desk.commit(verdict, {
    writes: [
      newVersionWrite(version),
      ...(record.profile ? [] : [facilityPatientWrite({ facilityId, localId, version: 1 })]),
    ],
    result: { documentId },
    subject: { request: { contentType: body.contentType, byteLength: body.byteLength } },
  });
  return { body: { documentId, state: 'announced' as const, upload: await upload(desk, version.meta) } };
});

const checkContent = (body: DocumentAnnouncement): void => {
  if (!body.content || KINDS_OF[body.contentType].includes(body.content.kind)) return;
  const says = { ja: '内容の型が診療情報の種類と合いません。', en: 'The content does not fit the content type.' };
  throw new ProblemError('INVALID_REQUEST', { errors: [faultAt('/body/content', 'value', says)] });
};

/** With a source key the same thing of one day always has the same id; without one every announcement is another document. */
const nameOf = (
  desk: Desk,
  body: DocumentAnnouncement,
  owner: { facilityId: FacilityId; localId: LocalId },
): DocumentName => ({
  ...owner,
  contentType: body.contentType,
  day: body.day,
  thing: thingOf({ ...body, sourceKey: body.sourceKey ?? desk.store.newId() }),
  versionTag: versionTagOf({ sourceVersion: body.sourceVersion ?? '', flag: 'current', sha256: body.sha256 }),
});

const announced = (
  desk: Desk,
  body: DocumentAnnouncement,
  made: { name: DocumentName; documentId: DocumentId },
): DocumentVersion => {
  const { content, localId: _typed, ...described } = body;
  const { name, documentId } = made;
  const meta: Document = {
    ...described,
    documentId,
    facilityId: name.facilityId,
    localId: name.localId,
    state: 'announced',
    hasContent: content !== undefined,
    hasRaw: false,
    createdAt: desk.at,
    version: 1,
  };
  return { name, meta, ...(content && { content }) };
};

const upload = async (desk: Desk, meta: Document) => {
  const { sha256, byteLength, mediaType, documentId } = meta;
  if (!sha256 || !byteLength || !mediaType) throw new Error('an announced document has a hash, a length and a type');
  const signed = await desk.objects.presignUpload({ key: objectKeyOf(documentId), sha256, byteLength, mediaType });
  return { method: 'PUT' as const, ...signed };
};

/** The document of an earlier request under the same key. */
const again = async (desk: Desk, verdict: Verdict, documentId: DocumentId) => {
  const name = documentNameOf(desk.store.seal, documentId);
  const { version } = name ? await documentAt(desk.store, name) : {};
  return version ? repeated(desk, verdict, version) : desk.fail(verdict, 'NOT_FOUND');
};

const repeated = async (desk: Desk, verdict: Verdict, { meta }: DocumentVersion) => {
  const { documentId, state } = meta;
  if (state === 'quarantined' || state === 'inError' || state === 'erased')
    return desk.fail(verdict, 'DOCUMENT_STATE', { extra: { state } });
  await desk.record(verdict, { resource: { documentId }, request: { repeated: true } });
  if (state !== 'announced') return { status: 200, body: { documentId, state } };
  return { body: { documentId, state, upload: await upload(desk, meta) } };
};

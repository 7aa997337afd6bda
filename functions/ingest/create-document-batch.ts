import { createHash } from 'node:crypto';
import { type Desk, deed } from '../../layers/deed/index.ts';
import { sendingFacts } from '../../layers/rules/index.ts';
import {
  countChangesOf,
  currentOf,
  currentWrites,
  type DocumentName,
  type DocumentRow,
  type DocumentVersion,
  documentIdOf,
  facilityPatientRecord,
  facilityPatientWrite,
  fetchedAtWrite,
  monthWrites,
  newVersionWrite,
  thingOf,
  versionTagOf,
  type Write,
} from '../../layers/store/index.ts';
import { KINDS_OF } from '../../schemas/content.ts';
import type { BatchDocument, BatchOutcome, Document } from '../../schemas/document.ts';
import { createDocumentBatch as operation } from '../../schemas/operations/ingest.ts';
import type { FacilityId, LocalId } from '../../schemas/primitives.ts';
import { batchFault, checkContentSize, checkedRaw, refuseField } from './document-limits.ts';

/**
 * The facility's own system, about its own patients that are linked or entrusted, and never about one it excluded (DOC-02). All or nothing,
 * and the same batch again changes nothing: a document's id is made of its day, source key and version.
 */
export const createDocumentBatch = deed(operation, async ({ body }, desk) => {
  const facilityId = await desk.ownFacilityId();
  const localId = await desk.localId(facilityId, { text: body.localId, pointer: '/body/localId' });
  const versions = body.documents.map((document, index) => versionOf(desk, { document, index, facilityId, localId }));
  const { record, current } = await desk.load({
    record: facilityPatientRecord(desk.store, { facilityId, localId }),
    current: currentOf(
      desk.store,
      versions.map(({ name }) => name),
    ),
  });
  const facts = sendingFacts({ facility: desk.caller.facility, localId, facilityPatient: record.profile });
  const verdict = await desk.require({
    facts,
    otherwise: facts.linkedOrEntrusted === false ? 'ENTRUSTMENT_REQUIRED' : 'FORBIDDEN',
    patientId: record.profile?.linkedPatientId,
    resource: { facilityId, localId },
  });
  const winners = latestOfEach(versions, current.known);
  const plan = versions.map((version) => placed(version, { ...current, winners }));
  const writes = plan.flatMap((part) => part.writes);
  const results = plan.map((part) => part.outcome);
  const subject = {
    request: {
      documents: results.length,
      stored: results.filter(({ outcome }) => outcome !== 'unchanged').length,
      digest: digestOf(results),
    },
  };
  if (desk.prior || writes.length === 0) {
    await desk.record(verdict, subject);
    return { body: { localId, results } };
  }
  const fetched = record.profile
    ? fetchedAtWrite({ facilityId, localId }, desk.at)
    : facilityPatientWrite({ facilityId, localId, fetchedAt: desk.at, version: 1 });
  const all: Write[] = [...writes, ...monthWrites(plan.flatMap((part) => part.counts)), fetched];
  const fault = batchFault(all);
  if (fault) return desk.fail(verdict, 'BODY_TOO_LARGE', { errors: [fault], subject });
  await desk.commit(verdict, { writes: all, subject });
  return { body: { localId, results } };
});

/** Names every document of the batch in the audit event, in the room of one hash. */
const digestOf = (results: BatchOutcome[]): string =>
  createHash('sha256')
    .update(results.map(({ documentId, outcome }) => `${documentId} ${outcome}`).join('\n'))
    .digest('hex');

type Sent = { document: BatchDocument; index: number; facilityId: FacilityId; localId: LocalId };
const STATES = { current: 'available', superseded: 'superseded', deleted: 'removed' } as const;

const versionOf = (desk: Desk, { document, index, facilityId, localId }: Sent): DocumentVersion => {
  const { content, rawGzip, rawSha256, flag, ...described } = document;
  if (content && !KINDS_OF[document.contentType].includes(content.kind)) {
    const says = { ja: '内容の型が診療情報の種類と合いません。', en: 'The content does not fit the content type.' };
    refuseField({ index, field: 'content' }, says);
  }
  if (content) checkContentSize(content, index);
  const raw = rawGzip === undefined ? undefined : checkedRaw(Buffer.from(rawGzip, 'base64'), rawSha256, index);
  const { contentType, sourceKey, day = '-' } = document;
  const name: DocumentName = {
    facilityId,
    localId,
    contentType,
    day,
    thing: thingOf({ contentType, day, sourceKey }),
    versionTag: versionTagOf({ sourceVersion: document.sourceVersion, flag, sha256: rawSha256 }),
  };
  const meta: Document = {
    ...described,
    documentId: documentIdOf(desk.store.seal, name),
    facilityId,
    localId,
    state: STATES[flag],
    hasContent: content !== undefined,
    hasRaw: raw !== undefined,
    createdAt: desk.at,
    version: 1,
  };
  return { name, meta, rawSha256, ...(content && { content }), ...(raw && { rawGzip: raw }) };
};

type Placed = { writes: Write[]; counts: ReturnType<typeof countChangesOf>; outcome: BatchOutcome };

/** Of one instant the source's flags rank so: what it took back outranks what it wrote, and that what it replaced. */
const RANK: Partial<Record<Document['state'], string>> = { superseded: '0', available: '1', removed: '2' };
const newness = ({ meta }: DocumentVersion): string => `${meta.sourceVersion ?? ''} ${RANK[meta.state] ?? ''}`;

/**
 * Of several new versions of one thing in a batch only the latest may become current: a transaction touches an item once. A superseded one
 * may too: then nothing is current until its successor comes (current = flag 1 only).
 */
const latestOfEach = (versions: DocumentVersion[], known: ReadonlySet<string>): Map<string, DocumentVersion> => {
  const latest = new Map<string, DocumentVersion>();
  const seen = new Set<string>(known);
  for (const version of versions) {
    // The same version twice is one: the first of them.
    const versionName = versionNameOf(version);
    if (seen.has(versionName)) continue;
    seen.add(versionName);
    const other = latest.get(version.name.thing);
    if (!other || newness(other) <= newness(version)) latest.set(version.name.thing, version);
  }
  return latest;
};

const versionNameOf = ({ name }: DocumentVersion): string => `${name.thing}${name.versionTag}`;

const OUTCOMES: Partial<Record<Document['state'], BatchOutcome['outcome']>> = {
  superseded: 'superseded',
  removed: 'removed',
};

type Current = { rows: Map<string, DocumentRow>; known: Set<string>; winners: Map<string, DocumentVersion> };

/**
 * What one document changes: nothing, history alone, or what is current. A deletion of what is not known is kept like any other version, as
 * a tombstone: it may arrive before its order, which then must not appear.
 */
const placed = (version: DocumentVersion, { rows, known, winners }: Current): Placed => {
  const { name, meta } = version;
  const row = rows.get(name.thing);
  const outcome = (kind: BatchOutcome['outcome']): BatchOutcome => ({
    sourceKey: meta.sourceKey ?? '',
    outcome: kind,
    documentId: meta.documentId,
  });
  const versionName = versionNameOf(version);
  if (known.has(versionName)) return { writes: [], counts: [], outcome: outcome('unchanged') };
  known.add(versionName);
  const older = row?.w !== undefined && meta.sourceVersion !== undefined && meta.sourceVersion < row.w;
  if (older || winners.get(name.thing) !== version) {
    const kept: DocumentVersion = { ...version, meta: { ...meta, state: 'superseded' } };
    return {
      writes: [newVersionWrite(kept)],
      counts: [],
      outcome: outcome(meta.state === 'superseded' ? 'superseded' : 'older'),
    };
  }
  return {
    writes: [newVersionWrite(version), ...currentWrites(version, row)],
    counts: countChangesOf(version, row),
    outcome: outcome(OUTCOMES[meta.state] ?? 'stored'),
  };
};

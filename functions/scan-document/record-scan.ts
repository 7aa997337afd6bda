import { inState, scannedWrites, withdrawnWrites } from '../../layers/deed/index.ts';
import {
  type AuditDraft,
  ConflictError,
  commit,
  type DocumentRow,
  type DocumentVersion,
  documentAt,
  documentNameOf,
  facilityPatientRecord,
  type Store,
  versionStateWrite,
  type Write,
} from '../../layers/store/index.ts';

type Scanned = { documentId: string; scan: NonNullable<DocumentVersion['scan']>; requestId: string };

const ATTEMPTS = 5;
/** What somebody may have opened: in the calendar or in history. */
const READABLE: ReadonlySet<string> = new Set(['available', 'superseded']);

/**
 * Keeps what the malware scan found. Before the upload is completed it is noted; after, it makes the document available, or quarantines it. A
 * threat that a later scan finds in what is available already quarantines it too; nothing that was found clean later makes up for a threat.
 * The same event again changes nothing. Answers the document's state, or why nothing was to be done.
 */
export const recordScan = async (store: Store, scanned: Scanned): Promise<string> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(store, scanned);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
  }
};

const once = async (store: Store, { documentId, scan, requestId }: Scanned): Promise<string> => {
  const name = documentNameOf(store.seal, documentId);
  if (!name) return 'unknown';
  const [{ version, row }, record] = await Promise.all([documentAt(store, name), facilityPatientRecord(store, name)]);
  if (!version) return 'unknown';
  const next = followingFrom({ ...version, scan }, { row, known: version.scan });
  if (typeof next === 'string') return next;
  const audit: AuditDraft = {
    eventSource: 'ism-link.documents',
    eventName: 'RecordScan',
    actor: { clientId: 'guardduty.amazonaws.com' },
    ...(record.profile?.linkedPatientId && { patientId: record.profile.linkedPatientId }),
    resource: { documentId, objectVersionId: scan.objectVersionId },
    request: { result: scan.result, state: next.state },
    outcome: { result: 'allowed', because: [] },
    requestId,
  };
  await commit(store, { writes: next.writes, audit });
  return next.state;
};

type Before = { row: DocumentRow | undefined; known: DocumentVersion['scan'] };
type Next = { writes: Write[]; state: string };

/** What the noted scan changes; a text says why it changes nothing. */
const followingFrom = (noted: DocumentVersion, { row, known }: Before): Next | string => {
  const { scan, meta } = noted;
  const { state } = meta;
  if (state === 'announced') {
    // Noting it turns the version's number, so that a completion which has not seen it cannot write over it.
    const isNews =
      known?.objectVersionId !== scan?.objectVersionId || (scan?.result === 'threat' && known?.result !== 'threat');
    return isNews ? { writes: [versionStateWrite(inState(noted, state), state)], state } : state;
  }
  if (state !== 'received' && !READABLE.has(state)) return state;
  // Only the version that was received counts; before that, the key can hold one version alone (If-None-Match).
  if (meta.objectVersionId !== scan?.objectVersionId) return 'other-version';
  if (state === 'received') return scannedWrites(noted, row);
  if (scan?.result !== 'threat') return state;
  return { writes: withdrawnWrites(inState(noted, 'quarantined'), state, row), state: 'quarantined' };
};

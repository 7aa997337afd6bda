import {
  countChangesOf,
  currentWrites,
  type DocumentRow,
  type DocumentVersion,
  monthWrites,
  versionStateWrite,
  type Write,
} from '../store/index.ts';

/** Where a document's bytes lie. The id is opaque, so the key tells nothing. */
export const objectKeyOf = (documentId: string): string => `documents/${documentId}`;
export const documentIdOfObject = (key: string): string | undefined =>
  key.startsWith('documents/') ? key.slice('documents/'.length) : undefined;

/**
 * What follows when a document has both arrived and been scanned: clean, it becomes available and current (unless its source has sent something
 * newer meanwhile); otherwise it is quarantined. Only the scan of the very version that was received counts.
 */
export const scannedWrites = (
  version: DocumentVersion,
  row: DocumentRow | undefined,
): { writes: Write[]; state: DocumentVersion['meta']['state'] } => {
  const before = version.meta.state;
  const { scan, meta } = version;
  const clean = scan?.result === 'clean' && scan.objectVersionId === meta.objectVersionId;
  if (!clean) return { writes: [versionStateWrite(inState(version, 'quarantined'), before)], state: 'quarantined' };
  const older = row?.w !== undefined && meta.sourceVersion !== undefined && meta.sourceVersion < row.w;
  if (older) return { writes: [versionStateWrite(inState(version, 'superseded'), before)], state: 'superseded' };
  const available = inState(version, 'available');
  return {
    writes: [
      versionStateWrite(available, before),
      ...currentWrites(available, row),
      ...monthWrites(countChangesOf(available, row)),
    ],
    state: 'available',
  };
};

/**
 * What follows when a document that was there leaves the view (entered in error, found to be malware after all): where it is current, so do its
 * line in the calendar, its count and its content. `next` carries the new state; `before`: the state that was read.
 */
export const withdrawnWrites = (
  next: DocumentVersion,
  before: DocumentVersion['meta']['state'],
  row: DocumentRow | undefined,
): Write[] => {
  const isCurrent = row?.v === next.name.versionTag;
  return [
    versionStateWrite(next, before),
    ...(isCurrent ? [...currentWrites(next, row), ...monthWrites(countChangesOf(next, row))] : []),
  ];
};

export const inState = (version: DocumentVersion, state: DocumentVersion['meta']['state']): DocumentVersion => ({
  ...version,
  meta: { ...version.meta, state, version: version.meta.version + 1 },
});

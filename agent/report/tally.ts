import type { BatchOutcome } from '../../schemas/document.ts';
import { FAILURES, type FailureCode, type IngestFailure } from '../network/failure.ts';
import type { FileNote } from '../normalise/index.ts';
import { REJECTIONS, type Rejection, type RejectionCode } from '../rejection.ts';
import { NOTES } from './words.ts';

/** What became of one file. `older`: the network has a later version; `notKept`: demographics that no link asks for. */
export type FileOutcome = BatchOutcome['outcome'] | 'notKept';

/** The account of one run. Every file that was read has exactly one outcome, so `read` is the sum of the others. */
export type IngestReport = {
  facilityId: string;
  scope: 'linked' | 'all';
  startedAt: string;
  finishedAt: string;
  patients: number;
  files: Record<FileOutcome | 'read' | 'rejected', number>;
  /** Patients and files that were left alone: not linked in the network (or not verified yet), or excluded by the facility. */
  skipped: { notLinkedPatients: number; excludedPatients: number; notLinkedFiles: number; excludedFiles: number };
  rejected: { file: string; code: RejectionCode; ja: string; en: string; detail?: string }[];
  notes: {
    code: FileNote['code'];
    ja: string;
    en: string;
    count: number;
    example: { file: string; detail?: string };
  }[];
  /** Latest-data requests that were answered. */
  refreshed: number;
  /** What ended the run before its end; absent when it went through. */
  failure?: { code: FailureCode; ja: string; en: string; detail?: string };
};

/** Counts while a run goes on. */
export type Tally = ReturnType<typeof createTally>;

export function createTally(head: Pick<IngestReport, 'facilityId' | 'scope' | 'startedAt'>) {
  const files: IngestReport['files'] = {
    read: 0,
    stored: 0,
    unchanged: 0,
    superseded: 0,
    removed: 0,
    older: 0,
    notKept: 0,
    rejected: 0,
  };
  const skipped: IngestReport['skipped'] = {
    notLinkedPatients: 0,
    excludedPatients: 0,
    notLinkedFiles: 0,
    excludedFiles: 0,
  };
  const rejected: IngestReport['rejected'] = [];
  const notes = new Map<FileNote['code'], IngestReport['notes'][number]>();
  const counts = { patients: 0, refreshed: 0, refused: 0 };
  return {
    files,
    skipped,
    counts,
    add: (outcome: FileOutcome) => {
      files.read += 1;
      files[outcome] += 1;
    },
    reject: (file: string, { code, detail }: Pick<Rejection, 'code' | 'detail'>) => {
      files.read += 1;
      files.rejected += 1;
      if (code === 'REFUSED') counts.refused += 1;
      rejected.push({ file, code, ...REJECTIONS[code], ...(detail !== undefined && { detail }) });
    },
    note: (file: string, { code, detail }: FileNote) => {
      const known = notes.get(code);
      const example = { file, ...(detail !== undefined && { detail }) };
      notes.set(code, { code, ...NOTES[code], count: (known?.count ?? 0) + 1, example: known?.example ?? example });
    },
    report: (finishedAt: string, failure?: IngestFailure): IngestReport => ({
      ...head,
      finishedAt,
      patients: counts.patients,
      files: { ...files },
      skipped: { ...skipped },
      rejected: rejected.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
      notes: [...notes.values()],
      refreshed: counts.refreshed,
      ...(failure && { failure: failureOf(failure) }),
    }),
  };
}

function failureOf({ code, detail }: IngestFailure): NonNullable<IngestReport['failure']> {
  const { ja, en } = FAILURES[code];
  return { code, ja, en, ...(detail !== undefined && { detail }) };
}

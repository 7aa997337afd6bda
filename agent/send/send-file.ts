import { hashOfFile, statOf } from '../read-file.ts';
import { Rejection } from '../rejection.ts';
import type { Run } from '../run.ts';
import type { FileStat } from '../state.ts';
import { type Announcement, upload } from './upload.ts';

/** What a whole file (not a message) is and whose. */
export type Described = { localId: string; announcement: Omit<Announcement, 'byteLength' | 'sha256'> };

export type Describing = {
  /** Undefined for a file that is left alone, which it counts itself. Throws a Rejection for what is wrong with the file. */
  describe: (stat: FileStat) => Promise<Described | undefined>;
  /** Whether a file whose patient is remembered is left alone now; counts it then. */
  isLeftAlone?: (localId: string) => boolean;
};

/** One whole file: looked up, described, hashed, uploaded, remembered, counted. A wrong one is counted with its reason. */
export async function sendFile(run: Run, path: string, describing: Describing): Promise<void> {
  let stat: FileStat | undefined;
  try {
    stat = await statOf(path);
    await sendIfNew(run, stat, describing);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    run.tally.reject(path, error);
    if (stat !== undefined && isFinal(error)) {
      run.state.record([{ ...stat, outcome: 'rejected', code: error.code, detail: error.detail }]);
    }
  }
  run.progress();
}

async function sendIfNew(run: Run, stat: FileStat, { describe, isLeftAlone }: Describing): Promise<void> {
  const known = run.state.find(stat);
  if (known?.outcome === 'rejected') throw Rejection.remembered(known);
  if (known?.localId !== undefined && isLeftAlone?.(known.localId)) return;
  if (known?.outcome === 'sent') return run.tally.add('unchanged');
  const described = await describe(stat);
  if (described === undefined) return;
  const sha256 = await hashOfFile(stat.path);
  const isCopy = run.state.sentHash(stat.path) === sha256;
  const announcement = { ...described.announcement, byteLength: stat.size, sha256 };
  const outcome = isCopy ? 'unchanged' : await upload(run, stat.path, announcement);
  run.state.record([{ ...stat, sha256, outcome: 'sent', localId: described.localId }]);
  run.tally.add(outcome);
}

/** The file's own fault, not that of the moment or of the network. */
function isFinal({ code }: Rejection): boolean {
  return !['REFUSED', 'NOT_ACCEPTED', 'UPLOAD_FAILED', 'CHANGED_WHILE_READ', 'NOT_READABLE'].includes(code);
}

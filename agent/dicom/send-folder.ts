import { basename, join } from 'node:path';
import { isSkipped, type Scope, type Standing } from '../patients/scope.ts';
import { Rejection } from '../rejection.ts';
import { forEachOf, type Run, throwIfStopped } from '../run.ts';
import { type Described, sendFile } from '../send/send-file.ts';
import { entries, type Unreadable } from '../ssmix2/storage.ts';
import type { FileStat } from '../state.ts';
import { instanceOf } from './instance.ts';
import { readDataSet } from './read-header.ts';

/** The index of a medium names other files; it is no instance itself. */
const INDEX = 'DICOMDIR';

/** Every DICOM file under a folder, those of patients in scope. Files of others are read once and remembered by whose they are. */
export async function sendDicomFolder(
  run: Run,
  parts: { folder: string; scope: Scope; concurrency: number },
): Promise<void> {
  const { folder, scope, concurrency } = parts;
  await forEachOf({
    source: dicomFiles(folder, (path, code) => run.tally.reject(path, new Rejection('NOT_READABLE', code))),
    concurrency,
    task: async (path) => {
      throwIfStopped(run);
      run.phase.done += 1;
      await sendFile(run, path, {
        describe: (stat) => describe(run, scope, stat),
        isLeftAlone: (localId) => isSkipped(run, scope.standingOf(localId)),
      });
    },
  });
}

/** Every file under a folder but media indexes, one at a time. */
export async function* dicomFiles(folder: string, onUnreadable: Unreadable): AsyncGenerator<string> {
  for (const entry of await entries(folder, onUnreadable)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* dicomFiles(path, onUnreadable);
    else if (basename(path) !== INDEX) yield path;
  }
}

async function describe(run: Run, scope: Scope, stat: FileStat): Promise<Described | undefined> {
  const instance = instanceOf(await readDataSet(stat.path));
  const standing = scope.standingOf(instance.patientId);
  if (standing.reason === 'notAnId') throw new Rejection('LOCAL_ID');
  if (isSkipped(run, standing)) return remembered(run, stat, standing);
  const { contentType, day, title, content } = instance;
  const { localId } = standing;
  return {
    localId,
    announcement: {
      localId,
      contentType,
      day,
      title,
      mediaType: 'application/dicom',
      sourceKey: `dicom_${content.sopInstanceUid}`,
      sourceVersion: versionOf(stat),
      content,
    },
  };
}

function remembered(run: Run, stat: FileStat, { localId }: Standing): undefined {
  run.state.record([{ ...stat, outcome: 'seen', localId }]);
  return undefined;
}

/** Instances are immutable by the standard; where one was mended all the same, the file written later is the later version. */
function versionOf({ mtimeMs }: FileStat): string {
  return new Date(mtimeMs).toISOString().replaceAll(/\D/g, '');
}

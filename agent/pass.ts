import { realpath } from 'node:fs/promises';
import { dicomFiles, sendDicomFolder } from './dicom/send-folder.ts';
import { sendExtendedPatient } from './extended/send-patient.ts';
import type { IngestOptions } from './options.ts';
import type { Reason, Scope } from './patients/scope.ts';
import { sendPatient } from './patients/send-patient.ts';
import { Rejection } from './rejection.ts';
import { forEachOf, type PhaseName, type Run } from './run.ts';
import { type PatientFolder, patientFolders } from './ssmix2/storage.ts';

const DEFAULT_CONCURRENCY = 4;

/** One pass over everything that was given: the standardized storage, the extended storage, the images. */
export async function pass(run: Run, scope: Scope, options: IngestOptions): Promise<void> {
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  if (options.root !== undefined) {
    const root = await begin(run, options, { name: 'storage', root: options.root, listed: patientFolders });
    await eachPatient(run, { root, scope, concurrency }, async (folder, { localId, reason }) => {
      const linked = await sendPatient(run, { folder, localId, reason });
      if (linked && reason === 'pending') scope.verified(localId);
      if (!linked) run.tally.skipped.notLinkedPatients += 1;
    });
  }
  if (options.extended !== undefined) {
    const root = await begin(run, options, { name: 'extended', root: options.extended, listed: patientFolders });
    await eachPatient(run, { root, scope, concurrency }, async (folder, { localId, reason }) => {
      if (reason !== 'pending') await sendExtendedPatient(run, { folder, localId });
    });
  }
  if (options.dicom !== undefined) {
    const folder = await begin(run, options, { name: 'dicom', root: options.dicom, listed: dicomFiles });
    await sendDicomFolder(run, { folder, scope, concurrency });
  }
}

type Phase = {
  name: PhaseName;
  root: string;
  listed: (root: string, onUnreadable: () => void) => AsyncIterable<unknown>;
};

/** Counts what the phase will go through, where somebody looks on. Answers the root without symbolic links: the state's paths are stable. */
async function begin({ phase }: Run, { onProgress }: IngestOptions, { name, root, listed }: Phase): Promise<string> {
  const real = await realpath(root);
  Object.assign(phase, { name, done: 0, total: 0 });
  if (onProgress !== undefined) for await (const _ of listed(real, () => undefined)) phase.total += 1;
  return real;
}

type Included = { localId: string; reason: Reason };

/** Each patient's folder that is in scope, several at a time; two folders of one patient (0012 and 12) never at once. */
async function eachPatient(
  run: Run,
  { root, scope, concurrency }: { root: string; scope: Scope; concurrency: number },
  task: (folder: PatientFolder, patient: Included) => Promise<void>,
): Promise<void> {
  const { tally, phase, progress } = run;
  const underWay = new Map<string, Promise<void>>();
  await forEachOf({
    source: patientFolders(root, (path, code) => tally.reject(path, new Rejection('NOT_READABLE', code))),
    concurrency,
    task: async (folder) => {
      const { localId, reason } = scope.standingOf(folder.patientId);
      if (reason === 'notAnId') tally.reject(folder.path, new Rejection('LOCAL_ID'));
      else if (reason === 'excluded') tally.skipped.excludedPatients += 1;
      else if (reason === 'notLinked') tally.skipped.notLinkedPatients += 1;
      else {
        const mine = (underWay.get(localId) ?? Promise.resolve()).then(() => task(folder, { localId, reason }));
        underWay.set(localId, mine);
        await mine;
        if (underWay.get(localId) === mine) underWay.delete(localId);
      }
      phase.done += 1;
      progress();
    },
  });
}

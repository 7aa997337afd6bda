import { putFacilityPatient } from '../../schemas/operations/ingest.ts';
import { parseAndNormalise } from '../normalise/index.ts';
import { bytesOf, sha256Of, statOf } from '../read-file.ts';
import { Rejection } from '../rejection.ts';
import { type Run, throwIfStopped } from '../run.ts';
import { Batches, type PreparedFile, prepare } from '../send/batch.ts';
import { refusalOf } from '../send/refusal.ts';
import { PatientRefused, sendBatch } from '../send/send-batch.ts';
import { checkFolder, parseFileName, type StorageFileName } from '../ssmix2/file-name.ts';
import { filesOfPatient, type PatientFolder } from '../ssmix2/storage.ts';
import type { FileStat } from '../state.ts';
import type { Reason } from './scope.ts';

type NamedFile = { path: string; name: StorageFileName };
export type Patient = { folder: PatientFolder; localId: string; reason: Reason };

/**
 * One patient of the standardized storage: demographics first, then everything else, oldest first and one batch at a time. Whether the
 * patient is linked (or entrusted) afterwards: a pending link that the demographics did not confirm gets nothing more.
 */
export async function sendPatient(run: Run, patient: Patient): Promise<boolean> {
  run.tally.counts.patients += 1;
  const files = await namedFiles(run, patient.folder);
  const demographics = files.filter(({ name }) => name.type === 'ADT-00');
  const linked = await sendDemographics(run, patient, demographics);
  if (!linked) return false;
  try {
    await sendDocuments(
      run,
      patient,
      files.filter(({ name }) => name.type !== 'ADT-00'),
    );
  } catch (error) {
    // Already counted, with its reason; the next patient may fare better.
    if (!(error instanceof PatientRefused)) throw error;
  }
  return true;
}

async function namedFiles(run: Run, folder: PatientFolder): Promise<NamedFile[]> {
  const named: NamedFile[] = [];
  const onUnreadable = (path: string, code: string): void =>
    run.tally.reject(path, new Rejection('NOT_READABLE', code));
  for await (const { path, fileName, folder: place } of filesOfPatient(folder, onUnreadable)) {
    try {
      const name = parseFileName(fileName);
      checkFolder(name, place);
      named.push({ path, name });
    } catch (error) {
      reject(run, path, error);
    }
  }
  const order = ({ name }: NamedFile): string =>
    `${name.version} ${['superseded', 'current', 'deleted'].indexOf(name.flag)} ${name.fileName}`;
  return named.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Counts a rejection; anything else is a fault of the programme or the end of the run. */
function reject(run: Run, path: string, error: unknown): void {
  if (!(error instanceof Rejection)) throw error;
  run.tally.reject(path, error);
  run.progress();
}

/** The latest current ADT-00; earlier ones are history that the network does not keep. */
async function sendDemographics(run: Run, { localId, reason }: Patient, files: NamedFile[]): Promise<boolean> {
  const latest = files.findLast(({ name }) => name.flag === 'current');
  for (const file of files) if (file !== latest) run.tally.add(file.name.flag === 'deleted' ? 'removed' : 'superseded');
  if (latest === undefined) return reason !== 'pending';
  const isLinked = reason !== 'pending';
  try {
    const file = await readIfNew(run, latest.path, { evenIfSent: !isLinked });
    if (file === undefined) return isLinked;
    const normalised = parseAndNormalise(file.bytes, latest.name.fileName, {
      ...run.settings,
      localIds: run.facility.localIds,
    });
    if (!normalised.ok) throw remember(run, file.stat, normalised.rejection);
    if (normalised.kind !== 'demographics') return isLinked;
    for (const note of normalised.notes) run.tally.note(latest.path, note);
    const answer = await run.call(putFacilityPatient, {
      params: { localId },
      body: { demographics: normalised.demographics },
    });
    if (!answer.ok) throw refusalOf(answer);
    run.tally.add(answer.body.outcome);
    const isKept = answer.body.outcome !== 'notKept';
    if (isKept) run.state.record([{ ...file.stat, sha256: file.sha256, outcome: 'sent', localId }]);
    return isLinked ? isKept : answer.body.linked;
  } catch (error) {
    reject(run, latest.path, error);
    // Without its own demographics a link that waits cannot be checked; others go on with what they have.
    return isLinked;
  }
}

async function sendDocuments(run: Run, { localId }: Patient, files: NamedFile[]): Promise<void> {
  const versions = new Map<string, number>();
  for (const { name } of files) versions.set(name.sourceKey, (versions.get(name.sourceKey) ?? 0) + 1);
  const batches = new Batches();
  for (const file of files) {
    throwIfStopped(run);
    try {
      const prepared = await prepareFile(run, file, (versions.get(file.name.sourceKey) ?? 0) > 1);
      const full = prepared && batches.add(prepared);
      if (full) await sendBatch(run, localId, full);
    } catch (error) {
      reject(run, file.path, error);
    }
  }
  await sendBatch(run, localId, batches.rest());
}

async function prepareFile(run: Run, { path, name }: NamedFile, revised: boolean): Promise<PreparedFile | undefined> {
  const file = await readIfNew(run, path);
  if (file === undefined) return undefined;
  const options = { ...run.settings, localIds: run.facility.localIds, revised };
  const normalised = parseAndNormalise(file.bytes, name.fileName, options);
  if (!normalised.ok) throw remember(run, file.stat, normalised.rejection);
  if (normalised.kind !== 'documents') return undefined;
  for (const note of normalised.notes) run.tally.note(path, note);
  return prepare({ ...file, documents: normalised.documents });
}

/** The file, unless its outcome is known: then that is counted again, and nothing is sent. */
async function readIfNew(
  run: Run,
  path: string,
  { evenIfSent = false } = {},
): Promise<{ stat: FileStat; bytes: Buffer; sha256: string } | undefined> {
  const stat = await statOf(path);
  const known = run.state.find(stat);
  if (known?.outcome === 'sent' && !evenIfSent) return unchanged(run);
  if (known?.outcome === 'rejected') throw Rejection.remembered(known);
  const bytes = await bytesOf(stat);
  const sha256 = sha256Of(bytes);
  if (evenIfSent || run.state.sentHash(path) !== sha256) return { stat, bytes, sha256 };
  run.state.record([{ ...stat, sha256, outcome: 'sent' }]);
  return unchanged(run);
}

function unchanged(run: Run): undefined {
  run.tally.add('unchanged');
  run.progress();
  return undefined;
}

/** A wrong file stays wrong until it changes: the next run says so without reading it. */
function remember(run: Run, stat: FileStat, rejection: Rejection): Rejection {
  run.state.record([{ ...stat, outcome: 'rejected', code: rejection.code, detail: rejection.detail }]);
  return rejection;
}

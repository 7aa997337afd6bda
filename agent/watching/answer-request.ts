import { access } from 'node:fs/promises';
import { normaliseLocalId } from '../../layers/names/index.ts';
import type { OutputOf } from '../../schemas/operation.ts';
import { completeRefreshRequest, listRefreshRequests } from '../../schemas/operations/ingest.ts';
import { sendDicomFolder } from '../dicom/send-folder.ts';
import { sendExtendedPatient } from '../extended/send-patient.ts';
import { IngestFailure } from '../network/failure.ts';
import type { IngestOptions } from '../options.ts';
import { type Scope, spellingsOf } from '../patients/scope.ts';
import { sendPatient } from '../patients/send-patient.ts';
import { sha256Of } from '../read-file.ts';
import type { Run } from '../run.ts';
import { type PatientFolder, patientFolders, patientPath } from '../ssmix2/storage.ts';

export type RefreshRequest = OutputOf<typeof listRefreshRequests>['items'][number];
type Storages = Pick<IngestOptions, 'root' | 'extended' | 'dicom'>;
type Answering = { request: RefreshRequest; scope: Scope; storages: Storages };

/** Latest-data requests that wait for the facility; those beyond one page come with the next look. */
export async function refreshRequests(run: Run): Promise<RefreshRequest[]> {
  const page = await run.call(listRefreshRequests, {});
  if (!page.ok) throw new IngestFailure('REFUSED', page.problem.code);
  return page.body.items;
}

/** Sends what is new of that patient and says so: sent, nothing new, or not known here. */
export async function answerRequest(run: Run, { request, scope, storages }: Answering): Promise<void> {
  const { requestId, localId } = request;
  const before = sentSoFar(run);
  const isKnown = await sendNews(run, { localId, scope, storages });
  const isNew = sentSoFar(run) > before;
  const outcome = isNew ? 'sent' : isKnown ? 'nothingNew' : 'unknownPatient';
  const input = { params: { requestId }, body: { localId, outcome } } as const;
  const completed = await run.call(completeRefreshRequest, input, {
    idempotencyKey: sha256Of(`${requestId} ${outcome}`),
  });
  if (completed.ok) run.tally.counts.refreshed += 1;
}

const sentSoFar = ({ tally: { files } }: Run): number => files.stored + files.superseded + files.removed;

type News = { localId: string; scope: Scope; storages: Storages };

async function sendNews(run: Run, { localId, scope, storages }: News): Promise<boolean> {
  const standing = scope.standingOf(localId);
  if (standing.reason === 'notAnId' || standing.reason === 'excluded' || standing.reason === 'notLinked') return false;
  const { reason } = standing;
  const folders = await foldersOf(run, storages.root, standing.localId);
  for (const folder of folders) {
    const linked = await sendPatient(run, { folder, localId: standing.localId, reason });
    if (linked && reason === 'pending') scope.verified(standing.localId);
  }
  if (scope.standingOf(localId).reason === 'pending') return folders.length > 0;
  const extended = await foldersOf(run, storages.extended, standing.localId);
  for (const folder of extended) await sendExtendedPatient(run, { folder, localId: standing.localId });
  if (storages.dicom !== undefined) {
    await sendDicomFolder(run, { folder: storages.dicom, scope: onlyOf(scope, standing.localId), concurrency: 1 });
  }
  return folders.length + extended.length > 0;
}

/** One patient of a scope: everybody else is left alone. */
function onlyOf(scope: Scope, localId: string): Scope {
  const standingOf: Scope['standingOf'] = (patientId) => {
    const standing = scope.standingOf(patientId);
    return standing.reason === 'notAnId' || standing.localId === localId
      ? standing
      : { ...standing, reason: 'notLinked' };
  };
  return { ...scope, standingOf };
}

/** Where the specification puts the patient; else, in storages that pad otherwise, every folder's name is looked at. */
async function foldersOf(run: Run, root: string | undefined, localId: string): Promise<PatientFolder[]> {
  if (root === undefined) return [];
  const found: PatientFolder[] = [];
  for (const patientId of spellingsOf(localId, run.facility.localIds)) {
    const path = patientPath(root, patientId);
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) found.push({ patientId, path });
  }
  return found.length > 0 ? found : await search(run, root, localId);
}

async function search({ facility }: Run, root: string, localId: string): Promise<PatientFolder[]> {
  for await (const folder of patientFolders(root, () => undefined)) {
    if (normaliseLocalId(folder.patientId, facility.localIds) === localId) return [folder];
  }
  return [];
}

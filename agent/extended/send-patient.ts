import { join } from 'node:path';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import { headOf, sha256Of } from '../read-file.ts';
import { Rejection } from '../rejection.ts';
import { type Run, throwIfStopped } from '../run.ts';
import { refusalOf } from '../send/refusal.ts';
import { type Described, sendFile } from '../send/send-file.ts';
import type { PatientFolder } from '../ssmix2/storage.ts';
import type { FileStat } from '../state.ts';
import { type ExtendedFolderName, parseFolderName } from './folder-name.ts';
import { mediaTypeOf } from './media-type.ts';
import { documentsOfPatient, type ExtendedDocument } from './storage.ts';

const HEAD_BYTES = 16;

type NamedDocument = { document: ExtendedDocument; name: ExtendedFolderName };

/** One patient of the extended storage: current documents as files; deleted ones, and superseded ones that nothing replaced, taken back. */
export async function sendExtendedPatient(
  run: Run,
  { folder, localId }: { folder: PatientFolder; localId: string },
): Promise<void> {
  const documents = await namedDocuments(run, folder);
  const current = new Set(documents.filter(({ name }) => name.flag === 'current').map(({ name }) => name.sourceKey));
  for (const each of documents) {
    throwIfStopped(run);
    const { name, document } = each;
    if (name.flag === 'current') {
      for (const [index, file] of document.files.entries()) await sendOne(run, { ...each, localId, index, file });
    } else if (name.flag === 'superseded' && current.has(name.sourceKey)) {
      for (const _ of document.files) run.tally.add('superseded');
    } else await takeBack(run, { ...each, localId });
  }
}

async function namedDocuments(run: Run, folder: PatientFolder): Promise<NamedDocument[]> {
  const named: NamedDocument[] = [];
  const onUnreadable = (path: string, code: string): void =>
    run.tally.reject(path, new Rejection('NOT_READABLE', code));
  for await (const document of documentsOfPatient(folder, onUnreadable)) {
    try {
      const name = parseFolderName(document.folderName);
      checkFolder(name, document);
      if (document.files.length === 0 && name.flag === 'current')
        throw new Rejection('EMPTY_FILE', 'no file in the folder');
      named.push({ document, name });
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      run.tally.reject(join(document.path, ...(document.files.length === 1 ? document.files : [])), error);
    }
  }
  return named.sort((a, b) => (a.name.version < b.name.version ? -1 : 1));
}

function checkFolder(name: ExtendedFolderName, { folder, folderName }: ExtendedDocument): void {
  if (name.patientId !== folder.patientId) throw new Rejection('MISFILED_NAME', 'patient');
  if (folderName.split('_')[1] !== folder.date) throw new Rejection('MISFILED_NAME', 'date');
}

type OneFile = NamedDocument & { localId: string; index: number; file: string };

async function sendOne(run: Run, { document, name, localId, index, file }: OneFile): Promise<void> {
  const describe = async (stat: FileStat): Promise<Described> => {
    const mediaType = mediaTypeOf(file, await headOf(stat.path, HEAD_BYTES));
    const { contentType, day, title, department } = name;
    return {
      localId,
      announcement: {
        localId,
        contentType,
        day,
        title,
        mediaType,
        ...(department !== undefined && { department }),
        sourceKey: keyOf(name, index),
        sourceVersion: name.version,
        content: { kind: 'file', fileName: file },
      },
    };
  };
  await sendFile(run, join(document.path, file), { describe });
}

/** The first file bears the document's own key, so that a deletion whose files are gone still finds it. */
const keyOf = ({ sourceKey }: ExtendedFolderName, index: number): string =>
  index === 0 ? sourceKey : `${sourceKey}#${index}`;

/** Flag 0 or 2: said by a batch, which can take back what was uploaded. */
async function takeBack(run: Run, { document, name, localId }: NamedDocument & { localId: string }): Promise<void> {
  const stat: FileStat = { path: document.path, size: document.files.length, mtimeMs: 0 };
  if (run.state.find(stat)?.outcome === 'sent') return run.tally.add('unchanged');
  const { contentType, day, title, version, flag } = name;
  const rawSha256 = sha256Of(document.folderName);
  const keys = document.files.length === 0 ? [keyOf(name, 0)] : document.files.map((_, index) => keyOf(name, index));
  const documents = keys.slice(0, 24).map((sourceKey) => ({
    sourceKey,
    sourceVersion: version,
    flag,
    contentType,
    stage: 'done' as const,
    day,
    title,
    rawSha256,
  }));
  const body = { localId, documents };
  const answer = await run.call(createDocumentBatch, { body }, { idempotencyKey: sha256Of(JSON.stringify(body)) });
  if (!answer.ok) return run.tally.reject(document.path, refusalOf(answer));
  run.state.record([{ ...stat, outcome: 'sent', localId }]);
  run.tally.add(answer.body.results[0]?.outcome ?? 'unchanged');
}

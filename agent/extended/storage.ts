import { join } from 'node:path';
import { entries, type PatientFolder, type Unreadable } from '../ssmix2/storage.ts';

/** A document's folder: its place, what the folders above say, and the files in it, in order of name. */
export type ExtendedDocument = {
  path: string;
  folderName: string;
  folder: { patientId: string; date: string };
  files: string[];
};

/**
 * The documents of one patient: <date>/<document folder>/<files>. A folder `<type>` may lie between, as some writers put it. Files in the
 * place of folders are yielded with themselves as the only file, to be refused by name.
 */
export async function* documentsOfPatient(
  patient: PatientFolder,
  onUnreadable: Unreadable,
): AsyncGenerator<ExtendedDocument> {
  for (const date of await entries(patient.path, onUnreadable)) {
    const folder = { patientId: patient.patientId, date: date.name };
    const path = join(patient.path, date.name);
    if (date.isDirectory()) yield* documentsIn({ path, folder, depth: 0 }, onUnreadable);
    else yield { path: patient.path, folderName: date.name, folder, files: [date.name] };
  }
}

type Place = { path: string; folder: ExtendedDocument['folder']; depth: number };

async function* documentsIn(place: Place, onUnreadable: Unreadable): AsyncGenerator<ExtendedDocument> {
  for (const entry of await entries(place.path, onUnreadable)) {
    const path = join(place.path, entry.name);
    if (!entry.isDirectory()) {
      yield { path: place.path, folderName: entry.name, folder: place.folder, files: [entry.name] };
      continue;
    }
    if (place.depth === 0 && !/_[012]$/.test(entry.name))
      yield* documentsIn({ ...place, path, depth: 1 }, onUnreadable);
    else yield { path, folderName: entry.name, folder: place.folder, files: await filesIn(path, onUnreadable) };
  }
}

async function filesIn(path: string, onUnreadable: Unreadable): Promise<string[]> {
  const all = await entries(path, onUnreadable);
  return all.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}

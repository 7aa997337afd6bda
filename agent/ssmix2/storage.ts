import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A patient's folder: root/PID[0:3]/PID[3:6]/PID. */
export type PatientFolder = { patientId: string; path: string };

/** A file of one patient's folder, with what its folders say. */
export type StorageFile = { path: string; fileName: string; folder: { patientId: string; date: string; type: string } };

/**
 * Every patient's folder under the root, one at a time and in order of ID. Folders that are not named after the ID are walked too: their
 * files tell. What cannot be opened is told to `onUnreadable` and passed over.
 */
export async function* patientFolders(root: string, onUnreadable: Unreadable): AsyncGenerator<PatientFolder> {
  for (const first of await folders(root, onUnreadable)) {
    for (const second of await folders(join(root, first), onUnreadable)) {
      for (const patientId of await folders(join(root, first, second), onUnreadable)) {
        yield { patientId, path: join(root, first, second, patientId) };
      }
    }
  }
}

export type Unreadable = (path: string, code: string) => void;

/** Where a patient's folder stands if the storage follows the specification. */
export function patientPath(root: string, patientId: string): string {
  return join(root, patientId.slice(0, 3), patientId.slice(3, 6), patientId);
}

/** The files of one patient: <date>/<type>/<file>. Stray files on the way there are yielded too, to be refused by name. */
export async function* filesOfPatient(patient: PatientFolder, onUnreadable: Unreadable): AsyncGenerator<StorageFile> {
  const { patientId } = patient;
  for (const date of await entries(patient.path, onUnreadable)) {
    const datePath = join(patient.path, date.name);
    if (!date.isDirectory()) {
      yield { path: datePath, fileName: date.name, folder: { patientId, date: '', type: '' } };
      continue;
    }
    for (const type of await entries(datePath, onUnreadable)) {
      const typePath = join(datePath, type.name);
      const folder = { patientId, date: date.name, type: type.isDirectory() ? type.name : '' };
      if (!type.isDirectory()) yield { path: typePath, fileName: type.name, folder };
      else
        for (const fileName of await files(typePath, onUnreadable))
          yield { path: join(typePath, fileName), fileName, folder };
    }
  }
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

/** Entries in order of name, without hidden ones (.DS_Store, .snapshot, editors' leftovers). */
export async function entries(path: string, onUnreadable: Unreadable): Promise<Dirent[]> {
  try {
    const all = await readdir(path, { withFileTypes: true });
    return all.filter(({ name }) => !name.startsWith('.')).sort(byName);
  } catch (error) {
    onUnreadable(path, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN');
    return [];
  }
}

async function folders(path: string, onUnreadable: Unreadable): Promise<string[]> {
  const all = await entries(path, onUnreadable);
  return all.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function files(path: string, onUnreadable: Unreadable): Promise<string[]> {
  const all = await entries(path, onUnreadable);
  return all.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}

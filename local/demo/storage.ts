import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FacilityId } from '../../schemas/primitives.ts';
import { trendsOf } from './clinical/trends.ts';
import { basicMessages } from './course/basic-messages.ts';
import { documentsOf } from './course/documents.ts';
import { picturesOf } from './course/pictures.ts';
import { type Course, planCourse } from './course/plan.ts';
import { stayMessages } from './course/stay-messages.ts';
import { pictureLots } from './course/studies.ts';
import { visitMessages } from './course/visit-messages.ts';
import { createScribe, type Scribe } from './course/writer.ts';
import { facilityOf } from './facilities.ts';
import { pathOfDocument } from './files/extended-document.ts';
import { bytesOfMessage, pathOfMessage } from './hl7/stored-message.ts';
import { type DemoPerson, demoPeople } from './people.ts';
import { type Chances, createChances } from './random.ts';
import { SEED } from './settings.ts';

/** What a hospital's storages are made from: the seed and the last day on which something happened. */
export type StorageOptions = {
  facilityId: FacilityId;
  referenceDay: string;
  seed?: string;
  people?: readonly DemoPerson[];
  /** All of them where absent. */
  parts?: readonly StoragePart[];
};

/** The three parts of a hospital's storage: SS-MIX2 standardized and extended, and its picture archive. */
export type StoragePart = 'standard' | 'extended' | 'dicom';
export type StorageFile = { part: StoragePart; path: string; bytes: Buffer };

const ALL_PARTS: readonly StoragePart[] = ['standard', 'extended', 'dicom'];

/** Every file of one hospital's storages, patient by patient; the same bytes for the same options. */
export function* storageFiles(options: StorageOptions): Generator<StorageFile> {
  const { facilityId, referenceDay, seed = SEED, people = demoPeople(seed), parts = ALL_PARTS } = options;
  const chances = createChances(seed);
  const lots = pictureLots(chances, { people, facilityId });
  for (const person of people) {
    const scribe = scribeOf({ person, facilityId, referenceDay, chances });
    if (scribe === undefined) continue;
    const chance = chances(`course/${facilityId}/${person.key}`);
    const course = planCourse({ person, facilityId, referenceDay, chance, pictures: lots.get(person.key) ?? [] });
    if (parts.includes('standard')) yield* standardFiles(scribe, course);
    if (parts.includes('extended')) yield* extendedFiles(scribe, course);
    if (parts.includes('dicom')) yield* pictureFiles(scribe, course);
  }
}

function* standardFiles(scribe: Scribe, course: Course): Generator<StorageFile> {
  const messages = [
    ...basicMessages(scribe),
    ...course.visits.flatMap((visit) => visitMessages(scribe, visit)),
    ...course.stays.flatMap((stay) => stayMessages(scribe, stay)),
  ];
  for (const message of messages) {
    yield { part: 'standard', path: pathOfMessage(message), bytes: bytesOfMessage(message) };
  }
}

function* extendedFiles(scribe: Scribe, course: Course): Generator<StorageFile> {
  for (const document of documentsOf(scribe, course)) {
    yield { part: 'extended', path: pathOfDocument(document), bytes: document.file.bytes };
  }
}

function* pictureFiles(scribe: Scribe, course: Course): Generator<StorageFile> {
  for (const picture of picturesOf(scribe, course)) yield { part: 'dicom', ...picture };
}

const scribeOf = (given: {
  person: DemoPerson;
  facilityId: FacilityId;
  referenceDay: string;
  chances: Chances;
}): Scribe | undefined => {
  const { person, facilityId, referenceDay, chances } = given;
  const record = person.records.find((candidate) => candidate.facilityId === facilityId);
  if (record === undefined) return undefined;
  return createScribe({
    chart: { hospital: facilityOf(facilityId), record },
    person,
    chances,
    trends: trendsOf(chances, person),
    referenceDay,
  });
};

export type StorageRoots = Record<StoragePart, string>;

/** Where a hospital's storages stand below a folder. */
export const storageRoots = (folder: string): StorageRoots => ({
  standard: join(folder, 'standard'),
  extended: join(folder, 'extended'),
  dicom: join(folder, 'dicom'),
});

/**
 * Writes a hospital's storages into a folder, all or nothing: they are written beside it and moved in place when complete.
 * @returns how many files each part has.
 */
export const writeStorages = async (folder: string, options: StorageOptions): Promise<Record<StoragePart, number>> => {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const roots = storageRoots(unfinished);
  const counts = { standard: 0, extended: 0, dicom: 0 };
  const made = new Set<string>();
  for (const { part, path, bytes } of storageFiles(options)) {
    const file = join(roots[part], path);
    if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    made.add(dirname(file));
    await writeFile(file, bytes);
    counts[part] += 1;
  }
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return counts;
};

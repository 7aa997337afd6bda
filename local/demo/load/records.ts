import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type IngestReport, ingest } from '../../../agent/ingest.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import type { RunningRegion } from '../../running-region.ts';
import { type StorageRoots, storageRoots, writeStorages } from '../storage.ts';

type Place = { folder: string; facilityId: FacilityId; referenceDay: string };

/** A hospital's storages below the demo's folder: where they stand, and how they come to be. */
export const storagesOf = ({
  folder,
  facilityId,
  referenceDay,
}: Place): { roots: StorageRoots; write: () => Promise<void> } => {
  const own = join(folder, facilityId);
  return {
    roots: storageRoots(own),
    write: async () => {
      await writeStorages(own, { facilityId, referenceDay });
    },
  };
};

const filesBelow = async (root: string): Promise<number> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
};

/** Nothing of the demo may be refused: then either the network is wrong or the demo is. Codes and counts only. */
export class DemoNotIngested extends Error {
  override readonly name = 'DemoNotIngested';
}

const assertWhole = ({ facilityId, failure, rejected }: IngestReport): void => {
  if (failure !== undefined) throw new DemoNotIngested(`${facilityId}: ${failure.code} ${failure.detail ?? ''}`);
  const [first] = rejected;
  if (first !== undefined)
    throw new DemoNotIngested(
      `${facilityId}: ${rejected.length} rejected, first ${first.code} ${first.detail ?? ''} ${first.file}`,
    );
};

type Source = {
  facilityId: FacilityId;
  roots: StorageRoots;
  said: (done: number, total: number) => void;
};

/**
 * Sends everything in a hospital's storages as the hospital's own system does, every patient (scope all: the entrustment is recorded),
 * standardized storage, extended storage and pictures. What was sent before is remembered and not sent again.
 */
export const ingestStorages = async (
  region: RunningRegion,
  { facilityId, roots, said }: Source,
): Promise<IngestReport> => {
  const system = region.systems.find((known) => known.facilityId === facilityId);
  if (system === undefined) throw new DemoNotIngested(`${facilityId} has no system`);
  const counts = await Promise.all(Object.values(roots).map(filesBelow));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const report = await ingest({
    facilityId,
    connection: {
      origin: region.url,
      issuer: region.issuer,
      clientId: system.clientId,
      clientSecret: system.clientSecret,
      regionId: region.url,
    },
    root: roots.standard,
    extended: roots.extended,
    dicom: roots.dicom,
    scope: 'all',
    stateFile: join(region.dataDir, 'demo', `${facilityId}.sent.sqlite`),
    onProgress: ({ files }) => said(files, total),
  });
  assertWhole(report);
  return report;
};

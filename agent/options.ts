import type { Surroundings } from './network/call.ts';
import type { Connection } from './network/connection.ts';
import type { NormaliseOptions } from './normalise/index.ts';
import type { PhaseName } from './run.ts';

/** `done` of `total` patients (storage, extended) or files (dicom); `files` that have an outcome by now. */
export type ProgressNow = { name: PhaseName; done: number; total: number; files: number; rejected: number };

export type IngestOptions = {
  facilityId: string;
  connection: Connection;
  /** Root of an SS-MIX2 standardized storage. */
  root?: string;
  /** Root of an SS-MIX2 extended storage. */
  extended?: string;
  /** A folder with DICOM files, at any depth. */
  dicom?: string;
  /** `linked` (default): patients that the network knows; `all`: everybody, with a recorded entrustment. */
  scope?: 'linked' | 'all';
  /** Patients at a time; 4 by default. */
  concurrency?: number;
  /** SQLite file that remembers what was sent; without it nothing is remembered. */
  stateFile?: string;
  infectionCodes?: readonly string[];
  otherPatientId?: NonNullable<NormaliseOptions['otherPatientId']>;
  /** Ends the run as soon as what is under way is through. */
  signal?: AbortSignal;
  onProgress?: (progress: ProgressNow) => void;
  surroundings?: Partial<Surroundings>;
};

import type { Facility } from '../schemas/directory.ts';
import type { Call, Surroundings } from './network/call.ts';
import { IngestFailure } from './network/failure.ts';
import type { NormaliseOptions } from './normalise/index.ts';
import type { Tally } from './report/tally.ts';
import type { State } from './state.ts';

/** What the facility says of itself: how its IDs are written, and whom it never sends. */
export type FacilitySettings = Pick<Facility, 'facilityId' | 'localIds' | 'entrustment'> & {
  excludedLocalIds: ReadonlySet<string>;
};

/** The storages a pass goes through, one after the other. */
export type PhaseName = 'storage' | 'extended' | 'dicom';

/** Everything one pass over the storage works with. */
export type Run = {
  call: Call;
  surroundings: Surroundings;
  state: State;
  tally: Tally;
  facility: FacilitySettings;
  settings: Pick<NormaliseOptions, 'infectionCodes' | 'otherPatientId'>;
  /** Aborted when the run is to end, by a signal or because the network failed one of the workers. */
  signal: AbortSignal;
  /** Says how far it is: `done` counts what the current phase goes through. */
  progress: () => void;
  phase: { name: PhaseName; done: number; total: number };
};

export function throwIfStopped({ signal }: Run): void {
  if (!signal.aborted) return;
  throw signal.reason instanceof IngestFailure ? signal.reason : new IngestFailure('STOPPED');
}

/** Runs tasks for what a source yields, at most `concurrency` at a time. The first failure ends the source and is thrown. */
export async function forEachOf<T>(parts: {
  source: AsyncIterable<T>;
  concurrency: number;
  task: (each: T) => Promise<void>;
}): Promise<void> {
  const { source, concurrency, task } = parts;
  const iterator = source[Symbol.asyncIterator]();
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed) {
      const next = await iterator.next();
      if (next.done) return;
      try {
        await task(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.max(1, concurrency) }, worker);
  const settled = await Promise.allSettled(workers);
  await iterator.return?.();
  const failure = settled.find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

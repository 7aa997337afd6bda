import { readdir } from 'node:fs/promises';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { type Call, createCall, type Surroundings } from './network/call.ts';
import { IngestFailure } from './network/failure.ts';
import type { IngestOptions } from './options.ts';
import { everybody, facilitySettings, linkedPatients, type Scope } from './patients/scope.ts';
import { createTally, type IngestReport } from './report/tally.ts';
import type { FacilitySettings, Run } from './run.ts';
import { openState, type State } from './state.ts';

/** Raised when what is made of a message changes: everything is then looked at again. */
const NORMALISER_VERSION = 2;

export const NODE_SURROUNDINGS: Surroundings = {
  fetch: (...request) => fetch(...request),
  now: () => Date.now(),
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  random: () => Math.random(),
};

/** The agent of one facility, connected: what a single pass and `--watch` share. */
export type Agent = {
  call: Call;
  facility: FacilitySettings;
  scope: () => Promise<Scope>;
  newRun: () => { run: Run; finish: (failure?: IngestFailure) => IngestReport };
  close: () => void;
};

/** Signs in, reads the facility's settings and opens the state. Throws an IngestFailure where the network cannot be reached or refuses. */
export async function connect(options: IngestOptions): Promise<Agent> {
  for (const folder of [options.root, options.extended, options.dicom])
    if (folder !== undefined) await mustOpen(folder);
  const surroundings = { ...NODE_SURROUNDINGS, ...options.surroundings };
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const call = createCall(options.connection, surroundings, signal);
  const facility = await facilitySettings(call, options.facilityId);
  const state = openState(options.stateFile ?? ':memory:', bindingOf(options, facility));
  const scopeName = options.scope ?? 'linked';
  const instant = (): string => new Date(surroundings.now()).toISOString();
  return {
    call,
    facility,
    scope: async () => (scopeName === 'all' ? everybody(facility) : linkedPatients(call, facility)),
    newRun: () => {
      const tally = createTally({ facilityId: facility.facilityId, scope: scopeName, startedAt: instant() });
      const run = runOf({ options, call, facility, surroundings, state, tally, signal });
      return { run, finish: (failure) => tally.report(instant(), failure) };
    },
    close: () => {
      stop.abort(new IngestFailure('STOPPED'));
      state.close();
    },
  };
}

type RunParts = Pick<Run, 'call' | 'facility' | 'surroundings' | 'signal' | 'tally'> & {
  options: IngestOptions;
  state: State;
};

function runOf({ options, ...parts }: RunParts): Run {
  const settings = {
    ...(options.infectionCodes && { infectionCodes: options.infectionCodes }),
    ...(options.otherPatientId && { otherPatientId: options.otherPatientId }),
  };
  const { tally } = parts;
  const phase: Run['phase'] = { name: 'storage', done: 0, total: 0 };
  const progress = (): void =>
    options.onProgress?.({ ...phase, files: tally.files.read, rejected: tally.files.rejected });
  return { ...parts, settings, phase, progress };
}

/** What is remembered holds for this region, facility and settings alone. */
function bindingOf(
  { connection, infectionCodes, otherPatientId }: IngestOptions,
  { facilityId, localIds }: FacilitySettings,
): string {
  return JSON.stringify([
    NORMALISER_VERSION,
    connection.regionId,
    facilityId,
    localIds,
    infectionCodes ?? [],
    otherPatientId ?? 'reject',
  ]);
}

async function mustOpen(folder: string): Promise<void> {
  try {
    await readdir(folder);
  } catch (error) {
    throw new IngestFailure('NO_STORAGE', `${folder} ${(error as NodeJS.ErrnoException).code}`);
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateJson, writePrivateJson } from '../../data-dir/private-file.ts';

/** How far a load has come. A load that was interrupted goes on with the same reference day. */
export type LoadState = {
  /** Whether the region was begun without records: what is begun empty stays so until it is reset. */
  empty: boolean;
  /** JST day on which the year of records ends. */
  referenceDay: string;
  /** Steps that are complete. */
  done: string[];
};

export const demoFolder = (dataDir: string): string => join(dataDir, 'demo');
const fileOf = (dataDir: string): string => join(demoFolder(dataDir), 'load.json');

/** The state of a load that was begun, or a new one, kept at once. */
export const beginOrResume = (dataDir: string, fresh: Omit<LoadState, 'done'>): LoadState => {
  mkdirSync(demoFolder(dataDir), { recursive: true });
  const known = readPrivateJson<LoadState>(fileOf(dataDir));
  if (known !== undefined) return known;
  const state = { ...fresh, done: [] };
  writePrivateJson(fileOf(dataDir), state);
  return state;
};

export const isDone = (state: LoadState, step: string): boolean => state.done.includes(step);

/** Does a step once, and remembers that it is complete. Every step can be repeated from its start. */
export const once = async (
  place: { dataDir: string; state: LoadState; step: string },
  work: () => Promise<void>,
): Promise<void> => {
  const { dataDir, state, step } = place;
  if (isDone(state, step)) return;
  await work();
  state.done.push(step);
  writePrivateJson(fileOf(dataDir), state);
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyDemoInto } from '../../bench/web/demo-copy.ts';
import type { Account } from '../../local/announce.ts';
import { startTestRegion, type TestRegion } from '../region.ts';

/** The longest that the first test file of a run waits: Chromium is unpacked and the demo loaded once for all. For `beforeAll`. */
export const LONGEST_BEGINNING_MS = 400_000;

/** Where people can sign in: a started region, or one that somebody else runs. */
export type Network = { url: string; accounts: Account[] };

/** The demo region, over a copy of what was loaded once; `stop` it afterwards. */
export const startDemoRegion = (options: { faults?: boolean } = {}): Promise<TestRegion> =>
  startTestRegion({ ...options, fill: copyDemoInto });

/** A region that runs already, by its data folder: `npm start -- --data DIR`. */
export function regionAt(dataDir: string): Network {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as T;
  return { url: read<{ url: string }>('region.json').url, accounts: read<Account[]>('accounts.json') };
}

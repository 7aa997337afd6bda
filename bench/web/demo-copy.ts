import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jstDayOf } from '../../layers/names/index.ts';
import { digestOf } from '../../local/build/inputs.ts';
import { cached } from './cache.ts';
import { freePortPair, RegionProcess } from './region-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What decides how the demo region looks after its load; beside them the day on which its year of records ends. */
const INPUTS = ['local', 'agent', 'schemas', 'events', 'layers', 'functions', 'infra', 'cdk.json', 'package-lock.json'];

/** What a running region does not need: the hospitals' storages that were sent, and what was logged meanwhile. */
const LEFT_OUT = ['demo', 'logs', 'region.json'];

/** The demo region as `npm start` loads it the first time: made once for each state of its sources and each day. Answers its folder. */
const demoFolder = (): Promise<string> =>
  cached('demo', `${jstDayOf(new Date().toISOString())}-${digestOf(ROOT, INPUTS).slice(0, 16)}`, async (dataDir) => {
    const region = await RegionProcess.start({ port: await freePortPair(), dataDir });
    await region.end();
    for (const name of LEFT_OUT) rmSync(join(dataDir, name), { recursive: true, force: true });
  });

/** Puts a copy of the loaded demo region into an empty folder; a region that starts over it is ready at once, on any port. */
export async function copyDemoInto(dataDir: string): Promise<void> {
  const source = await demoFolder();
  for (const name of readdirSync(source)) cpSync(join(source, name), join(dataDir, name), { recursive: true });
}

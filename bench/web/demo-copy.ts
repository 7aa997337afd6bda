import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jstDayOf } from '../../layers/names/index.ts';
import { digestOf } from '../../local/build/inputs.ts';
import { cached } from './cache.ts';
import { freePortPair, RegionProcess, type Setup } from './region-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What decides how the demo region looks after its load; beside them the day on which its year of records ends. */
const INPUTS = ['local', 'agent', 'schemas', 'events', 'layers', 'functions', 'infra', 'cdk.json', 'package-lock.json'];

/** What a running region does not need: the hospitals' storages that were sent, and what was logged meanwhile. */
const LEFT_OUT = ['demo', 'logs', 'region.json'];

/** A region as `npm start` fills it the first time: made once for each state of its sources and each day. Answers its folder. */
const filledFolder = (kind: 'demo' | 'empty', filling: Pick<Setup, 'argv' | 'env'>): Promise<string> =>
  cached(kind, `${jstDayOf(new Date().toISOString())}-${digestOf(ROOT, INPUTS).slice(0, 16)}`, async (dataDir) => {
    const region = await RegionProcess.start({ port: await freePortPair(), dataDir, ...filling });
    await region.end();
    for (const name of LEFT_OUT) rmSync(join(dataDir, name), { recursive: true, force: true });
  });

/** Puts a copy of the loaded demo region, with few people beside the story's, into an empty folder; a region that starts over it is ready at once, on any port. */
export const copyDemoInto = async (dataDir: string): Promise<void> =>
  copyInto(dataDir, await filledFolder('demo', { env: { ISM_LINK_FEW_PEOPLE: '1' } }));

/** The same with facilities and staff alone: making their passwords takes longer than all the rest of a start. */
export const copyEmptyInto = async (dataDir: string): Promise<void> =>
  copyInto(dataDir, await filledFolder('empty', { argv: ['--empty'] }));

function copyInto(dataDir: string, source: string): void {
  for (const name of readdirSync(source)) cpSync(join(source, name), join(dataDir, name), { recursive: true });
}

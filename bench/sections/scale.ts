import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchPatients } from '../../functions/registration/search-patients.ts';
import { readTimeline } from '../../functions/timeline/read-timeline.ts';
import type { Runtime } from '../../layers/deed/index.ts';
import { openBenchStore, peacetime, perform } from '../in-process.ts';
import type { BenchOptions } from '../options.ts';
import type { Cell, Section, Table } from '../report/figures.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { inTurn, nameOf, type Scenario } from '../scenarios/scenario.ts';
import { Recorder } from '../spending/recorder.ts';
import { forgetAttempts } from '../world/attempts.ts';
import { lookedAtIn, network } from '../world/network.ts';
import { type OwnStore, openOwnStore } from '../world/own-store.ts';
import { World } from '../world/world.ts';
import { type Asked, askInTurn, cellsBySize, columnsBySize, notesOfSizes } from './by-size.ts';

const SEARCHES_AT_ONCE = 40;

/** The same questions to networks of several sizes, each in a store of its own, without gateway and functions around it. */
export async function* scale({ patients }: BenchOptions): Section {
  if (process.env['AWS_ENDPOINT_URL_DYNAMODB']) return;
  const folder = mkdtempSync(join(tmpdir(), 'ism-link-scale-'));
  const networks: Network[] = [];
  try {
    for (const size of patients) networks.push(await openNetwork(size, join(folder, String(size))));
    const asked: Asked[][] = [];
    for (const scenario of QUESTIONS) asked.push(await askInTurn(networks, (network, n) => ask(scenario, network, n)));
    yield table(networks, asked);
  } finally {
    for (const { dynamoDb } of networks) await dynamoDb.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Network = Pick<OwnStore, 'dynamoDb' | 'records' | 'seconds'> & {
  patients: number;
  world: World;
  measured: Runtime;
  recorder: Recorder;
};

async function openNetwork(patients: number, dataDir: string): Promise<Network> {
  const secret = randomBytes(32).toString('hex');
  // Ids need the secret and no tables: the records are made before there is a store.
  const { seal, today, pool } = World.plan(secret);
  const records = network({ patients, seal, pool, today });
  const { place, store, filler, as, ...opened } = await openOwnStore(dataDir, { prefix: 'scale', secret, records });
  const recorder = new Recorder();
  const world = new World({ runtime: { store, flag: peacetime }, filler, as });
  world.looked.push(...lookedAtIn({ patients }));
  return {
    ...opened,
    patients,
    world,
    recorder,
    measured: { store: openBenchStore(place, recorder), flag: peacetime },
  };
}

const QUESTIONS: Scenario[] = [
  ...SCENARIOS.filter(({ deed }) => deed === readTimeline || deed === searchPatients),
  {
    deed: searchPatients,
    variant: 'kana name alone',
    as: 'clinic',
    kind: 'other',
    floor: {},
    asks: (world, n) => {
      const { familyKana: family, givenKana: given } = inTurn(world.looked, n).demographics.name;
      return { query: { family, given } };
    },
  },
  {
    deed: searchPatients,
    variant: "a hospital's own list, of all patients",
    as: 'hospital',
    kind: 'other',
    floor: {},
    asks: () => ({ query: { limit: 25 } }),
  },
];

async function ask({ deed, as, asks }: Scenario, { world, measured }: Network, n: number): Promise<number> {
  const claims = world.as[as];
  if (claims.kind === 'staff' && n % SEARCHES_AT_ONCE === 0)
    await forgetAttempts(world.store, claims.staffId, 'search');
  const asked = await asks(world, n);
  const startedAt = performance.now();
  await perform({ deed, claims }, measured, asked);
  return performance.now() - startedAt;
}

function table(networks: readonly Network[], asked: readonly Asked[][]): Table {
  return {
    title: { ja: '患者数による違い', en: 'Scale: the same questions at each number of patients' },
    columns: ['operation', ...columnsBySize(networks)],
    rows: QUESTIONS.map((scenario, index): Cell[] => [nameOf(scenario), ...cellsBySize(asked[index] ?? [])]),
    notes: notesOfSizes(networks),
  };
}

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchPatients } from '../../functions/registration/search-patients.ts';
import { readTimeline } from '../../functions/timeline/read-timeline.ts';
import type { Runtime } from '../../layers/deed/index.ts';
import { type DynamoDb, startDynamoDb } from '../../local/dynamodb/server.ts';
import { openBenchStore, type Place, perform } from '../in-process.ts';
import type { BenchOptions } from '../options.ts';
import { type Cell, percentile, type Section, type Table } from '../report/figures.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { inTurn, nameOf, type Scenario } from '../scenarios/scenario.ts';
import { Recorder } from '../spending/recorder.ts';
import { createOwnTables, ownTables } from '../tables.ts';
import { fillDirectory, performers } from '../world/directory.ts';
import { Filler } from '../world/fill.ts';
import { importRecords } from '../world/imported.ts';
import { lookedAtIn, network } from '../world/network.ts';
import { World } from '../world/world.ts';

const SAMPLES = 150;
const WARM_UP = 20;
const SEARCHES_AT_ONCE = 40;
/** Flat is what a question costs in units; its time may differ this much. */
const FLAT = 1.5;

/** The same questions to networks of several sizes, each in a store of its own, without gateway and functions around it. */
export async function* scale({ patients }: BenchOptions): Section {
  if (process.env['AWS_ENDPOINT_URL_DYNAMODB']) return;
  const folder = mkdtempSync(join(tmpdir(), 'ism-link-scale-'));
  const networks: Network[] = [];
  try {
    for (const size of patients) networks.push(await openNetwork(size, join(folder, String(size))));
    const asked: Asked[][] = [];
    for (const scenario of QUESTIONS) asked.push(await askAll(scenario, networks));
    yield table(networks, asked);
  } finally {
    for (const { dynamoDb } of networks) await dynamoDb.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Network = {
  patients: number;
  records: number;
  seconds: number;
  dynamoDb: DynamoDb;
  world: World;
  measured: Runtime;
  recorder: Recorder;
};

async function openNetwork(patients: number, dataDir: string): Promise<Network> {
  const startedAt = performance.now();
  const specs = ownTables('scale');
  const secret = randomBytes(32).toString('hex');
  // Ids need the secret and no tables: the records are made before there is a store.
  const { seal, today, pool } = World.plan(secret);
  const records = await importRecords(dataDir, specs.records, network({ patients, seal, pool, today }));
  const dynamoDb = await startDynamoDb({ dataDir });
  const place: Place = { endpoint: dynamoDb.endpoint, tables: await createOwnTables(dynamoDb.endpoint, specs), secret };
  const recorder = new Recorder();
  const store = openBenchStore(place);
  const filler = new Filler({ ...place, store });
  const as = await performers(store, await fillDirectory(filler));
  const world = new World({ runtime: { store }, filler, as });
  world.looked.push(...lookedAtIn({ patients }));
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    patients,
    records,
    seconds,
    dynamoDb,
    world,
    recorder,
    measured: { store: openBenchStore(place, recorder) },
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

type Asked = { p50: number; p95: number; units: number };

/** Every network in turn, so that whatever else the machine does meets all of them alike. */
async function askAll(scenario: Scenario, networks: readonly Network[]): Promise<Asked[]> {
  const samples = networks.map((): number[] => []);
  for (let n = 0; n < WARM_UP + SAMPLES; n += 1) {
    for (const [index, network] of networks.entries()) {
      if (n === WARM_UP) network.recorder.take();
      const ms = await ask(scenario, network, n);
      if (n >= WARM_UP) samples[index]?.push(ms);
    }
  }
  return networks.map(({ recorder }, index) => {
    const units = recorder.take().reduce((sum, call) => sum + call.readUnits, 0) / SAMPLES;
    const times = samples[index] ?? [];
    return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), units };
  });
}

async function ask({ deed, as, asks }: Scenario, { world, measured }: Network, n: number): Promise<number> {
  const claims = world.as[as];
  if (claims.kind === 'staff' && n % SEARCHES_AT_ONCE === 0) await world.forgetAttempts(claims.staffId, 'search');
  const asked = await asks(world, n);
  const startedAt = performance.now();
  await perform({ deed, claims }, measured, asked);
  return performance.now() - startedAt;
}

const thousands = (count: number): string => `${count / 1000}k`;

function table(networks: readonly Network[], asked: readonly Asked[][]): Table {
  return {
    title: { ja: '患者数による違い', en: 'Scale: the same questions at each number of patients' },
    columns: [
      'operation',
      ...networks.flatMap(({ patients }) => [`${thousands(patients)}: p50 ms`, 'p95', 'read units']),
    ],
    rows: QUESTIONS.map((scenario, index): Cell[] => [
      nameOf(scenario),
      ...(asked[index] ?? []).flatMap(({ p50, p95, units }, at, [smallest]): Cell[] => [
        { value: p50, digits: 1, ...(smallest && at > 0 && { atMost: smallest.p50 * FLAT }) },
        { value: p95, digits: 1 },
        { value: units, digits: 2 },
      ]),
    ]),
    notes: [
      ...networks.map(
        ({ patients, records, seconds }) =>
          `${thousands(patients)} patients: ${records.toLocaleString('en')} records, made and opened in ${Math.round(seconds)} s`,
      ),
      `${SAMPLES} requests each, the sizes in turn, the deed in one process with the store beside it; p50 within ${FLAT} times the smallest's`,
    ],
  };
}

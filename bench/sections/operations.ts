import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Runtime } from '../../layers/deed/index.ts';
import { auditEventOf, canonicalJson } from '../../layers/store/index.ts';
import { OPERATIONS } from '../../schemas/operations/index.ts';
import { emergency } from '../http/emergency.ts';
import { HttpLoop } from '../http/loop.ts';
import { openBenchObjects, openBenchStore, peacetime, placeOfRegion } from '../in-process.ts';
import type { BenchOptions } from '../options.ts';
import { type BenchRegion, startBenchRegion, systemOf } from '../region.ts';
import { type Cell, percentile, type Section, type Table } from '../report/figures.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { CALLS, nameOf } from '../scenarios/scenario.ts';
import { floorReads, floorWrites, kindOf } from '../spending/floor.ts';
import { itemSize } from '../spending/item-size.ts';
import { type Call, Recorder, sequentialCalls } from '../spending/recorder.ts';
import { type Spent, spending } from '../spending/trial.ts';
import { performers, SYSTEM_FACILITY } from '../world/directory.ts';
import { openToEms } from '../world/ems.ts';
import { Filler } from '../world/fill.ts';
import { World } from '../world/world.ts';

const PATIENTS = 12;
const AT_ONCE = 4;
const AUDIT_BYTES = 1024;

/** What each operation of the API costs in AWS, and how fast it answers on this machine. */
export async function* operations({ seconds }: BenchOptions): Section {
  const bench = await startBenchRegion();
  try {
    const recorder = new Recorder();
    const measured = runtimeOf(bench, recorder);
    const runtime = runtimeOf(bench);
    const filler = new Filler({ ...placeOfRegion(bench.region), store: runtime.store });
    await openToEms({ store: runtime.store, filler });
    const as = await performers(runtime.store, systemOf(bench, SYSTEM_FACILITY).clientId);
    const world = new World({ runtime, filler, as });
    await world.addLookedAt(PATIENTS);
    const spent: Spent[] = [];
    for (const scenario of SCENARIOS) spent.push(await spending({ scenario, world, measured, recorder, bench }));
    yield costs(spent);
    yield audits(spent);
    yield await latencies({ bench, world, seconds });
    yield await emergency({ bench, world });
  } finally {
    await bench.close();
  }
}

const runtimeOf = ({ region }: BenchRegion, recorder?: Recorder): Required<Runtime> => ({
  store: openBenchStore(placeOfRegion(region), recorder),
  objects: openBenchObjects(region, recorder),
  flag: peacetime,
});

const total = (calls: readonly Call[], units: 'readUnits' | 'writeUnits'): number =>
  calls.reduce((sum, call) => sum + call[units], 0);

function costs(spent: readonly Spent[]): Table {
  return {
    title: { ja: '操作ごとのAWS呼び出しと容量', en: 'Operations: AWS calls and capacity units' },
    columns: ['operation', 'sequential', 'calls', 'read units (floor)', 'write units (floor)'],
    rows: spent.map(({ scenario, calls, updated }): Cell[] => {
      const most = CALLS[scenario.kind];
      return [
        nameOf(scenario),
        { value: sequentialCalls(calls), ...(most !== undefined && { atMost: most }) },
        { value: calls.length },
        { value: total(calls, 'readUnits'), digits: 1, atMost: floorReads(scenario.floor, calls) },
        { value: total(calls, 'writeUnits'), digits: 1, atMost: floorWrites(scenario.floor, calls, updated) },
      ];
    }),
    notes: [
      ...notAsked(),
      'on an instance that has answered before; every call is held back 25 ms, so that what waits for another shows',
      'floor: each record that the operation needs, once, by its size (bench/spending/floor.ts and bench/scenarios)',
    ],
  };
}

const notAsked = (): string[] => {
  const asked = new Set(SCENARIOS.map(({ deed }) => deed.operation.id));
  const missing = OPERATIONS.filter(({ id }) => !asked.has(id)).map(({ id }) => id);
  return missing.length === 0 ? [] : [`NOT MEASURED: ${missing.join(' ')}`];
};

function audits(spent: readonly Spent[]): Table {
  const looks = spent.filter(({ scenario }) => scenario.deed.operation.effect === 'read');
  return {
    title: { ja: '閲覧ごとの監査', en: 'Audit: what a look writes' },
    columns: ['operation', 'as JSON B', 'stored B', 'write units (1 + indexes)'],
    rows: looks.flatMap(({ scenario, calls }) =>
      calls.flatMap((call) => auditCells(call).map((cells): Cell[] => [nameOf(scenario), ...cells])),
    ),
  };
}

function auditCells({ name, writes, writeUnits }: Call): Cell[][] {
  return writes.flatMap(({ item }): Cell[][] => {
    if (!item || kindOf(item) !== 'AuditEvent') return [];
    const indexes = [item['patientId'], item['staffId']].filter(Boolean).length;
    return [
      [
        { value: Buffer.byteLength(canonicalJson(auditEventOf(unmarshall(item)))) },
        { value: itemSize(item), atMost: AUDIT_BYTES },
        // A search by demographics writes it together with the count of the person's searches.
        name === 'PutItem' ? { value: writeUnits, atMost: 1 + indexes } : 'in a transaction',
      ],
    ];
  });
}

async function latencies({
  bench,
  world,
  seconds,
}: {
  bench: BenchRegion;
  world: World;
  seconds: number;
}): Promise<Table> {
  const loop = new HttpLoop(bench, world);
  const rows: Cell[][] = [];
  try {
    for (const scenario of SCENARIOS.filter(({ overHttp }) => overHttp)) {
      // Functions start as many instances as will be wanted.
      await loop.run(scenario, { seconds: seconds / 3, atOnce: AT_ONCE });
      const alone = await loop.run(scenario, { seconds, atOnce: 1 });
      const together = await loop.run(scenario, { seconds, atOnce: AT_ONCE });
      rows.push([
        nameOf(scenario),
        ...[0.5, 0.95, 0.99].map((share) => ({ value: percentile(alone.samples, share), digits: 1 })),
        { value: alone.perSecond },
        { value: percentile(together.samples, 0.5), digits: 1 },
        { value: percentile(together.samples, 0.99), digits: 1 },
        { value: together.perSecond },
      ]);
    }
  } finally {
    loop.close();
  }
  return {
    title: { ja: 'HTTPでの応答', en: 'Answers over HTTP, through gateway and functions on this machine' },
    columns: ['operation', 'p50 ms', 'p95', 'p99', 'req/s', `${AT_ONCE} at once: p50`, 'p99', 'req/s'],
    rows,
  };
}

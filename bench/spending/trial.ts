import { marshall } from '@aws-sdk/util-dynamodb';
import type { Runtime } from '../../layers/deed/index.ts';
import type { TableName } from '../../layers/store/index.ts';
import { perform } from '../in-process.ts';
import type { BenchRegion } from '../region.ts';
import { nameOf, type Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world/world.ts';
import { placeOf } from './floor.ts';
import type { StoredItem } from './item-size.ts';
import type { Call, Recorder } from './recorder.ts';

/** Long enough that calls which were begun together overlap on a busy machine. */
const HELD_BACK_MS = 25;

/** What one request called, and the records that it updated, by place, as they are afterwards. */
export type Spent = { scenario: Scenario; calls: Call[]; updated: Map<string, StoredItem> };
export type Trial = {
  scenario: Scenario;
  world: World;
  measured: Required<Runtime>;
  recorder: Recorder;
  bench: BenchRegion;
};

/** Once as an instance's first call, which fills what an instance remembers; then once more, recorded. */
export async function spending({ scenario, world, measured, recorder, bench }: Trial): Promise<Spent> {
  const { deed, as } = scenario;
  const by = () => ({ deed, claims: world.as[as] });
  try {
    const first = await scenario.asks(world, 0);
    await perform(by(), measured, first);
    const asked = await scenario.asks(world, 1);
    recorder.take();
    recorder.delayMs = HELD_BACK_MS;
    await perform(by(), measured, asked);
  } catch (error) {
    throw new Error(`${nameOf(scenario)} failed`, { cause: error });
  } finally {
    recorder.delayMs = 0;
  }
  const calls = recorder.take();
  return { scenario, calls, updated: await updatedBy(calls, { world, bench }) };
}

/** What was updated, as it is now: an update says only what changes. */
async function updatedBy(
  calls: Call[],
  { world, bench }: Pick<Trial, 'world' | 'bench'>,
): Promise<Map<string, StoredItem>> {
  const nameOfTable = new Map(Object.entries(bench.region.tables).map(([name, table]) => [table, name as TableName]));
  const updated = new Map<string, StoredItem>();
  for (const touched of calls.flatMap((call) => call.writes).filter(({ how }) => how === 'update')) {
    const [pk = '', sk = ''] = touched.key.split('\n');
    const item = await world.store.db.get(nameOfTable.get(touched.table) ?? 'records', { pk, sk });
    if (item) updated.set(placeOf(touched), marshall(item, { removeUndefinedValues: true }));
  }
  return updated;
}

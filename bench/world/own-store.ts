import type { Store, Write } from '../../layers/store/index.ts';
import { type DynamoDb, startDynamoDb } from '../../local/dynamodb/server.ts';
import { openBenchStore, type Place } from '../in-process.ts';
import { createOwnTables, ownTables } from '../tables.ts';
import { fillDirectory, performers } from './directory.ts';
import { openToEms } from './ems.ts';
import { Filler } from './fill.ts';
import { importRecords } from './imported.ts';
import type { Performer } from './world.ts';

/** An embedded store that holds a whole network, and those who ask it. */
export type OwnStore = {
  place: Place;
  store: Store;
  filler: Filler;
  as: Performer;
  /** How many records were put in, and how long it took until they could be asked for. */
  records: number;
  seconds: number;
  dynamoDb: DynamoDb;
};

/** Makes the store's file of the records, then starts it and sets up the demo's facilities and people. */
export async function openOwnStore(
  dataDir: string,
  { prefix, secret, records }: { prefix: string; secret: string; records: Iterable<Write> },
): Promise<OwnStore> {
  const startedAt = performance.now();
  const specs = ownTables(prefix);
  const count = await importRecords(dataDir, specs.records, records);
  const dynamoDb = await startDynamoDb({ dataDir });
  const place: Place = { endpoint: dynamoDb.endpoint, tables: await createOwnTables(dynamoDb.endpoint, specs), secret };
  const store = openBenchStore(place);
  const filler = new Filler({ ...place, store });
  const clientId = await fillDirectory(filler);
  await openToEms({ store, filler });
  const as = await performers(store, clientId);
  return { place, store, filler, as, records: count, seconds: (performance.now() - startedAt) / 1000, dynamoDb };
}

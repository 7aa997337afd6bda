import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEventOf, networkSettings } from '../../../../layers/store/index.ts';
import { loadNetworkSettings } from '../../../../local/demo/load/directory.ts';
import { NETWORK_SETTINGS } from '../../../../local/demo/settings.ts';
import type { RunningRegion } from '../../../../local/running-region.ts';
import { openTables, SECRET, type Tables } from '../../../layers/store/tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

describe("the network's choices in the demo", () => {
  it('are none before they are loaded, then audited and once, however often the load goes on', async () => {
    const region = {
      dynamoDbEndpoint: tables.endpoint,
      operator: { accessKeyId: 'local', secretAccessKey: 'local' },
      tables: { records: 'records', directory: 'directory', audit: 'audit' },
      keysSecret: SECRET,
    } as unknown as RunningRegion;
    expect((await networkSettings(tables.store)).n5).toBeUndefined();
    await loadNetworkSettings(region);
    await loadNetworkSettings(region);
    expect(await networkSettings(tables.store)).toEqual(NETWORK_SETTINGS);
    const items = await tables.itemsIn('audit');
    const events = items.map((item) => auditEventOf({ event: Buffer.from(item['event']?.B ?? '', 'base64') }));
    expect(events.map(({ eventName }) => eventName)).toEqual(['SetUpNetworkSettings']);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ingest as runAgent } from '../../agent/ingest.ts';
import { localConnection } from '../../agent/network/connection.ts';
import { placeOfRegion } from '../in-process.ts';
import { documentsIn, parcelsOf } from '../ingest/parcels.ts';
import { parseRate } from '../ingest/parse-rate.ts';
import { type Rates, storeRate } from '../ingest/store-rate.ts';
import { type BenchRegion, startBenchRegion } from '../region.ts';
import type { Section, Table } from '../report/figures.ts';
import { SYSTEM_FACILITY } from '../world/directory.ts';
import { generatedMessages, type StoredMessage } from '../world/messages.ts';

const PARSED = 1500;
/** Some patients first, so that functions are warm. */
const WARM_UP_PATIENTS = 4;
const SHARE_OF_STORE = 80;

/** How fast a hospital's storage comes in. */
export async function* ingest(): Section {
  const messages = generatedMessages(PARSED);
  yield parseRate(messages);
  const bench = await startBenchRegion();
  try {
    const sent = await sendStorage(bench, messages);
    const parcels = parcelsOf(sent.messages);
    yield table(sent, await storeRate(placeOfRegion(bench.region), parcels), documentsIn(parcels));
  } finally {
    await bench.close();
  }
}

type Sent = { messages: StoredMessage[]; seconds: number };

/** The agent, from files on disk over HTTP into a running region. */
async function sendStorage({ region }: BenchRegion, messages: readonly StoredMessage[]): Promise<Sent> {
  const folder = mkdtempSync(join(tmpdir(), 'ism-link-storage-'));
  try {
    const patients = [...Map.groupBy(messages, ({ path }) => path.split('/')[2] ?? '').values()];
    const parts = { warm: patients.slice(0, WARM_UP_PATIENTS).flat(), main: patients.slice(WARM_UP_PATIENTS).flat() };
    const connection = await localConnection({ dataDir: region.dataDir, facilityId: SYSTEM_FACILITY });
    const send = async (name: 'warm' | 'main'): Promise<number> => {
      const root = join(folder, name);
      write(root, parts[name]);
      const startedAt = performance.now();
      const report = await runAgent({ facilityId: SYSTEM_FACILITY, connection, root, scope: 'all' });
      const seconds = (performance.now() - startedAt) / 1000;
      if (report.failure || report.files.rejected > 0) throw new Error(`The ingest failed: ${JSON.stringify(report)}`);
      return seconds;
    };
    await send('warm');
    return { messages: parts.main, seconds: await send('main') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(root: string, messages: readonly StoredMessage[]): void {
  for (const { path, bytes } of messages) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

function table({ messages, seconds }: Sent, { deeds, store }: Rates, documents: number): Table {
  const perSecond = documents / seconds;
  return {
    title: { ja: '取り込み', en: 'Ingest end to end, beside what the local store can write' },
    columns: ['messages', 'documents', 'messages/s', 'documents/s', 'deeds alone', 'store alone', '% of store'],
    rows: [
      [
        String(messages.length),
        { value: documents },
        { value: messages.length / seconds },
        { value: perSecond },
        { value: deeds },
        { value: store },
        { value: (perSecond / store) * 100, atLeast: SHARE_OF_STORE },
      ],
    ],
    notes: [
      'end to end: files → agent → gateway → function → store, all on this machine, 4 patients at a time',
      'deeds alone: the same requests in one process; store alone: their transactions, without the SDK',
    ],
  };
}

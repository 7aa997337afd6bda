import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPrivateJson } from '../../local/data-dir/private-file.ts';
import type { Account } from '../../local/demo/accounts.ts';
import type { Region } from '../region.ts';
import { copyDemoInto } from './demo-copy.ts';
import { freePortPair, RegionProcess } from './region-process.ts';

export type WebRegion = { region: Region; accounts: Account[]; close(): Promise<void> };

/** The demo region as `npm start` runs it, in a process and a temporary directory of its own. */
export async function startWebRegion(): Promise<WebRegion> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ism-link-bench-'));
  const forget = (): void => rmSync(dataDir, { recursive: true, force: true });
  try {
    await copyDemoInto(dataDir);
    const running = await RegionProcess.start({ port: await freePortPair(), dataDir });
    const read = <T>(name: string): T => readPrivateJson<T>(join(dataDir, name)) as T;
    return {
      region: read<Region>('region.json'),
      accounts: read<Account[]>('accounts.json'),
      close: async () => {
        await running.end();
        forget();
      },
    };
  } catch (error) {
    forget();
    throw error;
  }
}

/** Throws where nobody has this personal ID. */
export function accountOf({ accounts }: Pick<WebRegion, 'accounts'>, staffId: string): Account {
  const account = accounts.find((one) => one.staffId === staffId);
  if (!account) throw new Error(`There is no account ${staffId}`);
  return account;
}

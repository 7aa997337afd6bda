import { join } from 'node:path';
import { claimDataDir, emptyDataDir } from './data-dir/claim.ts';
import { lockDataDir } from './data-dir/lock.ts';
import { writePrivateJson } from './data-dir/private-file.ts';
import { EXIT, StartProblem } from './data-dir/problem.ts';
import { BinaryMissing } from './dynamodb/binary.ts';
import { PortTaken } from './gateway/server.ts';
import { Region } from './parts.ts';
import type { RunningRegion } from './running-region.ts';

type RegionOptions = {
  port: number;
  dataDir: string;
  /** Deletes what the directory holds first. */
  reset?: boolean;
  /** The cloud assembly and the pages to run; by default those that the build leaves. */
  assembly?: string;
  pages?: string;
};

/** A started region: its health waits for the demo until `markLoaded` is called. */
export type StartedRegion = RunningRegion & { markLoaded(): void };

const ROOT = join(import.meta.dirname, '..');

/**
 * Starts the whole network from its synthesized template: everything but the demo. Throws StartProblem where a person can do something
 * about it: a port that is taken, a directory that is in use or not ours, no store for this platform.
 */
export async function startRegion(options: RegionOptions): Promise<StartedRegion> {
  const dataDir = claimDataDir(options.dataDir);
  const lock = lockDataDir(dataDir, options.port);
  try {
    if (options.reset) emptyDataDir(dataDir);
    const region = new Region({
      dataDir,
      port: options.port,
      assembly: options.assembly ?? join(ROOT, 'cdk.out'),
      pages: options.pages ?? join(ROOT, 'dist', 'web'),
    });
    try {
      await region.open();
    } catch (error) {
      await region.close();
      throw error;
    }
    const described = region.describe();
    writePrivateJson(join(dataDir, 'region.json'), { ...described, pid: process.pid });
    return {
      ...described,
      markLoaded: () => region.markLoaded(),
      async close() {
        await region.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw asProblem(error, options.port);
  }
}

function asProblem(error: unknown, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof PortTaken) return portTaken(error.port);
  if (code === 'EADDRINUSE') return portTaken((error as NodeJS.ErrnoException & { port?: number }).port ?? port + 1);
  if (!(error instanceof BinaryMissing)) return error;
  return new StartProblem(EXIT.storeMissing, {
    ja: 'このマシン用の DynamoDB 互換ストア(dynoxide)がありません。npm install をやり直すか、dynoxide を PATH に置くか、AWS_ENDPOINT_URL_DYNAMODB を指定してください。',
    en: 'There is no DynamoDB-compatible store (dynoxide) for this machine. Run npm install again, put dynoxide on the PATH, or set AWS_ENDPOINT_URL_DYNAMODB.',
  });
}

/** The gateway's port, or the one above it, where browsers reach the document store. */
export const portTaken = (port: number): StartProblem =>
  new StartProblem(EXIT.portTaken, {
    ja: `ポート ${port} は使われています。--port で別の番号を指定してください(その次の番号も文書用に使います)。`,
    en: `Port ${port} is taken. Name another with --port (the next one above it is used too, for documents).`,
  });

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readPrivateJson, writePrivateJson } from './private-file.ts';
import { EXIT, StartProblem } from './problem.ts';

type Holder = { pid: number; port: number };

/**
 * Holds a data directory for one running region. The lock is SQLite's own lock on a file, which the kernel gives up when the process ends,
 * however it ends: a stale lock cannot be. The pid beside it is for the message only. Throws StartProblem.
 */
export function lockDataDir(dataDir: string, port: number): { release(): void } {
  const holderFile = join(dataDir, 'lock.json');
  const database = new DatabaseSync(join(dataDir, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (at INTEGER);');
  } catch (error) {
    database.close();
    throw inUse(dataDir, readHolder(holderFile), error);
  }
  writePrivateJson(holderFile, { pid: process.pid, port } satisfies Holder);
  return {
    release() {
      rmSync(holderFile, { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function readHolder(file: string): Holder | undefined {
  try {
    return readPrivateJson<Holder>(file);
  } catch {
    return undefined;
  }
}

function inUse(dataDir: string, holder: Holder | undefined, cause: unknown): StartProblem {
  const who = holder ? ` (pid ${holder.pid}, port ${holder.port})` : '';
  return new StartProblem(
    EXIT.dataDirInUse,
    {
      ja: `${dataDir} は動作中の別のリージョン${who}が使っています。それを止めるか、--data で別の場所を指定してください。`,
      en: `${dataDir} is in use by another running region${who}. Stop it, or name another place with --data.`,
    },
    { cause },
  );
}

import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const FOLDER = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'ism-link');
const UNFINISHED = 'unfinished-';
const LONGEST_TURN_MS = 400_000;

/**
 * A folder that takes long to make, made once for all processes and runs: `KIND-KEY` under `node_modules/.cache`. One process makes it, the others wait;
 * what was begun and never finished, and all but the last of other keys, is removed. Answers its path.
 */
export async function cached(kind: string, key: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(FOLDER, `${kind}-${key}`);
  if (existsSync(folder)) return folder;
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  const release = waitForTurn(kind);
  try {
    if (existsSync(folder)) return folder;
    removeOld(kind);
    const staging = mkdtempSync(join(FOLDER, `${kind}-${UNFINISHED}`));
    await make(staging);
    renameSync(staging, folder);
    return folder;
  } finally {
    release();
  }
}

const KEPT = 2;

/** Under the lock: what is unfinished now will never be finished. The latest stay, somebody may be reading them. */
function removeOld(kind: string): void {
  const made = readdirSync(FOLDER)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((name) => ({ path: join(FOLDER, name), isFinished: !name.startsWith(`${kind}-${UNFINISHED}`) }))
    .map((one) => ({ ...one, at: one.isFinished ? statSync(one.path).mtimeMs : 0 }))
    .toSorted((a, b) => b.at - a.at);
  const kept = made.filter(({ isFinished }) => isFinished).slice(0, KEPT);
  for (const one of made) if (!kept.includes(one)) rmSync(one.path, { recursive: true, force: true });
}

/** SQLite's lock on a file: the kernel gives it up however its holder ends. */
function waitForTurn(kind: string): () => void {
  const database = new DatabaseSync(join(FOLDER, `.${kind}.sqlite`), { timeout: LONGEST_TURN_MS });
  database.exec('BEGIN EXCLUSIVE');
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

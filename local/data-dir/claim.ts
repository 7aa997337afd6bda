import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readPrivateJson, writePrivateJson } from './private-file.ts';
import { EXIT, StartProblem } from './problem.ts';

/** Marks a directory as ours: only such a one is ever written to or emptied. */
const MARK = '.ism-link.json';
type Mark = { madeBy: 'ism-link'; format: 1; createdAt: string };

/**
 * Makes sure that a directory may hold the region's data: it is new, empty, or was made by us, and can be written to. Answers its absolute
 * path. Throws StartProblem.
 */
export function claimDataDir(path: string): string {
  const dataDir = resolve(path);
  try {
    makeDirectories(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(dataDir, error);
  }
  if (!statSync(dataDir).isDirectory()) throw unusable(dataDir, undefined);
  if (isOurs(dataDir)) return dataDir;
  if (readdirSync(dataDir).length > 0) throw foreign(dataDir);
  writePrivateJson(join(dataDir, MARK), {
    madeBy: 'ism-link',
    format: 1,
    createdAt: new Date().toISOString(),
  } satisfies Mark);
  return dataDir;
}

/** One by one: Node's `recursive` never returns where the kernel lets nobody make a directory (`/proc`). */
function makeDirectories(path: string): void {
  if (existsSync(path)) return;
  makeDirectories(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** Removes everything in a directory of ours but its mark and its lock, which the caller holds. */
export function emptyDataDir(dataDir: string): void {
  if (!isOurs(dataDir)) throw foreign(dataDir);
  for (const name of readdirSync(dataDir)) {
    if (name !== MARK && !name.startsWith('lock.')) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

function isOurs(dataDir: string): boolean {
  try {
    return readPrivateJson<Mark>(join(dataDir, MARK))?.madeBy === 'ism-link';
  } catch {
    return false;
  }
}

const unusable = (dataDir: string, cause: unknown): StartProblem =>
  new StartProblem(
    EXIT.dataDirUnusable,
    {
      ja: `${dataDir} に書き込めません。--data で書き込める場所を指定してください。`,
      en: `${dataDir} cannot be written to. Name a place that can with --data.`,
    },
    { cause },
  );

const foreign = (dataDir: string): StartProblem =>
  new StartProblem(EXIT.dataDirUnusable, {
    ja: `${dataDir} には ism-link のものではないファイルがあります。空の場所か新しい場所を --data で指定してください。`,
    en: `${dataDir} holds files that are not ism-link's. Name an empty or a new place with --data.`,
  });

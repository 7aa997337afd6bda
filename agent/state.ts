import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What became of a file as it then was. `sent`: the network has it; `rejected`: it was wrong; `seen`: whose it is, but out of scope. */
export type FileRecord = {
  path: string;
  size: number;
  mtimeMs: number;
  sha256?: string | undefined;
  outcome: 'sent' | 'rejected' | 'seen';
  localId?: string | undefined;
  code?: string | undefined;
  detail?: string | undefined;
};

/** A file as the folder shows it. */
export type FileStat = { path: string; size: number; mtimeMs: number };

export type State = {
  /** The record of this file, only if size and time are still the same. */
  find: (stat: FileStat) => FileRecord | undefined;
  /** The hash under which the path was last sent, whatever its time is now: a copied storage has new times and the same bytes. */
  sentHash: (path: string) => string | undefined;
  record: (files: readonly FileRecord[]) => void;
  close: () => void;
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS binding (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ms REAL NOT NULL, sha256 TEXT,
    outcome TEXT NOT NULL, local_id TEXT, code TEXT, detail TEXT
  ) STRICT, WITHOUT ROWID;`;

/**
 * Remembers what was sent, so that a second run sends nothing. No more than that: without it the network itself answers "unchanged".
 * `binding` names the region, the facility and the settings that decide what is sent; with another binding everything is forgotten.
 */
export function openState(file: string, binding: string): State {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  database.exec(SCHEMA);
  bind(database, binding);
  const select = database.prepare('SELECT * FROM files WHERE path = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const read = (path: string): FileRecord | undefined => {
    const row = select.get(path);
    return row === undefined ? undefined : recordOf(row);
  };
  return {
    find: ({ path, size, mtimeMs }) => {
      const known = read(path);
      return known?.size === size && known.mtimeMs === mtimeMs ? known : undefined;
    },
    sentHash: (path) => {
      const known = read(path);
      return known?.outcome === 'sent' ? known.sha256 : undefined;
    },
    record: (files) => {
      database.exec('BEGIN');
      for (const { path, size, mtimeMs, sha256, outcome, localId, code, detail } of files) {
        upsert.run(path, size, mtimeMs, sha256 ?? null, outcome, localId ?? null, code ?? null, detail ?? null);
      }
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}

function bind(database: DatabaseSync, binding: string): void {
  const known = database.prepare("SELECT value FROM binding WHERE name = 'binding'").get();
  if (known?.['value'] === binding) return;
  database.exec('BEGIN; DELETE FROM files;');
  database.prepare("INSERT OR REPLACE INTO binding VALUES ('binding', ?)").run(binding);
  database.exec('COMMIT');
}

function recordOf(row: Record<string, unknown>): FileRecord {
  const text = (name: string): string | undefined => (typeof row[name] === 'string' ? row[name] : undefined);
  return {
    path: text('path') ?? '',
    size: Number(row['size']),
    mtimeMs: Number(row['mtime_ms']),
    sha256: text('sha256'),
    outcome: (text('outcome') ?? 'seen') as FileRecord['outcome'],
    localId: text('local_id'),
    code: text('code'),
    detail: text('detail'),
  };
}

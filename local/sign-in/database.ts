import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS user (
  sub TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, status TEXT NOT NULL, enabled INTEGER NOT NULL,
  attributes TEXT NOT NULL, password_hash TEXT NOT NULL, password_expires_at INTEGER,
  reset_code_hash TEXT, reset_code_expires_at INTEGER,
  totp_secret TEXT, totp_pending TEXT, totp_step INTEGER, mfa_enabled INTEGER NOT NULL, mfa_preferred INTEGER NOT NULL,
  created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS user_by_name ON user (username COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS user_by_age ON user (created_at, sub);
CREATE TABLE IF NOT EXISTS membership (
  sub TEXT NOT NULL REFERENCES user (sub) ON DELETE CASCADE, group_name TEXT NOT NULL, PRIMARY KEY (sub, group_name)
) STRICT;
CREATE TABLE IF NOT EXISTS attempt (
  username TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL, locked_until INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS challenge (
  interaction TEXT PRIMARY KEY, sub TEXT NOT NULL REFERENCES user (sub) ON DELETE CASCADE,
  password_hash TEXT NOT NULL, totp_passed INTEGER NOT NULL, totp_secret TEXT, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS model (
  kind TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, account_id TEXT, grant_id TEXT, uid TEXT,
  expires_at INTEGER, PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS model_by_account ON model (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS model_by_grant ON model (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS model_by_uid ON model (uid) WHERE uid IS NOT NULL;
CREATE INDEX IF NOT EXISTS model_by_expiry ON model (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS ended_session (uid TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
`;

/**
 * Opens `DIR/sign-in.sqlite`, readable by its owner only. WAL with synchronous=FULL: what was answered is on the
 * disk, also after a power cut.
 */
export function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'sign-in.sqlite');
  // SQLite gives its -wal and -shm files the mode of the main file.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  database.exec(SCHEMA);
  return database;
}

/** Runs `work` in one write transaction; everything or nothing is kept. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

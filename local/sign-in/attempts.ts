import type { DatabaseSync } from 'node:sqlite';

const FREE_FAILURES = 5;
const LONGEST_LOCK_MS = 15 * 60 * 1000;
/** Counted from the end of the lock: otherwise the longest lock would wipe out its own reason. */
const FORGOTTEN_AFTER_MS = 15 * 60 * 1000;

/** Cognito's lock after the nth failure in a row: 2^(n-5) seconds from the fifth on, about 15 minutes at most. */
export function lockMs(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(1000 * 2 ** (failures - FREE_FAILURES), LONGEST_LOCK_MS);
}

type Row = { failures: number; last_at: number; locked_until: number };

/** Counts failed sign-ins by the name that was typed, in any case, whether or not such a user exists. */
export class Attempts {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * Charges one failure before the secret is looked at, so that guesses sent in parallel cannot slip past the lock;
   * `succeeded` takes it back. False while locked: then nothing is charged (Cognito, "Lockout behavior").
   */
  begin(username: string): boolean {
    const now = this.#now();
    // Another case is no other name, and no second set of guesses.
    const name = username.toLowerCase();
    const row = this.#database
      .prepare('SELECT failures, last_at, locked_until FROM attempt WHERE username = ?')
      .get(name) as Row | undefined;
    if (row && row.locked_until > now) return false;
    const isRemembered = row && Math.max(row.last_at, row.locked_until) > now - FORGOTTEN_AFTER_MS;
    const failures = isRemembered ? row.failures + 1 : 1;
    this.#database
      .prepare('INSERT OR REPLACE INTO attempt (username, failures, last_at, locked_until) VALUES (?, ?, ?, ?)')
      .run(name, failures, now, now + lockMs(failures));
    return true;
  }

  succeeded(username: string): void {
    this.#database.prepare('DELETE FROM attempt WHERE username = ?').run(username.toLowerCase());
  }

  purge(): void {
    const before = this.#now() - FORGOTTEN_AFTER_MS;
    this.#database.prepare('DELETE FROM attempt WHERE last_at <= ? AND locked_until <= ?').run(before, before);
  }
}

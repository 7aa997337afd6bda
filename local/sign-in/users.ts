import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

export type UserStatus = 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED' | 'RESET_REQUIRED';

export type User = {
  sub: string;
  username: string;
  status: UserStatus;
  enabled: boolean;
  /** Without `sub`. */
  attributes: Record<string, string>;
  passwordHash: string;
  /** When the temporary password ends, in ms; undefined for a permanent one. */
  passwordExpiresAt: number | undefined;
  /** Of the code that AdminResetUserPassword sent. */
  resetCodeHash: string | undefined;
  resetCodeExpiresAt: number | undefined;
  totpSecret: string | undefined;
  /** Given by AssociateSoftwareToken, not yet proven. */
  totpPending: string | undefined;
  totpStep: number | undefined;
  mfaEnabled: boolean;
  mfaPreferred: boolean;
  createdAt: number;
  modifiedAt: number;
};

/** What changes from one call to the next; `undefined` clears. */
export type UserChange = Partial<Omit<User, 'sub' | 'username' | 'createdAt' | 'modifiedAt'>>;

const COLUMNS: Record<keyof UserChange, string> = {
  status: 'status',
  enabled: 'enabled',
  attributes: 'attributes',
  passwordHash: 'password_hash',
  passwordExpiresAt: 'password_expires_at',
  resetCodeHash: 'reset_code_hash',
  resetCodeExpiresAt: 'reset_code_expires_at',
  totpSecret: 'totp_secret',
  totpPending: 'totp_pending',
  totpStep: 'totp_step',
  mfaEnabled: 'mfa_enabled',
  mfaPreferred: 'mfa_preferred',
};

type Row = Record<string, string | number | null>;

const text = (value: Row[string] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const integer = (value: Row[string] | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

export function userOfRow(row: Row): User {
  return {
    sub: String(row['sub']),
    username: String(row['username']),
    status: row['status'] as UserStatus,
    enabled: row['enabled'] === 1,
    attributes: JSON.parse(String(row['attributes'])) as Record<string, string>,
    passwordHash: String(row['password_hash']),
    passwordExpiresAt: integer(row['password_expires_at']),
    resetCodeHash: text(row['reset_code_hash']),
    resetCodeExpiresAt: integer(row['reset_code_expires_at']),
    totpSecret: text(row['totp_secret']),
    totpPending: text(row['totp_pending']),
    totpStep: integer(row['totp_step']),
    mfaEnabled: row['mfa_enabled'] === 1,
    mfaPreferred: row['mfa_preferred'] === 1,
    createdAt: Number(row['created_at']),
    modifiedAt: Number(row['modified_at']),
  };
}

function sqlValue(value: UserChange[keyof UserChange]): SQLInputValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

export type NewUser = {
  username: string;
  attributes: Record<string, string>;
  passwordHash: string;
  passwordExpiresAt: number;
};

/** The people of the pool. Every write is on the disk when the method returns. */
export class Users {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Undefined when the name is taken, in whatever case: the unique index decides, not a look before. */
  create(user: NewUser): User | undefined {
    const { username, attributes, passwordHash, passwordExpiresAt } = user;
    const now = this.#now();
    const row = this.#database
      .prepare(
        `INSERT INTO user (sub, username, status, enabled, attributes, password_hash, password_expires_at,
         mfa_enabled, mfa_preferred, created_at, modified_at)
         VALUES (?, ?, 'FORCE_CHANGE_PASSWORD', 1, ?, ?, ?, 0, 0, ?, ?) ON CONFLICT DO NOTHING RETURNING *`,
      )
      .get(randomUUID(), username, JSON.stringify(attributes), passwordHash, passwordExpiresAt, now, now) as
      | Row
      | undefined;
    return row && userOfRow(row);
  }

  bySub(sub: string): User | undefined {
    const row = this.#database.prepare('SELECT * FROM user WHERE sub = ?').get(sub) as Row | undefined;
    return row && userOfRow(row);
  }

  /** In any case of its Latin letters; the user keeps the name that was given. */
  byUsername(username: string): User | undefined {
    const found = this.#database.prepare('SELECT * FROM user WHERE username = ? COLLATE NOCASE').get(username);
    return found && userOfRow(found as Row);
  }

  change(sub: string, change: UserChange): void {
    const keys = Object.keys(change) as (keyof UserChange)[];
    const assignments = [...keys.map((key) => `${COLUMNS[key]} = ?`), 'modified_at = ?'].join(', ');
    const values = keys.map((key) => sqlValue(change[key]));
    this.#database.prepare(`UPDATE user SET ${assignments} WHERE sub = ?`).run(...values, this.#now(), sub);
  }

  /** Takes the time step of a one-time code; false when it, or a later one, was taken already. */
  takeTotpStep(sub: string, step: number): boolean {
    const { changes } = this.#database
      .prepare('UPDATE user SET totp_step = ? WHERE sub = ? AND (totp_step IS NULL OR totp_step < ?)')
      .run(step, sub, step);
    return changes === 1;
  }

  remove(sub: string): void {
    this.#database.prepare('DELETE FROM user WHERE sub = ?').run(sub);
  }

  /** Up to `limit` rows of a condition made by the caller, oldest first, after the given place. */
  page(condition: { sql: string; values: string[]; after: [number, string]; limit: number }): User[] {
    const rows = this.#database
      .prepare(
        `SELECT * FROM user WHERE (${condition.sql}) AND (created_at, sub) > (?, ?) ORDER BY created_at, sub LIMIT ?`,
      )
      .all(...condition.values, ...condition.after, condition.limit) as Row[];
    return rows.map(userOfRow);
  }

  groupsOf(sub: string): string[] {
    const rows = this.#database
      .prepare('SELECT group_name FROM membership WHERE sub = ? ORDER BY group_name')
      .all(sub) as { group_name: string }[];
    return rows.map((row) => row.group_name);
  }

  addToGroup(sub: string, group: string): void {
    this.#database.prepare('INSERT OR IGNORE INTO membership (sub, group_name) VALUES (?, ?)').run(sub, group);
  }

  removeFromGroup(sub: string, group: string): void {
    this.#database.prepare('DELETE FROM membership WHERE sub = ? AND group_name = ?').run(sub, group);
  }
}

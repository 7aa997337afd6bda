import type { DatabaseSync } from 'node:sqlite';
import type { Adapter, ModelPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { inTransaction } from './database.ts';

/** Issued only while their grant lives. */
const NEEDS_GRANT = new Set(['AuthorizationCode', 'RefreshToken']);
/** No session or interaction of a person lives longer than this. */
const TOMBSTONE_MS = 24 * 60 * 60 * 1000;

const nested = (payload: ModelPayload, ...path: string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], payload);

/** Whom a model belongs to: tokens and sessions name the account, an interaction the one that is signing in. */
function accountOf(payload: ModelPayload): string | null {
  const account =
    payload['accountId'] ?? nested(payload, 'result', 'login', 'accountId') ?? nested(payload, 'session', 'accountId');
  return typeof account === 'string' ? account : null;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Sessions, grants, codes, tokens and interactions of oidc-provider, kept in SQLite. */
export class Models {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** What oidc-provider asks of its storage for one kind of model. */
  adapter(kind: string): Adapter {
    return {
      upsert: async (id, payload, expiresIn) => this.#upsert({ kind, id, payload, expiresIn }),
      find: async (id) => this.#one('kind = ? AND id = ?', kind, id),
      findByUid: async (uid) => this.#one('kind = ? AND uid = ?', kind, uid),
      // Only the device flow asks, and it is off.
      findByUserCode: async () => undefined,
      consume: async (id) => this.#consume(kind, id),
      destroy: async (id) => {
        this.#database.prepare('DELETE FROM model WHERE kind = ? AND id = ?').run(kind, id);
      },
      revokeByGrantId: async (grantId) => {
        this.#database.prepare('DELETE FROM model WHERE kind = ? AND grant_id = ?').run(kind, grantId);
      },
    };
  }

  hasGrant(grantId: string): boolean {
    return this.#one('kind = ? AND id = ?', 'Grant', grantId) !== undefined;
  }

  /** Ends every session, grant, code and refresh token of a person, and whatever is on its way to become one. */
  endAccount(accountId: string): void {
    const until = Date.now() + TOMBSTONE_MS;
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO ended_session (uid, expires_at)
         SELECT uid, ? FROM model WHERE kind = 'Session' AND account_id = ? AND uid IS NOT NULL`,
      )
      .run(until, accountId);
    this.#database.prepare('DELETE FROM model WHERE account_id = ?').run(accountId);
  }

  purge(): void {
    const now = Date.now();
    this.#database.prepare('DELETE FROM model WHERE expires_at <= ?').run(now);
    this.#database.prepare('DELETE FROM ended_session WHERE expires_at <= ?').run(now);
  }

  #upsert({
    kind,
    id,
    payload,
    expiresIn,
  }: {
    kind: string;
    id: string;
    payload: ModelPayload;
    expiresIn?: number | undefined;
  }): void {
    const grantId = textOrNull(payload['grantId']);
    const uid = kind === 'Session' ? textOrNull(payload['uid']) : null;
    const expiresAt = expiresIn === undefined ? null : Date.now() + expiresIn * 1000;
    inTransaction(this.#database, () => {
      // A request that began before a sign-out must not write back what the sign-out took away.
      if (NEEDS_GRANT.has(kind) && (grantId === null || !this.hasGrant(grantId))) {
        throw new errors.InvalidGrant('grant has ended');
      }
      if (uid !== null && this.#hasEnded(uid)) return;
      this.#database
        .prepare(
          `INSERT OR REPLACE INTO model (kind, id, payload, account_id, grant_id, uid, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(kind, id, JSON.stringify(payload), accountOf(payload), grantId, uid, expiresAt);
    });
  }

  #hasEnded(uid: string): boolean {
    return this.#database.prepare('SELECT 1 FROM ended_session WHERE uid = ?').get(uid) !== undefined;
  }

  #one(condition: string, ...values: string[]): ModelPayload | undefined {
    const row = this.#database.prepare(`SELECT payload FROM model WHERE ${condition}`).get(...values) as
      | { payload: string }
      | undefined;
    return row && (JSON.parse(row.payload) as ModelPayload);
  }

  /** A code is spent by one request only, also when two arrive together (RFC 6749, 4.1.2). */
  #consume(kind: string, id: string): void {
    const { changes } = this.#database
      .prepare(
        `UPDATE model SET payload = json_set(payload, '$.consumed', ?)
         WHERE kind = ? AND id = ? AND json_extract(payload, '$.consumed') IS NULL`,
      )
      .run(Math.floor(Date.now() / 1000), kind, id);
    if (changes === 0) throw new errors.InvalidGrant('already consumed');
  }
}

import type { DatabaseSync } from 'node:sqlite';

/** A person who gave the right password and has more to do: change it, or show a one-time code. */
export type Challenge = {
  /** The interaction of oidc-provider that the browser's cookie names. */
  interaction: string;
  sub: string;
  /** As it was when the password was checked; a changed password voids the challenge. */
  passwordHash: string;
  totpPassed: boolean;
  /** The secret offered for enrolment, not yet the user's. */
  totpSecret: string | undefined;
};

/** Long enough to type a new password without haste (WCAG 2.2, 2.2.1). */
const CHALLENGE_MS = 15 * 60 * 1000;

type Row = { interaction: string; sub: string; password_hash: string; totp_passed: number; totp_secret: string | null };

export class Challenges {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  find(interaction: string): Challenge | undefined {
    const row = this.#database
      .prepare('SELECT * FROM challenge WHERE interaction = ? AND expires_at > ?')
      .get(interaction, this.#now()) as Row | undefined;
    if (!row) return undefined;
    return {
      interaction: row.interaction,
      sub: row.sub,
      passwordHash: row.password_hash,
      totpPassed: row.totp_passed === 1,
      totpSecret: row.totp_secret ?? undefined,
    };
  }

  put(challenge: Challenge): void {
    const { interaction, sub, passwordHash, totpPassed, totpSecret } = challenge;
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO challenge (interaction, sub, password_hash, totp_passed, totp_secret, expires_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(interaction, sub, passwordHash, totpPassed ? 1 : 0, totpSecret ?? null, this.#now() + CHALLENGE_MS);
  }

  remove(interaction: string): void {
    this.#database.prepare('DELETE FROM challenge WHERE interaction = ?').run(interaction);
  }

  purge(): void {
    this.#database.prepare('DELETE FROM challenge WHERE expires_at <= ?').run(this.#now());
  }
}

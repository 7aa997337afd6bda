import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One version of the hosted configuration, as it is kept. */
export type Version = {
  number: number;
  content: Buffer;
  contentType: string;
  description: string | undefined;
  label: string | undefined;
};

/** One deployment; it is over as soon as it is begun. Times are ISO 8601. */
export type Deployment = {
  number: number;
  version: number;
  description: string | undefined;
  state: 'COMPLETE' | 'REVERTED';
  at: string;
};

const SCHEMA = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS versions (
  number INTEGER PRIMARY KEY, content BLOB NOT NULL, content_type TEXT NOT NULL, description TEXT, label TEXT UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS deployments (
  number INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions(number), description TEXT,
  state TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
`;

type Row = Record<string, unknown>;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The versions and deployments of the flag, in `DIR/appconfig/appconfig.sqlite`. What was acknowledged outlives a kill. */
export class FlagStore {
  readonly #database: DatabaseSync;

  constructor(dataDir: string) {
    const directory = join(dataDir, 'appconfig');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(join(directory, 'appconfig.sqlite'));
    this.#database.exec(SCHEMA);
  }

  /** Oldest first. */
  versions(): Version[] {
    return this.#database.prepare('SELECT * FROM versions ORDER BY number').all().map(versionOf);
  }

  latestVersionNumber(): number {
    return Number(this.#database.prepare('SELECT MAX(number) AS latest FROM versions').get()?.['latest'] ?? 0);
  }

  /** By its number, or by its label. */
  version(name: string): Version | undefined {
    const row = this.#database
      .prepare('SELECT * FROM versions WHERE CAST(number AS TEXT) = :name OR label = :name')
      .get({ name });
    return row && versionOf(row);
  }

  addVersion(version: Omit<Version, 'number'>): Version {
    const number = this.latestVersionNumber() + 1;
    this.#database
      .prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?)')
      .run(number, version.content, version.contentType, version.description ?? null, version.label ?? null);
    return { ...version, number };
  }

  /** Newest first. */
  deployments(): Deployment[] {
    return this.#database.prepare('SELECT * FROM deployments ORDER BY number DESC').all().map(deploymentOf);
  }

  addDeployment(of: { version: number; description: string | undefined; at: string }): Deployment {
    const number = (this.deployments()[0]?.number ?? 0) + 1;
    this.#database
      .prepare("INSERT INTO deployments VALUES (?, ?, ?, 'COMPLETE', ?)")
      .run(number, of.version, of.description ?? null, of.at);
    return { ...of, number, state: 'COMPLETE' };
  }

  revert(number: number): void {
    this.#database.prepare("UPDATE deployments SET state = 'REVERTED' WHERE number = ?").run(number);
  }

  /** What stands deployed now, and before that; each undefined where there is none. */
  deployed(): { current: Version | undefined; previous: Version | undefined } {
    const standing = this.deployments().filter(({ state }) => state === 'COMPLETE');
    const [current, previous] = standing.map(({ version }) => this.version(String(version)));
    return { current, previous };
  }

  close(): void {
    this.#database.close();
  }
}

const versionOf = (row: Row): Version => ({
  number: Number(row['number']),
  content: Buffer.from(row['content'] as Uint8Array),
  contentType: String(row['content_type']),
  description: textOf(row['description']),
  label: textOf(row['label']),
});

const deploymentOf = (row: Row): Deployment => ({
  number: Number(row['number']),
  version: Number(row['version']),
  description: textOf(row['description']),
  state: row['state'] === 'REVERTED' ? 'REVERTED' : 'COMPLETE',
  at: String(row['at']),
});

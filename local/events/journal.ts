import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Something that must be done at least once. `body` is JSON. */
export type Job = {
  id: number;
  kind: 'scan' | 'deliver';
  target: string;
  body: string;
  attempts: number;
  createdAt: number;
};

const SCHEMA = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, target TEXT NOT NULL, body TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS due ON jobs(due_at);
CREATE TABLE IF NOT EXISTS positions (
  mapping TEXT NOT NULL, shard TEXT NOT NULL, sequence_number TEXT NOT NULL, PRIMARY KEY (mapping, shard)
) STRICT;
CREATE TABLE IF NOT EXISTS schedules (rule TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS dead_letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
`;

/**
 * What the event sources must not forget, in `DIR/events/journal.sqlite`: jobs that wait, how far each stream has been read, since when each schedule
 * runs, and what ended as a dead letter. Times are milliseconds since 1970.
 */
export class Journal {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly #statements = new Map<string, StatementSync>();

  constructor(dataDir: string, now: () => number = Date.now) {
    const directory = join(dataDir, 'events');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(join(directory, 'journal.sqlite'));
    this.#database.exec(SCHEMA);
    this.#now = now;
  }

  addJob(job: { kind: Job['kind']; target: string; body: string }): void {
    const now = this.#now();
    this.#run(
      'INSERT INTO jobs (kind, target, body, due_at, created_at) VALUES (?, ?, ?, ?, ?)',
      job.kind,
      job.target,
      job.body,
      now,
      now,
    );
  }

  /** Jobs whose time has come, oldest first. */
  dueJobs(limit: number): Job[] {
    const rows = this.#prepare(
      'SELECT id, kind, target, body, attempts, created_at AS createdAt FROM jobs WHERE due_at <= ? ORDER BY id LIMIT ?',
    ).all(this.#now(), limit);
    return rows as unknown as Job[];
  }

  countJobs(): number {
    return Number(this.#prepare('SELECT COUNT(*) AS n FROM jobs').get()?.['n'] ?? 0);
  }

  /** Ends a job and begins those that follow from it, both or neither. */
  finishJob(id: number, next: { kind: Job['kind']; target: string; body: string }[] = []): void {
    this.#atomically(() => {
      for (const job of next) this.addJob(job);
      this.#run('DELETE FROM jobs WHERE id = ?', id);
    });
  }

  postponeJob(id: number, milliseconds: number): void {
    this.#run('UPDATE jobs SET attempts = attempts + 1, due_at = ? WHERE id = ?', this.#now() + milliseconds, id);
  }

  /** Gives a job up; its dead letter goes to a queue of the template, if it names one. */
  buryJob(id: number, letter: { queue: string; body: string } | undefined): void {
    this.#atomically(() => {
      if (letter) this.addDeadLetter(letter);
      this.#run('DELETE FROM jobs WHERE id = ?', id);
    });
  }

  addDeadLetter(letter: { queue: string; body: string }): void {
    this.#run('INSERT INTO dead_letters (queue, body, at) VALUES (?, ?, ?)', letter.queue, letter.body, this.#now());
  }

  deadLetters(): { queue: string; body: string; at: number }[] {
    const rows = this.#prepare('SELECT queue, body, at FROM dead_letters ORDER BY id').all();
    return rows as unknown as { queue: string; body: string; at: number }[];
  }

  position(mapping: string, shard: string): string | undefined {
    const row = this.#prepare('SELECT sequence_number AS at FROM positions WHERE mapping = ? AND shard = ?').get(
      mapping,
      shard,
    );
    return typeof row?.['at'] === 'string' ? row['at'] : undefined;
  }

  movePosition(at: { mapping: string; shard: string; sequenceNumber: string }): void {
    this.#run(
      'INSERT INTO positions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sequence_number = excluded.sequence_number',
      at.mapping,
      at.shard,
      at.sequenceNumber,
    );
  }

  /** When a schedule was first seen: its rate counts from there, over every restart. */
  scheduledSince(rule: string): number {
    this.#run('INSERT INTO schedules VALUES (?, ?) ON CONFLICT DO NOTHING', rule, this.#now());
    return Number(this.#prepare('SELECT since FROM schedules WHERE rule = ?').get(rule)?.['since']);
  }

  close(): void {
    this.#database.close();
  }

  #atomically(act: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      act();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #prepare(sql: string): StatementSync {
    const prepared = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #run(sql: string, ...values: (string | number)[]): void {
    this.#prepare(sql).run(...values);
  }
}

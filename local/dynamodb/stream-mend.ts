import { DatabaseSync } from 'node:sqlite';

/**
 * As shipped, each stream write reads the whole stream table (1.5 ms → 17 ms a put at 31,000 records). One index and a trigger that trims
 * mend it. The last record of each table must stay: its sequence number is where the next one begins, and consumers would miss events
 * if it began anew. 20,000 records are kept, far more than the pollers lag behind; DynamoDB itself keeps 24 hours.
 */
const MEND = `
CREATE INDEX IF NOT EXISTS ix_stream ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
CREATE TRIGGER IF NOT EXISTS trim_stream AFTER INSERT ON _stream_records WHEN NEW.id % 1000 = 0 BEGIN
  DELETE FROM _stream_records WHERE id <= NEW.id - 20000
    AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name);
END;
`;

/** Applies the mend to a store's file, after its first start has made the tables. Idempotent. */
export function mendStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    database.exec(MEND);
  } finally {
    database.close();
  }
}

import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Cognito would have mailed. `secret` is the temporary password or the confirmation code. */
export type Letter = {
  kind: 'invitation' | 'password-reset';
  username: string;
  to: string | undefined;
  secret: string;
  at: number;
};

/**
 * Stands in for Cognito's e-mail: one file per letter in `DIR/outbox`, readable by the owner only. Nothing leaves
 * the machine.
 */
export function putIntoOutbox(dataDir: string, letter: Letter): void {
  const directory = join(dataDir, 'outbox');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const name = `${new Date(letter.at).toISOString().replaceAll(':', '')}-${letter.kind}-${randomUUID()}.json`;
  writeFileSync(join(directory, name), `${JSON.stringify(letter)}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

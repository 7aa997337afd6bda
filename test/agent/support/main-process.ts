import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../../agent/network/connection.ts';
import { newFolder } from './storage.ts';

/** The data directory of a region that runs elsewhere: only its `region.json`. */
export function regionFolder(connection: Connection, facilityId = 'ty-hospital'): string {
  const { origin, issuer, clientId, clientSecret, regionId } = connection;
  const folder = newFolder();
  const region = {
    url: origin,
    issuer,
    regionId,
    systems: [{ facilityId, clientId, clientSecret }],
    somethingElse: true,
  };
  writeFileSync(join(folder, 'region.json'), JSON.stringify(region));
  return folder;
}

export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** The command as a hospital runs it: a process of its own. */
export function runMain(
  args: string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(process.cwd(), 'agent/main.ts'), ...args], {
    env: { ...process.env, ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

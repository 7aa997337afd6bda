import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A child that must not outlive us, not even when we are killed by SIGKILL: the shell's watcher reads our end of a pipe, and its end of
 * file, which the kernel makes, ends the child. `$1` is the pid file, the rest is the command.
 */
const KEEPER = `
pidfile=$1; shift
exec 3<&0
"$@" </dev/null & child=$!
echo $child > "$pidfile"
( while read -r _ <&3; do :; done; kill -9 $child ) 2>/dev/null & watcher=$!
wait $child; code=$?
kill $watcher 2>/dev/null
exit $code
`;

export type KeptChild = { process: ChildProcess; exited: Promise<number | null>; end(): Promise<void> };

/** Starts a command that dies with this process. `log` is a file descriptor that takes what it prints. */
export function keepChild(command: string[], at: { pidFile: string; log: number }): KeptChild {
  const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', at.pidFile, ...command], {
    stdio: ['pipe', at.log, at.log],
    // Ctrl-C reaches the whole foreground group; the store must be closed after the last request instead.
    detached: true,
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  return {
    process: child,
    exited,
    async end() {
      child.stdin?.end();
      await exited;
      rmSync(at.pidFile, { force: true });
    },
  };
}

/**
 * Ends what an earlier run left behind. The recorded pid may by now belong to somebody else's process: only one whose command line names
 * our own file is ended.
 */
export async function endLeftover(pidFile: string, mark: string): Promise<void> {
  const pid = Number(readOptional(pidFile));
  if (!Number.isInteger(pid) || pid <= 1) return;
  for (let attempt = 0; attempt < 100 && commandLineOf(pid).includes(mark); attempt += 1) {
    if (attempt === 0) process.kill(pid, 'SIGKILL');
    await wait(20);
  }
}

const commandLineOf = (pid: number): string => readOptional(`/proc/${pid}/cmdline`);

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

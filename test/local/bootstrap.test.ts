import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const BOOTSTRAP = join(__dirname, '../../local/bootstrap.mjs');

/** Runs a script of the test through the bootstrap. */
function run(source: string, argv: string[] = []) {
  const script = join(mkdtempSync(join(tmpdir(), 'bootstrap-')), 'script.mjs');
  writeFileSync(script, source);
  const child = spawn(process.execPath, [BOOTSTRAP, script, ...argv], { stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<{ code: number | null; printed: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, printed })),
  );
  return { child, ended, firstLine: new Promise((resolve) => child.stdout.once('data', resolve)) };
}

describe('the bootstrap', () => {
  it('runs the script on Node 24, passes arguments and exit code on, and prints nothing of its own', async () => {
    const source =
      'console.log(JSON.stringify([process.versions.node.split(".")[0], process.argv.slice(2)])); process.exitCode = 7;';
    expect(await run(source, ['--port', '1', 'x y']).ended).toEqual({
      code: 7,
      printed: '["24",["--port","1","x y"]]\n',
    });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on and waits for the script to end', async (signal) => {
    const { child, ended, firstLine } = run(
      `process.on('${signal}', () => { console.log('cleaned up'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000);`,
    );
    await firstLine;
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, printed: 'up\ncleaned up\n' });
  });

  it('tells the script by its channel when it is killed itself', async () => {
    const { child, ended, firstLine } = run(
      `process.on('disconnect', () => { console.log('alone'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000);`,
    );
    await firstLine;
    child.kill('SIGKILL');
    expect((await ended).printed).toBe('up\nalone\n');
  });
});

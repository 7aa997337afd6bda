import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { claimDataDir, emptyDataDir } from '../../../local/data-dir/claim.ts';
import { lockDataDir } from '../../../local/data-dir/lock.ts';

const newDir = (): string => mkdtempSync(join(tmpdir(), 'claim-'));

describe('claiming a data directory', () => {
  it('makes it where it is absent, for its owner alone, and knows it again', () => {
    const path = join(newDir(), 'deep', 'data');
    expect(claimDataDir(path)).toBe(path);
    writeFileSync(join(path, 'something'), 'x');
    expect(claimDataDir(path)).toBe(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('refuses a directory that holds somebody else’s files, and deletes none of them', () => {
    const path = newDir();
    writeFileSync(join(path, 'thesis.txt'), 'precious');
    expect(() => claimDataDir(path)).toThrow(expect.objectContaining({ exitCode: 5 }));
    expect(() => emptyDataDir(path)).toThrow(expect.objectContaining({ exitCode: 5 }));
    expect(readdirSync(path)).toEqual(['thesis.txt']);
  });

  it('refuses a path that is a file, or cannot be made', () => {
    const file = join(newDir(), 'file');
    writeFileSync(file, '');
    expect(() => claimDataDir(file)).toThrow(expect.objectContaining({ exitCode: 5 }));
    expect(() => claimDataDir('/proc/nothing/here')).toThrow(
      expect.objectContaining({ exitCode: 5, says: { ja: expect.any(String), en: expect.any(String) } }),
    );
  });

  it('refuses one that cannot be written to', () => {
    const path = newDir();
    chmodSync(path, 0o500);
    // The superuser may write everywhere, and then there is nothing to refuse.
    if (process.getuid?.() === 0) expect(claimDataDir(path)).toBe(path);
    else expect(() => claimDataDir(path)).toThrow(expect.objectContaining({ exitCode: 5 }));
  });

  it('is emptied of everything but its mark and its lock', () => {
    const path = claimDataDir(newDir());
    const lock = lockDataDir(path, 3000);
    writeFileSync(join(path, 'accounts.json'), '[]');
    emptyDataDir(path);
    expect(existsSync(join(path, 'accounts.json'))).toBe(false);
    expect(claimDataDir(path)).toBe(path);
    lock.release();
  });
});

describe('locking a data directory', () => {
  it('refuses a second region, and says which one holds it', async () => {
    const path = claimDataDir(newDir());
    const holder = await hold(path);
    expect(() => lockDataDir(path, 3000)).toThrow(
      expect.objectContaining({
        exitCode: 4,
        says: expect.objectContaining({ en: expect.stringContaining(`pid ${holder.pid}, port 4321`) }),
      }),
    );
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
  });

  it('is free again as soon as its holder is dead, however it died', async () => {
    const path = claimDataDir(newDir());
    const holder = await hold(path);
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    expect(() => lockDataDir(path, 3000).release()).not.toThrow();
  });
});

async function hold(path: string) {
  const lock = JSON.stringify(join(__dirname, '../../../local/data-dir/lock.ts'));
  const code = `import { lockDataDir } from ${lock}; lockDataDir(${JSON.stringify(path)}, 4321); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  return holder;
}

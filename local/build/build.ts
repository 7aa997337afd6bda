import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EXIT, StartProblem } from '../data-dir/problem.ts';
import { digestOf } from './inputs.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Something that is made from sources by a script of its own. */
type Step = { name: string; script: string; inputs: string[]; output: string };

const STEPS: Step[] = [
  {
    name: 'cloud assembly',
    // Bundles the functions too.
    script: 'infra/app.ts',
    inputs: ['infra', 'functions', 'layers', 'schemas', 'events', 'cdk.json', 'package-lock.json', 'tsconfig.json'],
    output: 'cdk.out/manifest.json',
  },
  {
    name: 'web',
    script: 'web/build.ts',
    inputs: ['web', 'schemas', 'package-lock.json', 'tsconfig.json'],
    output: 'dist/web/index.html',
  },
];

/**
 * Builds what is older than its sources: the functions' bundles with the cloud assembly, and the pages. Compares contents, not
 * dates. Several processes may ask at once: one builds, the others wait. Answers what was built. Throws StartProblem.
 */
export async function buildStale(say: (name: string) => void = () => {}): Promise<string[]> {
  if (STEPS.every(isFresh)) return [];
  const release = await waitForTurn();
  try {
    const stale = STEPS.filter((step) => !isFresh(step));
    await Promise.all(
      stale.map(async (step) => {
        say(step.name);
        const digest = digestOf(ROOT, step.inputs);
        await run(step);
        writeFileSync(stampOf(step), digest);
      }),
    );
    return stale.map((step) => step.name);
  } finally {
    release();
  }
}

const stampOf = (step: Step): string => join(ROOT, 'dist', `.${step.name.replace(' ', '-')}.stamp`);

function isFresh(step: Step): boolean {
  if (!existsSync(join(ROOT, step.output)) || !existsSync(stampOf(step))) return false;
  return readFileSync(stampOf(step), 'utf8') === digestOf(ROOT, step.inputs);
}

/** SQLite's lock on a file: waits for another process that builds, and cannot be left behind by one that was killed. */
async function waitForTurn(): Promise<() => void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const database = new DatabaseSync(join(ROOT, 'dist', '.building.sqlite'), { timeout: 180_000 });
  database.exec('BEGIN EXCLUSIVE');
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

async function run(step: Step): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, step.script)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code === 0) return;
  const why = printed.join('').trim();
  throw new StartProblem(EXIT.buildFailed, {
    ja: `${step.script} が失敗しました。\n${why}`,
    en: `${step.script} failed (its words stand above).`,
  });
}

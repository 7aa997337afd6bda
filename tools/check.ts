/** `npm run check`: everything that must be green at every commit, two at a time, each with its time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

type Step = { name: string; command: string; args: string[] };
const npx = (name: string, command: string, ...args: string[]): Step => ({
  name,
  command: join(ROOT, 'node_modules', '.bin', command),
  args,
});
const script = (name: string, ...args: string[]): Step => ({ name, command: process.execPath, args });

const STEPS: Step[] = [
  script('infrastructure: cdk-nag AwsSolutions and HIPAA, cfn-guard', 'infra/nag.ts'),
  npx('lint, with types', 'oxlint', '--type-aware', '--deny-warnings', '.'),
  npx('types', 'tsc', '--noEmit', '-p', 'tsconfig.json'),
  npx('types of the web', 'tsc', '--noEmit', '-p', 'web/tsconfig.json'),
  npx('types of what looks at the web', 'tsc', '--noEmit', '-p', 'tsconfig.browser.json'),
  npx('format', 'biome', 'ci', '.'),
  npx('dead code', 'knip'),
  npx(
    'layering',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'schemas',
    'events',
    'layers',
    'functions',
    'infra',
    'agent',
    'local',
    'web',
    'tools',
    'bench',
  ),
  script('generated files fresh', 'tools/generate-rules.ts', '--check'),
];

const run = (step: Step): Promise<{ step: Step; code: number; output: string; seconds: number }> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(step.command, step.args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (code) =>
      resolve({
        step,
        code: code ?? 1,
        output: Buffer.concat(chunks).toString('utf8'),
        seconds: (performance.now() - startedAt) / 1000,
      }),
    );
  });

const waiting = [...STEPS];
let failed = 0;
const worker = async (): Promise<void> => {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const { code, output, seconds } = await run(step);
    process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1).padStart(5)} s  ${step.name}\n`);
    if (code !== 0) {
      failed += 1;
      process.stdout.write(`${output}\n`);
    }
  }
};
await Promise.all([worker(), worker()]);
process.stdout.write(`check: ${STEPS.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

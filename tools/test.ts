/** `npm test`: the whole suite, or the files that are named; ends with one plain line of what passed and failed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'ism-link-test-'));
const results = join(scratch, 'results.json');
const args = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${results}`, ...process.argv.slice(2)];
// Jest's own report goes to stderr; its JSON, also sent to stdout, is only wanted in the file.
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['inherit', 'ignore', 'inherit'] });

type Results = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numFailedTestSuites: number };
let exitCode = status ?? 1;
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(results, 'utf8'),
  ) as Results;
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  process.stdout.write(`tests: ${numPassedTests} passed, ${numFailedTests} failed${skipped}\n`);
  if (numPassedTests === 0 || numFailedTestSuites > 0) exitCode = exitCode === 0 ? 1 : exitCode;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = exitCode;

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { type Written, writeFunction } from '../functions/function-files.ts';

const HANDLER = join(__dirname, '../../../functions/validate-flag/handler.ts');

/** The real validator, bundled as for Lambda, in a worker. */
export async function writeValidator(): Promise<Written> {
  const directory = mkdtempSync(join(tmpdir(), 'validator-'));
  mkdirSync(join(directory, 'functions', 'validate-flag'), { recursive: true });
  writeFileSync(
    join(directory, 'functions', 'validate-flag', 'handler.ts'),
    `export { handler } from ${JSON.stringify(HANDLER)};\n`,
  );
  const [bundle] = await bundleFunctions({
    functionsDir: join(directory, 'functions'),
    outDir: join(directory, 'dist'),
  });
  return writeFunction('return own(event);', {
    before: `import { handler as own } from ${JSON.stringify(bundle?.file)};`,
  });
}

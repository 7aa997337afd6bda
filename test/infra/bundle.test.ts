import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bundleFunctions } from '../../infra/bundle.ts';
import { defaultProvider } from '../../infra/lambda-credentials.ts';

/** What the provider finds when the environment is exactly this. */
const defaultProviderWith = async (environment: Record<string, string>) => {
  const before = process.env;
  process.env = environment;
  try {
    return await defaultProvider()();
  } finally {
    process.env = before;
  }
};

describe('bundling', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ism-link-bundle-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const write = (path: string, text: string): void => {
    const file = join(dir, 'functions', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const bundle = (outDir = 'dist') =>
    bundleFunctions({ functionsDir: join(dir, 'functions'), outDir: join(dir, outDir) });
  const bytesOf = (name: string, outDir = 'dist') => readFileSync(join(dir, outDir, name, 'index.mjs'), 'utf8');

  it('finds each folder with a handler, leaves out what is not used, and writes what it did', async () => {
    write(
      'one/handler.ts',
      "import { used } from '../shared.ts';\nexport const handler = async (): Promise<string> => used;\n",
    );
    write('two/handler.ts', "export const handler = () => 'two';\n");
    write('shared.ts', "export const used = 'is used';\nexport const unused = 'is not used';\n");
    write('notes/README.md', 'no function');
    const bundles = await bundle();
    expect(bundles.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(bytesOf('one')).toContain('is used');
    expect(bytesOf('one')).not.toContain('is not used');
    expect(bundles[0]?.bytes).toBe(Buffer.byteLength(bytesOf('one')));
    const { outputs } = JSON.parse(readFileSync(join(dir, 'dist.meta.json'), 'utf8')) as { outputs: object };
    expect(Object.keys(outputs).some((path) => path.endsWith('one/index.mjs'))).toBe(true);
  });

  it('keeps source maps out of what Lambda loads', async () => {
    write('one/handler.ts', "export const handler = () => 'one';\n");
    await bundle();
    expect(readdirSync(join(dir, 'dist', 'one'))).toEqual(['index.mjs']);
    expect(existsSync(join(dir, 'dist.maps', 'one.mjs.map'))).toBe(true);
  });

  it('takes credentials from the environment, where Lambda puts them, and brings no other way of finding some', async () => {
    const sdk = createRequire(import.meta.url).resolve('@aws-sdk/client-dynamodb');
    write(
      'one/handler.ts',
      `import { DynamoDBClient } from '${sdk}';\nexport const handler = () => new DynamoDBClient({});\n`,
    );
    await bundle();
    const { inputs } = JSON.parse(readFileSync(join(dir, 'dist.meta.json'), 'utf8')) as { inputs: object };
    expect(
      Object.keys(inputs).filter((path) => /credential-provider|nested-clients|lambda-credentials/.test(path)),
    ).toEqual(['infra/lambda-credentials.ts']);
    const credentials = await defaultProviderWith({
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
    });
    expect(credentials).toEqual({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' });
    await expect(defaultProviderWith({})).rejects.toThrow('no credentials in the environment');
  });

  it('gives the same bytes for the same sources', async () => {
    write('one/handler.ts', "export const handler = () => 'one';\n");
    await bundle();
    await bundle('again');
    expect(bytesOf('one', 'again')).toBe(bytesOf('one'));
  });

  it('forgets a function that is gone', async () => {
    write('one/handler.ts', "export const handler = () => 'one';\n");
    write('two/handler.ts', "export const handler = () => 'two';\n");
    await bundle();
    rmSync(join(dir, 'functions', 'two'), { recursive: true });
    await bundle();
    expect(readdirSync(join(dir, 'dist'))).toEqual(['one']);
  });

  it('refuses a folder without functions, a handler that exports none, and a broken one, and says which', async () => {
    await expect(bundle()).rejects.toThrow('There is no folder of functions');
    write('notes/README.md', 'no function');
    await expect(bundle()).rejects.toThrow('No functions/<name>/handler.ts found');
    write('one/handler.ts', 'export const handle = () => 1;\n');
    await expect(bundle()).rejects.toThrow('handler.ts exports no "handler": one');
    write('one/handler.ts', "import { absent } from './absent.ts';\nexport const handler = () => absent;\n");
    await expect(bundle()).rejects.toThrow('Could not resolve "./absent.ts"');
    expect(existsSync(join(dir, 'dist'))).toBe(false);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { decidingPartsOnly } from '../../infra/deciding-parts.ts';
import { ruleTableHash, TABLE } from '../../layers/rules/table.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let bundled: { TABLE: typeof TABLE; ruleTableHash: () => string; FACTS: Record<string, object> };
let text: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'));
  const result = await build({
    stdin: {
      contents: `export { TABLE, ruleTableHash } from './layers/rules/table.ts';\nexport { FACTS } from './layers/rules/facts.ts';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    plugins: [decidingPartsOnly],
  });
  text = result.outputFiles[0]?.text ?? '';
  const file = join(folder, 'rules.cjs');
  writeFileSync(file, text);
  bundled = (await import(pathToFileURL(file).href)) as typeof bundled;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the rules as functions carry them', () => {
  it('decide as the table does: the same rows, the same hash', () => {
    expect(bundled.ruleTableHash()).toBe(ruleTableHash());
    const deciding = ({ basis: _basis, examples: _examples, ...row }: (typeof TABLE)[number]) => row;
    expect(bundled.TABLE).toEqual(TABLE.map(deciding));
  });

  it('carry no example, no basis and no sentence of a fact', () => {
    const [row] = TABLE;
    expect(text).not.toContain(row?.examples.allow.says.ja);
    expect(Object.values(bundled.FACTS).flatMap((fact) => Object.keys(fact))).not.toContain('ja');
  });
});

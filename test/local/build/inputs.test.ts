import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../local/build/inputs.ts';

function newSources(): string {
  const root = mkdtempSync(join(tmpdir(), 'inputs-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'a.ts'), 'a');
  writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'b');
  return root;
}

describe('the digest of sources', () => {
  it('is the same for the same files, wherever and whenever they were written', () => {
    expect(digestOf(newSources(), ['src', 'absent.json'])).toBe(digestOf(newSources(), ['src', 'absent.json']));
  });

  it.each<[string, (root: string) => void]>([
    ['a changed file', (root) => writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'c')],
    ['a new file', (root) => writeFileSync(join(root, 'src', 'c.ts'), '')],
    ['a renamed file', (root) => renameSync(join(root, 'src', 'a.ts'), join(root, 'src', 'z.ts'))],
    ['a file that was absent', (root) => writeFileSync(join(root, 'absent.json'), '{}')],
  ])('changes with %s', (_name, change) => {
    const root = newSources();
    const before = digestOf(root, ['src', 'absent.json']);
    change(root);
    expect(digestOf(root, ['src', 'absent.json'])).not.toBe(before);
  });

  it('does not look at what is built or installed', () => {
    const root = newSources();
    const before = digestOf(root, ['src']);
    mkdirSync(join(root, 'src', 'node_modules'));
    writeFileSync(join(root, 'src', 'node_modules', 'x.js'), '');
    expect(digestOf(root, ['src'])).toBe(before);
  });
});

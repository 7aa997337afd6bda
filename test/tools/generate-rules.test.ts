import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ruleTableHash, TABLE } from '../../layers/rules/table.ts';

const generate = (...options: string[]): string =>
  execFileSync('node', ['tools/generate-rules.ts', ...options], { encoding: 'utf8', stdio: 'pipe' });

describe('RULES.md', () => {
  const written = readFileSync('RULES.md', 'utf8');

  it('is what the table says today', () => {
    expect(() => generate('--check')).not.toThrow();
  });

  it('gives every rule once in full, in both languages, with its examples', () => {
    for (const rule of TABLE) {
      expect(written.split(`#### ${rule.id}　`)).toHaveLength(2);
      for (const { ja, en } of [rule.says, rule.examples.allow.says, rule.examples.deny.says]) {
        expect(written).toContain(ja);
        expect(written).toContain(en);
      }
    }
  });

  it('names the table it was made from, which receipts name too', () => {
    expect(written).toContain(`\`${ruleTableHash()}\``);
  });
});

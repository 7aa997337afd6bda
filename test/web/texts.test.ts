import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';

const WEB = join(__dirname, '../../web');
const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: relative('.', file), text: readFileSync(join(WEB, file), 'utf8') }))
  .filter(({ text }) => /^(?:export )?const \w+ = defineTexts\(/m.test(text));

/** `{ ja: { key: 'text' }, en: { … } }` as the file writes it: plain literals, nothing computed. */
const textsIn = (text: string): { ja: Record<string, string>; en: Record<string, string> } => {
  const [, literal = ''] = /defineTexts\((\{[\s\S]*?^\})\);/m.exec(text) ?? [];
  return runInNewContext(`(${literal})`) as { ja: Record<string, string>; en: Record<string, string> };
};

const valuesOf = (text = ''): string =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name)
    .toSorted()
    .join();

describe('the texts', () => {
  it('are found', () => expect(files.length).toBeGreaterThan(15));

  describe.each(files.map(({ file, text }) => [file, textsIn(text)] as const))('%s', (_file, { ja, en }) => {
    it('says the same things in both languages, with the same values', () => {
      expect(Object.keys(en).toSorted()).toEqual(Object.keys(ja).toSorted());
      const different = Object.keys(ja).filter((key) => valuesOf(ja[key]) !== valuesOf(en[key]));
      expect(different).toEqual([]);
    });

    it('leaves nothing empty in one language alone, and no value half written', () => {
      const isEmpty = (text: string | undefined): boolean => text?.trim() === '';
      expect(Object.keys(ja).filter((key) => isEmpty(ja[key]) !== isEmpty(en[key]))).toEqual([]);
      const halves = [...Object.values(ja), ...Object.values(en)].filter((text) =>
        /[{}]/.test(text.replaceAll(/\{\{\w+\}\}/g, '')),
      );
      expect(halves).toEqual([]);
    });
  });
});

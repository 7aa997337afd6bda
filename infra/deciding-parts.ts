import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** What RULES.md and the tests read of a row, and no function does. */
const READ_BY_PEOPLE: ReadonlySet<string> = new Set(['examples', 'basis']);
/** Of a fact a function needs whose it is and its code; the sentences are for RULES.md. */
const SENTENCES: ReadonlySet<string> = new Set(['ja', 'en']);

const without = (names: ReadonlySet<string>, value: unknown): string =>
  JSON.stringify(value, (name, member: unknown) => (names.has(name) ? undefined : member));

/** A module of data alone, as its exports without some members. The module is run as the bundler is, by Node. */
const dataOf = async (path: string, leftOut: ReadonlySet<string>): Promise<string> => {
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  return Object.entries(module)
    .map(([name, value]) => `export const ${name} = ${without(leftOut, value)};\n`)
    .join('');
};

/**
 * The rules' table as functions need it: a row's bases and examples (two thirds of its text) are for people, and would be loaded at every cold start.
 * What decides, and so the table's hash, stays the same.
 */
export const decidingPartsOnly: Plugin = {
  name: 'deciding-parts-only',
  setup(bundler) {
    bundler.onLoad({ filter: /layers\/rules\/rows\/[a-z-]+\.ts$/ }, async ({ path }) => ({
      contents: await dataOf(path, READ_BY_PEOPLE),
    }));
    bundler.onLoad({ filter: /layers\/rules\/facts\.ts$/ }, async ({ path }) => ({
      contents: await dataOf(path, SENTENCES),
    }));
  },
};

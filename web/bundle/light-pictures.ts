import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** `fs` and `path`: what decoders ask of Node where they run in it. The reader of surfaces in XML brings an XML writer. */
const LEFT_OUT = ['fs', 'path', '@kitware/vtk.js/IO/XML/XMLPolyDataReader.js'];
const LIBRARY = /node_modules\/(@cornerstonejs|@kitware)\//;
const DCMJS = '\0dcmjs';
const NOTHING = '\0left-out';

type Entry = { tag: string; vr: string; vm: string };
type Dcmjs = { data: { DicomMetaDictionary: { nameMap: Record<string, Entry> } } };

/** The elements that the library's metadata package names anywhere: some hundreds of five thousand. */
const namesUsed = (): Record<string, Entry> => {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@cornerstonejs/metadata/package.json'));
  const { data } = createRequire(join(folder, 'package.json'))('dcmjs') as Dcmjs;
  const files = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const words = new Set(
    files.flatMap((file) => readFileSync(join(folder, 'dist', file), 'utf8').match(/\b[A-Z]\w+/g) ?? []),
  );
  const used = Object.entries(data.DicomMetaDictionary.nameMap).filter(([name]) => words.has(name));
  return Object.fromEntries(used.map(([name, { tag, vr, vm }]) => [name, { tag, vr, vm }]));
};

/**
 * Stands for `dcmjs`, with which the library's metadata package reads headers and names elements: our own reader does the one, and of its
 * dictionary the names are kept that are used. Its log, which would name pictures, is silent.
 */
const standIn = (): string => `
const silent = () => undefined;
export const log = {
  trace: silent, debug: silent, info: silent, warn: silent, error: silent,
  setLevel: silent, setDefaultLevel: silent, getLevel: () => 5, getLogger: () => ({ ...log }),
};
export const constants = {};
const nameMap = ${JSON.stringify(namesUsed())};
const dictionary = Object.fromEntries(Object.values(nameMap).map((entry) => [entry.tag.replaceAll(/[(),]/g, ''), entry]));
export default {
  log,
  constants,
  data: { DicomMetaDictionary: { dictionary, nameMap } },
  async: { AsyncDicomReader: class {} },
  utilities: { DicomMetadataListener: class {} },
};`;

const exactly = (names: readonly string[]): RegExp =>
  new RegExp(`^(${names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})$`);

const leaving = (): Plugin => ({
  name: 'light-pictures',
  enforce: 'pre',
  resolveId: {
    filter: { id: exactly(['dcmjs', ...LEFT_OUT]) },
    handler: (source, importer) => {
      if (!importer || !LIBRARY.test(importer)) return undefined;
      return source === 'dcmjs' ? DCMJS : NOTHING;
    },
  },
  load: {
    filter: { id: exactly([DCMJS, NOTHING]) },
    handler: (id) => (id === DCMJS ? standIn() : 'export default {};'),
  },
});

/** Not every package of the library says that its modules may be left out where nothing of them is used. */
const rolldownOptions = {
  checks: { pluginTimings: false },
  treeshake: { moduleSideEffects: [{ test: LIBRARY, sideEffects: false }] },
};

/** Halves the picture library (Cornerstone3D) by what we never call: some 400 KB gzip. For the page and for the thread that decodes. */
export const lightPictures = (): Plugin => ({
  ...leaving(),
  config: () => ({ build: { rolldownOptions }, worker: { plugins: () => [leaving()], rolldownOptions } }),
});

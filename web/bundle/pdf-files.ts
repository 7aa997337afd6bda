import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Character maps of East Asian encodings, the fourteen standard fonts, decoders and colour profiles; each with its licences. */
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];
/** The decoders' second form, for browsers without WebAssembly, and the interpreter for scripts in a PDF, which we do not run. */
const LEFT_OUT = /_nowasm_fallback\.js$|^quickjs/;

/** Puts what pdf.js asks for while it reads a file beside our own; its version is part of the address, so that they may be kept for ever. */
export const pdfFiles = (): Plugin => {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const place = `assets/pdfjs-${version}`;
  return {
    name: 'pdf-files',
    config: () => ({ define: { 'import.meta.env.PDF_FILES': JSON.stringify(`/${place}/`) } }),
    generateBundle() {
      for (const part of FOLDERS) {
        for (const file of readdirSync(join(folder, part)).filter((name) => !LEFT_OUT.test(name)))
          this.emitFile({
            type: 'asset',
            fileName: `${place}/${part}/${file}`,
            source: readFileSync(join(folder, part, file)),
          });
      }
    },
  };
};

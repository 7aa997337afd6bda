import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../schemas/openapi.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = join(root, 'web');

export const DEFAULT_WEB_DIR = join(root, 'dist', 'web');

/** Pages and their parts, as they stand in `web/`. */
const PAGES = ['index.html', 'style.css', 'favicon.svg', 'docs/index.html', 'docs/initializer.js'];

/** What Swagger UI needs of its package; its licence travels with it. */
const SWAGGER_FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'LICENSE',
  'NOTICE',
];

/** Writes the web's files: the plain page, `openapi.json` and the API page. Everything is served from our own origin. */
export const buildWeb = (outDir = DEFAULT_WEB_DIR): void => {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(join(outDir, 'docs'), { recursive: true });
  for (const page of PAGES) cpSync(join(here, page), join(outDir, page));
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of SWAGGER_FILES) copyFileSync(join(swagger, file), join(outDir, 'docs', file));
  writeFileSync(join(outDir, 'openapi.json'), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildWeb();
  console.info(DEFAULT_WEB_DIR);
}

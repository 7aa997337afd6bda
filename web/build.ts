import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import { build } from 'vite';
import { openApiDocument } from '../schemas/openapi.ts';
import { lightOperations } from './bundle/light-operations.ts';
import { lightPictures } from './bundle/light-pictures.ts';
import { pdfFiles } from './bundle/pdf-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = join(root, 'web');

export const DEFAULT_WEB_DIR = join(root, 'dist', 'web');

/** Pages and their parts that are served as they stand. */
const PAGES = ['favicon.svg', 'docs/index.html', 'docs/initializer.js'];

/** What Swagger UI needs of its package; its licence travels with it. */
const SWAGGER_FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'LICENSE',
  'NOTICE',
];

const packageDir = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** The front end. No inline script, no `data:` address: the content security policy in `infra/edge/headers.ts` forbids both. */
const buildApp = (outDir: string): Promise<unknown> =>
  build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [lightOperations(), lightPictures(), pdfFiles(), tailwind()],
    oxc: { jsx: { runtime: 'automatic' } },
    resolve: { dedupe: ['react', 'react-dom'] },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 5000,
      rolldownOptions: {
        onwarn: (warning, say) => {
          // Libraries mark their parts for servers that render React; there is none here.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') say(warning);
        },
      },
    },
  });

/** Writes the web's files: the front end, `openapi.json` and the API page. Everything is served from our own origin. */
export const buildWeb = async (outDir = DEFAULT_WEB_DIR): Promise<void> => {
  // Whoever builds (a test runner sets `test`), what is served is React's production build.
  process.env['NODE_ENV'] = 'production';
  await buildApp(outDir);
  mkdirSync(join(outDir, 'docs'), { recursive: true });
  for (const page of PAGES) cpSync(join(here, page), join(outDir, page));
  const swagger = packageDir('swagger-ui-dist');
  for (const file of SWAGGER_FILES) copyFileSync(join(swagger, file), join(outDir, 'docs', file));
  writeFileSync(join(outDir, 'openapi.json'), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
};

/** `node web/build.ts [DIR]` */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outDir = process.argv[2] ?? DEFAULT_WEB_DIR;
  await buildWeb(outDir);
  console.info(outDir);
}

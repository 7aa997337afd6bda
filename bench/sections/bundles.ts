import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { type Figure, median, type Section } from '../report/figures.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');
const KIB = 1024;
const RUNS = 7;
const BUDGET = { plain: { kb: 500, ms: 170 }, withS3: { kb: 650, ms: 200 } };
const WEB_KB = 150;

/** What a function finds in its environment; nothing answers there. */
const ENVIRONMENT = {
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SESSION_TOKEN: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  RECORDS_TABLE: 'bench-records',
  DIRECTORY_TABLE: 'bench-directory',
  AUDIT_TABLE: 'bench-audit',
  DOCUMENT_BUCKET: 'bench-documents',
  KEYS_SECRET_ARN: 'arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:bench',
  PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: '9',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'bench',
};

/** Times the import within the child itself: bare Node's own start is not in it. */
const IMPORTER = `
const from = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - from), () => process.exit(0));
`;

async function importMs(file: string): Promise<number> {
  // No NODE_COMPILE_CACHE: a cold start in Lambda has none.
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', IMPORTER, file], {
    env: ENVIRONMENT,
  });
  return Number(stdout);
}

const usesS3 = (meta: Metafile, name: string): boolean => {
  const output = Object.entries(meta.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`))?.[1];
  return Object.keys(output?.inputs ?? {}).some((path) => path.includes('@aws-sdk/client-s3/'));
};

/** Size and cold import of each function's bundle, as they were built for the template; the first view of the web. */
export async function* bundles(): Section {
  const meta = JSON.parse(readFileSync(join(DIST, 'functions.meta.json'), 'utf8')) as Metafile;
  const rows: [string, string, Figure, Figure, Figure][] = [];
  for (const name of readdirSync(join(DIST, 'functions')).sort()) {
    const file = join(DIST, 'functions', name, 'index.mjs');
    if (!existsSync(file)) continue;
    const samples: number[] = [];
    for (let run = 0; run < RUNS; run += 1) samples.push(await importMs(file));
    const s3 = usesS3(meta, name);
    const { kb, ms } = s3 ? BUDGET.withS3 : BUDGET.plain;
    rows.push([
      name,
      s3 ? 'S3' : '',
      { value: Math.ceil(statSync(file).size / KIB), atMost: kb },
      { value: median(samples), atMost: ms },
      { value: Math.min(...samples) },
    ]);
  }
  yield {
    title: { ja: '関数の大きさと読み込み', en: 'Functions: bundle and cold import' },
    columns: ['function', '', 'bundle KB', 'import ms', 'fastest ms'],
    rows,
    notes: [
      `import: median of ${RUNS} fresh processes, without Node's own start and without a compile cache; KB = 1,024 B`,
    ],
  };
  yield firstView();
}

/** The start page and what it links to on its own origin, as a browser loads them. */
function firstView(): ReturnType<typeof firstViewTable> {
  const page = readFileSync(join(DIST, 'web', 'index.html'), 'utf8');
  const linked = [...page.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="\/([^"]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  const files = ['index.html', ...new Set(linked)].filter((path) => existsSync(join(DIST, 'web', path)));
  return firstViewTable(files);
}

const firstViewTable = (files: string[]) => {
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, 'web', file))).length, 0);
  return {
    title: { ja: '最初の画面', en: 'First view of the web' },
    columns: ['files', 'gzip KB'],
    rows: [[files.join(' '), { value: bytes / KIB, digits: 1, atMost: WEB_KB }]],
  };
};

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '../../schemas/operations/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'ism-link-web-'));
/** As `npm run web` does it; the bundler is an ES module, which jest cannot load. */
const buildWeb = (): void => {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, '../../web/build.ts'), dir], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
};
const read = (file: string): string => readFileSync(join(dir, file), 'utf8');

describe('the web', () => {
  beforeAll(buildWeb);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('declares every operation in openapi.json', () => {
    const { openapi, paths } = JSON.parse(read('openapi.json')) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(openapi).toMatch(/^3\.1\./);
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(ids.sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
  });

  it.each(['index.html', 'docs/index.html'])('%s has no inline script or style and asks no other host', (page) => {
    const html = read(page);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    for (const [, attributes, body] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toMatch(/\ssrc="\/[^/]/);
      expect(body?.trim()).toBe('');
    }
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\/(?!\/)/);
  });

  it.each(['index.html', 'docs/index.html'])('every file that %s asks for is there', (page) => {
    const local = [...read(page).matchAll(/<(?:script|link)[^>]*(?:src|href)="\/([^"]+)"/g)].map(
      ([, file = '']) => file,
    );
    expect(local.length).toBeGreaterThan(1);
    for (const file of local) expect(read(file).length).toBeGreaterThan(0);
  });

  it('the front end carries no schema until a form asks for one', () => {
    const assets = readdirSync(join(dir, 'assets'));
    const first = [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)]
      .map(([, file = '']) => read(file))
      .join('\n');
    expect(first).toContain('/v1/sessions');
    // What zod says of itself in every bundle that carries it.
    expect(first).not.toContain('ZodType');
    expect(first).not.toContain('jsx-dev-runtime');
    expect(assets.some((file) => file.endsWith('.js') && read(join('assets', file)).includes('ZodType'))).toBe(true);
  });

  it('nothing of it needs what the content security policy forbids', () => {
    const assets = readdirSync(join(dir, 'assets')).filter((file) => file.endsWith('.css'));
    expect(assets.length).toBeGreaterThan(0);
    for (const file of assets) expect(read(join('assets', file))).not.toMatch(/url\((?!["']?\/assets\/)/);
  });

  it('the API page reads our definition, sends it to nobody, and forgets tokens', () => {
    const initializer = read('docs/initializer.js');
    expect(initializer).toContain("url: '/openapi.json'");
    expect(initializer).toContain('validatorUrl: null');
    expect(initializer).toContain('persistAuthorization: false');
  });

  it('a second build leaves nothing of the first', () => {
    const before = new Set(readdirSync(dir, { recursive: true, encoding: 'utf8' }));
    writeFileSync(join(dir, 'docs', 'stale.js'), '');
    buildWeb();
    expect(new Set(readdirSync(dir, { recursive: true, encoding: 'utf8' }))).toEqual(before);
  });
});

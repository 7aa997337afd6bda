import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '../../schemas/operations/index.ts';
import { buildWeb } from '../../web/build.ts';

const dir = mkdtempSync(join(tmpdir(), 'ism-link-web-'));
buildWeb(dir);
const read = (file: string): string => readFileSync(join(dir, file), 'utf8');

describe('the web', () => {
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
    const local = [...read(page).matchAll(/<(?:script|link)[^>]*(?:src|href)="\/([^"]+)"/g)].map(([, file]) =>
      String(file),
    );
    expect(local.length).toBeGreaterThan(1);
    for (const file of local) expect(read(file).length).toBeGreaterThan(0);
  });

  it('says in Japanese, then in English, what runs, and leads to it', () => {
    const html = read('index.html');
    expect(html).toContain('<html lang="ja">');
    for (const link of ['/docs', '/openapi.json', '/healthz']) expect(html).toContain(`href="${link}"`);
    for (const [, item] of html.matchAll(/<li>([\s\S]*?)<\/li>/g))
      expect(item).toMatch(/[\u3040-\u30ff][\s\S]*<span lang="en">/u);
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
    buildWeb(dir);
    expect(new Set(readdirSync(dir, { recursive: true, encoding: 'utf8' }))).toEqual(before);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { makePages, type Pages } from '../../../local/gateway/pages.ts';

let directory: string;
let pages: Pages;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pages-'));
  pages = makePages(directory);
});

const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
const ask = (name: string, acceptEncoding?: string, ifNoneMatch?: string) =>
  pages(`/${name}`, { ifNoneMatch, acceptEncoding });
const header = ({ headers }: { headers: [string, string][] }, name: string) => Object.fromEntries(headers)[name];

describe('pages', () => {
  it('are compressed once for each content, and anew when a file changes', async () => {
    write('a.css', 'a {} '.repeat(500));
    const first = await ask('a.css', 'gzip');
    expect((await ask('a.css', 'gzip')).body).toBe(first.body);
    write('a.css', 'b {} '.repeat(500));
    const second = await ask('a.css', 'gzip');
    expect(gunzipSync(second.body).toString()).toBe('b {} '.repeat(500));
    expect(header(second, 'etag')).not.toBe(header(first, 'etag'));
  });

  it.each(['a.js', 'a.mjs', 'a.css', 'a.json', 'a.svg', 'a.html', 'a.wasm'])(
    'of the kind of %s are compressed, from 1,000 to 10,000,000 bytes',
    async (name) => {
      const encodings = [];
      for (const bytes of [999, 1_000, 10_000_000, 10_000_001]) {
        write(name, 'x'.repeat(bytes));
        encodings.push(header(await ask(name, 'gzip'), 'content-encoding'));
      }
      expect(encodings).toEqual([undefined, 'gzip', 'gzip', undefined]);
    },
  );

  it.each(['font.woff2', 'picture.png', 'UniJIS-UTF16-H.bcmap'])('such as %s travel as they are', async (name) => {
    write(name, 'x'.repeat(2_000));
    const answer = await ask(name, 'gzip');
    expect([header(answer, 'content-encoding'), header(answer, 'vary')]).toEqual([undefined, undefined]);
  });

  it.each([
    ['gzip', true],
    ['deflate, gzip;q=1.0, *;q=0.5', true],
    ['*', true],
    ['*;q=0.3', true],
    ['identity', false],
    ['gzip;q=0', false],
    ['gzip; q=0.000, *', false],
    ['*;q=0', false],
    ['', false],
    ['xgzip', false],
  ])('for “accept-encoding: %s” are compressed: %s', async (acceptEncoding, isZipped) => {
    write('a.js', 'x'.repeat(2_000));
    expect(header(await ask('a.js', acceptEncoding), 'content-encoding') === 'gzip').toBe(isZipped);
  });

  it('that a client has already are not sent again, in whichever form it has them', async () => {
    write('a.js', 'x'.repeat(2_000));
    const strong = header(await ask('a.js'), 'etag') ?? '';
    const weak = header(await ask('a.js', 'gzip'), 'etag') ?? '';
    for (const tag of [strong, weak, '*', `"x", ${strong}`])
      for (const encoding of [undefined, 'gzip'])
        expect([tag, (await ask('a.js', encoding, tag)).status]).toEqual([tag, 304]);
    expect((await ask('a.js', 'gzip', '"x"')).status).toBe(200);
  });

  it('leave it to the template how long they may be kept', async () => {
    write('index.html', '<!doctype html>');
    expect(header(await ask('index.html'), 'cache-control')).toBeUndefined();
  });

  it.each([
    ['font.woff2', 'font/woff2'],
    ['decoder.wasm', 'application/wasm'],
    ['worker.mjs', 'text/javascript; charset=utf-8'],
    ['UniJIS-UTF16-H.bcmap', 'application/octet-stream'],
    ['app.js.map', 'application/json'],
    ['unknown.xyz', 'application/octet-stream'],
  ])('%s are %s', async (name, type) => {
    write(name, 'x');
    expect(header(await ask(name), 'content-type')).toBe(type);
  });
});

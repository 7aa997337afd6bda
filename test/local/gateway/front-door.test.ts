import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../local/dynamodb/child.ts';
import { LogFile } from '../../../local/functions/log-file.ts';
import { distributionOf } from '../../../local/gateway/distribution.ts';
import { makePages } from '../../../local/gateway/pages.ts';
import { startGateway } from '../../../local/gateway/server.ts';
import { identityOf } from '../../../local/identity/pool-spec.ts';
import { bucketsOf } from '../../../local/objects/bucket-specs.ts';
import { Secrets } from '../../../local/secrets/secrets.ts';
import { type SignIn, startSignIn } from '../../../local/sign-in/server.ts';
import { localAddresses } from '../../../local/template/addresses.ts';
import { openTemplate } from '../../../local/template/template.ts';
import { synthesizeIn } from '../../infra/network.ts';

const S3_URL = 'http://127.0.0.1:9';
const PAGE = '<!doctype html><title>web</title>';
const SCRIPT = `export const answer = 42;\n`.repeat(100);

type Config = {
  issuer: string;
  clientId: string;
  authorizationEndpoint: string;
  logoutEndpoint: string;
  scopes: string[];
  idleMinutes: { blank: number; lock: number };
};

/** The network's own template, its real sign-in, and a web of a few files. */
let dir: string;
let url: string;
let origins: string[];
let signIn: SignIn;
let gateway: { close(): Promise<void> };
let corsOf: ReturnType<typeof bucketsOf>[number]['spec']['cors'];
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'front-door-'));
  mkdirSync(join(dir, 'web', 'assets'), { recursive: true });
  mkdirSync(join(dir, 'web', 'docs'));
  writeFileSync(join(dir, 'web', 'index.html'), PAGE);
  writeFileSync(join(dir, 'web', 'docs', 'index.html'), '<!doctype html><title>docs</title>');
  writeFileSync(join(dir, 'web', 'assets', 'app-5f3a.js'), SCRIPT);
  const template = openTemplate(synthesizeIn(dir));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  origins = [url, `http://localhost:${port}`];
  const { spec } = identityOf(template, { secrets: new Secrets(dir), origins });
  corsOf = bucketsOf(template, origins).find(({ logicalId }) => logicalId.startsWith('Documents'))?.spec.cors;
  signIn = await startSignIn({ dataDir: dir, port: 0, pool: spec, issuer: url, allowsAdmin: () => false });
  gateway = await startGateway({
    port,
    api: async () => Promise.reject(new Error('no API behind this door')),
    place: distributionOf(template, localAddresses(template, { issuer: url, s3Url: S3_URL })),
    pages: makePages(join(dir, 'web')),
    signInUrl: signIn.url,
    health: async () => ({}),
    log: new LogFile(join(dir, 'gateway.log')),
  });
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await signIn.close();
  rmSync(dir, { recursive: true, force: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { redirect: 'manual', ...init });
const configured = async () => (await get('/config.json')).json() as Promise<Config>;

describe('the front door that the template describes', () => {
  it('tells the page at /config.json what it must know, with this machine’s addresses', async () => {
    const answer = await get('/config.json');
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'application/json',
      'no-cache',
    ]);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.json()).toEqual({
      issuer: url,
      clientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      authorizationEndpoint: `${url}/oauth2/authorize`,
      logoutEndpoint: `${url}/logout`,
      scopes: ['openid', 'ism-link/staff'],
      idleMinutes: { blank: 5, lock: 15 },
    });
    expect((await get('/config.json', { method: 'POST' })).status).toBe(403);
  });

  it('the sign-in takes the page as /config.json has it: its client, its scopes, its way back, by code and PKCE', async () => {
    const { authorizationEndpoint, clientId, scopes } = await configured();
    const ask = async (change: Record<string, string>) => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: `${url}/callback`,
        scope: scopes.join(' '),
        state: 'state of the page',
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
        ...change,
      });
      const answer = await fetch(`${authorizationEndpoint}?${query.toString()}`, { redirect: 'manual' });
      return { status: answer.status, location: answer.headers.get('location') ?? '' };
    };
    for (const origin of origins) {
      const { status, location } = await ask({ redirect_uri: `${origin}/callback` });
      expect([status, new URL(location, url).pathname]).toEqual([303, expect.stringMatching(/^\/login\//)]);
    }
    expect((await ask({ redirect_uri: 'https://elsewhere.example/callback' })).status).toBe(400);
    const ingest = await ask({ scope: 'openid ism-link/ingest' });
    expect(new URL(ingest.location).searchParams.get('error')).toBe('invalid_scope');
  });

  it('tokens are asked for on the page’s own origin', async () => {
    const { clientId } = await configured();
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code: 'none',
      redirect_uri: `${url}/callback`,
      code_verifier: 'a'.repeat(43),
    });
    const answer = await get('/oauth2/token', { method: 'POST', body });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  it('signing out comes back to the page, and to nowhere else', async () => {
    const { logoutEndpoint, clientId } = await configured();
    const out = (target: string) =>
      fetch(`${logoutEndpoint}?${new URLSearchParams({ client_id: clientId, logout_uri: target }).toString()}`, {
        redirect: 'manual',
      });
    for (const origin of origins) {
      const answer = await out(`${origin}/`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, `${origin}/`]);
    }
    expect((await out('https://elsewhere.example/')).status).toBe(400);
  });

  it.each(['/', '/callback?code=x&state=y', '/patients/pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ', '/ems/', '/docsx'])(
    '%s is answered with the page, never kept unasked, so that a screen can be loaded again',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
        200,
        'no-cache',
        PAGE,
      ]);
      const again = await get(path, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
      expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'no-cache']);
    },
  );

  it('parts with a hash in their name are kept for ever, travel compressed, and are no screens', async () => {
    const part = await get('/assets/app-5f3a.js');
    expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect([part.headers.get('content-encoding'), await part.text()]).toEqual(['gzip', SCRIPT]);
    expect((await get('/assets/gone-1234')).status).toBe(404);
    expect((await get('/docs')).headers.get('cache-control')).toBe('no-cache');
  });

  it('the page may reach its own origin and this machine’s document store, and no address of the cloud', async () => {
    for (const path of ['/', '/assets/app-5f3a.js']) {
      const policy = (await get(path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`connect-src 'self' ${S3_URL};`);
      expect(policy).toContain(`img-src 'self' blob: ${S3_URL};`);
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
      expect(policy).not.toMatch(/amazonaws|amazoncognito|https:/);
    }
  });

  it('the document store lets this page send what is signed and fetch in parts, and reads it the length', () => {
    expect(corsOf).toEqual([
      expect.objectContaining({
        allowedOrigins: origins,
        allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256', 'range'],
        exposedHeaders: expect.arrayContaining(['content-length', 'content-range', 'accept-ranges']),
      }),
    ]);
  });
});

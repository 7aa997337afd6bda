import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyEmptyInto } from '../bench/web/demo-copy.ts';
import { freePortPair, RegionProcess } from '../bench/web/region-process.ts';
import type { Account } from '../local/announce.ts';
import type { Fault } from '../local/faults/fault.ts';
import type { RunningRegion } from '../local/running-region.ts';
import { type SignedIn, signInAs, systemToken } from '../local/sign-in/login.ts';

export { freePortPair };

export type Described = Omit<RunningRegion, 'close'> & { pid: number };
type ApiRequest = { token?: string; body?: unknown; headers?: Record<string, string> };
type ApiAnswer<T> = { status: number; body: T; headers: Headers };
/** A fault whose table is named as people name it. */
type NamedFault = Fault extends infer F
  ? F extends { table?: string }
    ? Omit<F, 'table'> & { table?: keyof RunningRegion['tables'] }
    : F
  : never;

/** The front end renews a token when so little of its life is left; from then on it is no longer handed out. */
export const SPARE_SECONDS = 30;

/** A sign-in that is used until shortly before it expires; `until` in milliseconds since 1970. */
type Held = Pick<SignedIn, 'accessToken' | 'expiresIn'> & Partial<SignedIn> & { until: number };

type TestRegionOptions = {
  /** Facilities, staff and systems, but no patients: a copy of what was registered once. */
  empty?: boolean;
  /** Fault switches, see `setFaults`. */
  faults?: boolean;
  /** Kept afterwards; a temporary one, removed by `stop`, when absent. */
  dataDir?: string;
  /** Puts data into the folder before the first start. */
  fill?: (dataDir: string) => Promise<void>;
};

/** A whole region in a process of its own, as `npm start` runs it, on free ports. */
export class TestRegion {
  readonly dataDir: string;
  readonly port: number;
  readonly #options: TestRegionOptions;
  readonly #tokens = new Map<string, Promise<Held>>();
  #process: RegionProcess | undefined;

  constructor(port: number, options: TestRegionOptions) {
    this.port = port;
    this.#options = options;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ism-link-'));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What `DIR/region.json` says. */
  get region(): Described {
    return JSON.parse(readFileSync(join(this.dataDir, 'region.json'), 'utf8')) as Described;
  }

  get accounts(): Account[] {
    return JSON.parse(readFileSync(join(this.dataDir, 'accounts.json'), 'utf8')) as Account[];
  }

  /** Starts the process and waits until `/healthz` says 200. Also after `kill9` or `stop`, over the same data. */
  async start(): Promise<void> {
    this.#tokens.clear();
    this.#process = await RegionProcess.start({
      port: this.port,
      dataDir: this.dataDir,
      argv: this.#options.empty ? ['--empty'] : [],
      env: this.#options.faults ? { ISM_LINK_FAULTS: '1' } : {},
    });
  }

  /** A person's access token through the real login, with a session of their own. The same one until it is about to expire. */
  async tokenOf(username: string): Promise<string> {
    return (await this.signedInAs(username)).accessToken;
  }

  /** As `tokenOf`, with all that belongs to the sign-in. */
  signedInAs(username: string): Promise<Held> {
    return this.#cached(`person:${username}`, async () => {
      const account = this.accounts.find((one) => one.username === username);
      if (!account) throw new Error(`accounts.json has no ${username}`);
      const { issuer, webClientId: clientId, redirectUri, scopes } = this.region;
      const { password } = account;
      const signedIn = await signInAs({ issuer, clientId, redirectUri, scopes, username, password });
      const session = await this.api('POST', '/v1/sessions', { token: signedIn.accessToken, body: {} });
      if (session.status >= 300) throw new Error(`No session for ${username}: ${JSON.stringify(session.body)}`);
      return signedIn;
    });
  }

  /** The token of a facility's own system. */
  async systemTokenOf(facilityId: string): Promise<string> {
    const held = await this.#cached(`system:${facilityId}`, async () => {
      const { issuer, systems, systemScope: scope } = this.region;
      const system = systems.find((one) => one.facilityId === facilityId);
      if (!system) throw new Error(`${facilityId} has no system`);
      return systemToken({ issuer, clientId: system.clientId, secret: system.clientSecret, scope });
    });
    return held.accessToken;
  }

  /** One sign-in at a time for each name: a newer one ends the older. */
  async #cached(key: string, obtain: () => Promise<Omit<Held, 'until'>>): Promise<Held> {
    const earlier = this.#tokens.get(key);
    const current = (async () => {
      const known = await earlier?.catch(() => undefined);
      if (known && known.until > Date.now()) return known;
      const obtained = await obtain();
      return { ...obtained, until: Date.now() + (obtained.expiresIn - SPARE_SECONDS) * 1000 };
    })();
    this.#tokens.set(key, current);
    return current;
  }

  /** One request. A body is sent as JSON; every POST carries an Idempotency-Key of its own unless one is given. */
  async api<T = Record<string, unknown>>(
    method: string,
    path: string,
    { token, body, headers = {} }: ApiRequest = {},
  ): Promise<ApiAnswer<T>> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: answer.status,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
      headers: answer.headers,
    };
  }

  /** Replaces the faults that are on. The region must have been started with `faults`. */
  async setFaults(faults: NamedFault[]): Promise<void> {
    const { faults: control, tables } = this.region;
    if (!control) throw new Error('This region was started without fault switches');
    const body = faults.map((fault) =>
      'table' in fault && fault.table ? { ...fault, table: tables[fault.table] } : fault,
    );
    const answer = await fetch(control.url, {
      method: 'PUT',
      headers: { authorization: `Bearer ${control.token}` },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Faults were refused: ${await answer.text()}`);
  }

  /** As a power cut would: no signal handler runs. */
  async kill9(): Promise<void> {
    await this.#process?.end('SIGKILL');
  }

  /** Ends the region, and removes its data when they were temporary. */
  async stop(): Promise<void> {
    await this.#process?.end();
    if (!this.#options.dataDir) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Starts a region for a test; `stop` it afterwards. */
export async function startTestRegion(options: TestRegionOptions = {}): Promise<TestRegion> {
  const region = new TestRegion(await freePortPair(), options);
  try {
    const fill = options.fill ?? (options.empty && !options.dataDir ? copyEmptyInto : undefined);
    await fill?.(region.dataDir);
    await region.start();
  } catch (error) {
    await region.stop();
    throw error;
  }
  return region;
}

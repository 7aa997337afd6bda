import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolSpec } from '../../../local/sign-in/pool.ts';

type Options = { dataDir: string; port: number; pool: UserPoolSpec; issuer?: string };
export type Start = { kind: 'start'; options: Options };
export type Command = { kind: 'advance'; byMs: number } | { kind: 'deny'; actions: string[] } | { kind: 'close' };
export type Report =
  | { kind: 'started'; url: string; issuer: string; jwksUri: string; adminUrl: string }
  | { kind: 'failed'; message: string }
  | { kind: 'done' };

export const REDIRECT_URI = 'http://127.0.0.1:9/callback';
export const LOGOUT_URI = 'http://127.0.0.1:9/bye';
export const WEB = 'web-client';
export const SYSTEM = 'ingest-client';
/** Of no use outside these tests. */
export const SECRET = 'a-secret-of-the-tests-%+:/-0123456789';

export const POOL: UserPoolSpec = {
  userPoolId: 'ap-northeast-1_TestPool1',
  groups: ['physicians', 'office'],
  resourceServers: [{ identifier: 'ism-link', scopes: ['records', 'ingest'] }],
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
  mfa: 'OPTIONAL',
  clients: [
    {
      clientId: WEB,
      name: '地域医療連携 <ism-link>',
      kind: 'web',
      redirectUris: [REDIRECT_URI],
      logoutUris: [LOGOUT_URI],
      scopes: ['openid', 'email', 'profile', 'ism-link/records', 'aws.cognito.signin.user.admin'],
      accessTokenSeconds: 300,
      refreshTokenSeconds: 8 * 60 * 60,
    },
    {
      clientId: SYSTEM,
      name: 'ingest',
      kind: 'system',
      secret: SECRET,
      scopes: ['ism-link/ingest', 'ism-link/records'],
      accessTokenSeconds: 600,
    },
  ],
};

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'sign-in-'));

/** A running sign-in server that can be told the time, stopped and killed. */
export class SignInProcess {
  readonly #child: ChildProcess;
  readonly #output: string[] = [];
  readonly url: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly admin: CognitoIdentityProviderClient;

  private constructor(child: ChildProcess, started: Extract<Report, { kind: 'started' }>) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#output.push(chunk.toString()));
    }
    this.url = started.url;
    this.issuer = started.issuer;
    this.jwksUri = started.jwksUri;
    this.admin = new CognitoIdentityProviderClient({
      endpoint: started.adminUrl,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'AKIALOCALSTAFF', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  }

  static async start(options: Partial<Options> = {}): Promise<SignInProcess> {
    const child = fork(join(__dirname, 'entry.ts'), { silent: true, execArgv: [] });
    const start: Start = { kind: 'start', options: { dataDir: newDataDir(), port: 0, pool: POOL, ...options } };
    child.send(start);
    const [report] = (await once(child, 'message')) as [Report];
    if (report.kind !== 'started') throw new Error(report.kind === 'failed' ? report.message : 'did not start');
    return new SignInProcess(child, report);
  }

  /** Everything that the process has printed. */
  get output(): string {
    return this.#output.join('');
  }

  async advance(byMs: number): Promise<void> {
    await this.#tell({ kind: 'advance', byMs });
  }

  async deny(...actions: string[]): Promise<void> {
    await this.#tell({ kind: 'deny', actions });
  }

  async close(): Promise<void> {
    this.admin.destroy();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.send({ kind: 'close' } satisfies Command);
    await exited;
  }

  async kill(): Promise<void> {
    this.admin.destroy();
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  async #tell(command: Command): Promise<void> {
    const done = once(this.#child, 'message');
    this.#child.send(command);
    await done;
  }
}

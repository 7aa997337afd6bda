import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { GetObjectTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callDynamoDb } from '../../local/dynamodb/call.ts';
import { freePortPair, startTestRegion, type TestRegion } from '../region.ts';

const ROOT = join(__dirname, '../..');
const DOCTOR = 'test-clinic.doctor';

let region: TestRegion;
beforeAll(async () => {
  region = await startTestRegion({ empty: true, faults: true });
}, 300_000);
afterAll(() => region.stop());

/** Runs a script of `local/` as npm does; `lines` are its stdout. */
async function run(script: string, argv: string[]): Promise<{ code: number | null; lines: string[]; said: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'local', script), ...argv], { cwd: ROOT });
  let printed = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: printed.trimEnd().split('\n'), said };
}
const s3 = () => {
  const { s3Endpoint: endpoint, operator: credentials } = region.region;
  return new S3Client({ endpoint, region: 'ap-northeast-1', forcePathStyle: true, credentials });
};
const upload = (Key: string, Body: string) =>
  s3().send(new PutObjectCommand({ Bucket: region.region.documentBucket, Key, Body }));
async function verdictOn(Key: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { TagSet } = await s3().send(new GetObjectTaggingCommand({ Bucket: region.region.documentBucket, Key }));
    if (TagSet?.[0]) return `${TagSet[0].Key}=${TagSet[0].Value}`;
    await wait(50);
  }
  return undefined;
}
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)', '7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join('');

describe('a region', () => {
  it('says what is ready, part by part', async () => {
    const { status, body } = await region.api('GET', '/healthz');
    expect([status, body]).toEqual([
      200,
      {
        status: 'ready',
        parts: { dynamodb: 'ready', s3: 'ready', signIn: 'ready', functions: 'ready', events: 'ready', demo: 'ready' },
      },
    ]);
  });

  it('serves its pages with the headers of the template, whose document host is this machine’s', async () => {
    const page = await region.api<string>('GET', '/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain(region.region.s3Endpoint);
    expect(page.headers.get('content-security-policy')).not.toContain('amazonaws.com');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect((await region.api('GET', '/openapi.json')).body).toHaveProperty('openapi');
    expect((await region.api('GET', '/docs')).status).toBe(200);
  });

  it('answers nobody without a token, and every route the template has', async () => {
    const openApi = (await region.api<{ paths: Record<string, object> }>('GET', '/openapi.json')).body;
    for (const [path, methods] of Object.entries(openApi.paths)) {
      for (const method of Object.keys(methods).filter((name) =>
        ['get', 'post', 'put', 'patch', 'delete'].includes(name),
      )) {
        const { status, body } = await region.api(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x'));
        expect([method, path, status, body]).toEqual([method, path, 401, { message: 'Unauthorized' }]);
      }
    }
  });

  it('gives a token through the real login, with which its person is known', async () => {
    const { code, lines } = await run('token.ts', [DOCTOR, '--data', region.dataDir, '--port', String(region.port)]);
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    const me = await region.api<{ staff: { staffId: string } }>('GET', '/v1/me', { token: lines[0] ?? '' });
    expect([me.status, me.body.staff.staffId]).toEqual([
      200,
      region.accounts.find((one) => one.username === DOCTOR)?.staffId,
    ]);
  });

  it('refuses a token whose person has opened no session', async () => {
    const { lines } = await run('token.ts', ['test-clinic.nurse', '--no-session', '--data', region.dataDir]);
    expect((await region.api('GET', '/v1/me', { token: lines[0] ?? '' })).body).toMatchObject({
      code: 'SESSION_REQUIRED',
    });
  });

  it('gives systems tokens of their own, which open no person’s routes', async () => {
    const { lines } = await run('token.ts', ['--system', 'ty-hospital', '--data', region.dataDir]);
    expect(await region.api('GET', '/v1/me', { token: lines[0] ?? '' })).toMatchObject({
      status: 403,
      body: { message: 'Forbidden' },
    });
  });

  it.each([
    ['an unknown person', ['nobody'], 2],
    ['an unknown system', ['--system', 'nowhere'], 2],
    ['no name at all', [], 2],
  ])('has no token for %s', async (_name, argv, exitCode) => {
    const { code, lines, said } = await run('token.ts', [...argv, '--data', region.dataDir]);
    expect([code, lines]).toEqual([exitCode, ['']]);
    expect(said).toMatch(/\p{Script=Hiragana}.*\n.*[a-z]/u);
  });

  it('keeps its passwords, secrets and keys for its owner’s eyes', () => {
    for (const file of ['accounts.json', 'region.json', 'secrets.json']) {
      expect([file, statSync(join(region.dataDir, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
  });
});

describe('an uploaded object', () => {
  it('is scanned: the EICAR file is found, others are not', async () => {
    await upload('documents/bad', EICAR);
    await upload('documents/good', 'a letter');
    expect(await verdictOn('documents/bad')).toBe('GuardDutyMalwareScanStatus=THREATS_FOUND');
    expect(await verdictOn('documents/good')).toBe('GuardDutyMalwareScanStatus=NO_THREATS_FOUND');
  });

  it('is scanned also when the region was killed right after the upload', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => upload(`documents/killed-${n}`, n % 2 ? EICAR : 'a letter')));
    await region.kill9();
    await region.start();
    for (let n = 0; n < 8; n += 1) {
      expect(await verdictOn(`documents/killed-${n}`)).toBe(
        `GuardDutyMalwareScanStatus=${n % 2 ? 'THREATS_FOUND' : 'NO_THREATS_FOUND'}`,
      );
    }
  });
});

describe('faults', () => {
  it('reach the functions and are gone when they are turned off', async () => {
    const token = await region.tokenOf(DOCTOR);
    await region.setFaults([{ kind: 'unreachable' }]);
    expect((await region.api('GET', '/v1/me', { token })).status).toBe(503);
    await region.setFaults([]);
    expect((await region.api('GET', '/v1/me', { token })).status).toBe(200);
  });
});

describe('the flag of the disaster rules', () => {
  const entry = ['dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ', '0123456789abcdef'];
  const flag = async (...argv: string[]) => {
    const { code, lines } = await run('../tools/disaster-flag.ts', [...argv, '--data', region.dataDir]);
    return { code, listed: lines.slice(2) };
  };

  it('is off in a new region, is switched by hand, and stays so over a kill', async () => {
    expect(await flag('list')).toEqual({ code: 0, listed: [] });
    expect(await flag('on', ...entry)).toEqual({ code: 0, listed: [entry.join(' ')] });
    await region.kill9();
    await region.start();
    expect(await flag('list')).toEqual({ code: 0, listed: [entry.join(' ')] });
    expect(await flag('off', entry[0] ?? '')).toEqual({ code: 0, listed: [] });
  }, 60_000);
});

describe('a schedule', () => {
  const runNow = async (name: string) => {
    const { url, token } = region.region.faults ?? { url: '', token: '' };
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${url}schedules/${name}/run`, { method: 'POST', headers })).status;
  };

  it('is run at once when a test asks for it, and only where there is one', async () => {
    expect([await runNow('remind'), await runNow('timeline')]).toEqual([200, 404]);
  });
});

describe('a kill -9', () => {
  it('loses nothing: secrets, accounts, tables; and the store does not outlive the region', async () => {
    const before = { secret: region.region.keysSecret, accounts: region.accounts, tables: region.region.tables };
    const storePid = Number(readFileSync(join(region.dataDir, 'dynamodb', 'store.pid'), 'utf8'));
    const Item = { pk: { S: 'test' }, sk: { S: 'kill' } };
    await callDynamoDb(region.region.dynamoDbEndpoint, 'PutItem', { TableName: before.tables.directory, Item });
    await region.kill9();
    await wait(200);
    expect(readdirSync('/proc')).not.toContain(String(storePid));
    await region.start();
    expect({ secret: region.region.keysSecret, accounts: region.accounts, tables: region.region.tables }).toEqual(
      before,
    );
    const read = { TableName: before.tables.directory, Key: Item };
    expect(await callDynamoDb(region.region.dynamoDbEndpoint, 'GetItem', read)).toEqual({ Item });
    expect(await region.tokenOf(DOCTOR)).toMatch(/^ey/);
  });
});

describe('npm start, when it cannot', () => {
  const bilingual = /\p{Script=Hiragana}.*\n.*[a-z]/u;

  it('says that the port is taken', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'second-'));
    for (const port of [region.port, region.port - 1]) {
      const { code, said } = await run('main.ts', ['--port', String(port), '--data', dataDir]);
      expect([code, said]).toEqual([3, expect.stringMatching(bilingual)]);
      expect(said).toContain(String(region.port));
    }
  });

  it('says that the data directory is in use, and does not reset it', async () => {
    const { code, said } = await run('main.ts', [
      '--port',
      String(await freePortPair()),
      '--data',
      region.dataDir,
      '--reset',
    ]);
    expect([code, said]).toEqual([4, expect.stringMatching(bilingual)]);
    expect(region.accounts.length).toBeGreaterThan(0);
  });

  it('says that the directory is not ours', async () => {
    const { code, said } = await run('main.ts', ['--port', String(await freePortPair()), '--data', ROOT, '--reset']);
    expect([code, said]).toEqual([5, expect.stringMatching(bilingual)]);
  });

  it('says that an option is wrong', async () => {
    const { code, said } = await run('main.ts', ['--prot', '3000']);
    expect([code, said]).toEqual([2, expect.stringMatching(bilingual)]);
  });
});

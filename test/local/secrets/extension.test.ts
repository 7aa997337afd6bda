import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Principals } from '../../../local/functions/credentials.ts';
import { startSecretsExtension } from '../../../local/secrets/extension.ts';
import { Secrets } from '../../../local/secrets/secrets.ts';

const ARN = 'arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:keys-abcdef';
const dataDir = mkdtempSync(join(tmpdir(), 'secrets-'));
const principals = new Principals();
const reader = principals.addRole({
  arn: 'reader',
  grants: [{ effect: 'Allow', actions: ['secretsmanager:GetSecretValue'], resources: [ARN], conditions: [] }],
});
const other = principals.addRole({ arn: 'other', grants: [] });
let extension: Awaited<ReturnType<typeof startSecretsExtension>>;

beforeAll(async () => {
  const secrets = new Secrets(dataDir);
  secrets.obtain({ arn: ARN, name: 'keys' }, () => 'the value');
  extension = await startSecretsExtension({ secrets, principals });
});
afterAll(() => extension.close());

const get = async (query: string, token?: string) => {
  const answer = await fetch(
    `http://localhost:${extension.port}${query}`,
    token ? { headers: { 'X-Aws-Parameters-Secrets-Token': token } } : {},
  );
  return { status: answer.status, text: await answer.text() };
};
const query = `/secretsmanager/get?secretId=${encodeURIComponent(ARN)}`;

describe('the secrets extension', () => {
  it('gives a function with permission the value', async () => {
    const answer = await get(query, reader.credentials.sessionToken);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({
      ARN,
      Name: 'keys',
      SecretString: 'the value',
      VersionStages: ['AWSCURRENT'],
    });
  });

  it.each([
    ['no token', undefined],
    ['a token that is nobody’s', 'x'.repeat(128)],
  ])('refuses %s', async (_name, token) => {
    expect((await get(query, token)).status).toBe(401);
  });

  it('refuses a function without permission, and one that asks for what is not there', async () => {
    expect(await get(query, other.credentials.sessionToken)).toMatchObject({
      status: 400,
      text: expect.stringContaining('AccessDenied'),
    });
    expect((await get('/secretsmanager/get', reader.credentials.sessionToken)).status).toBe(400);
    expect((await get('/elsewhere', reader.credentials.sessionToken)).status).toBe(404);
  });
});

describe('secrets', () => {
  it('stay the same over a restart, in a file that only its owner reads', () => {
    const again = new Secrets(dataDir);
    expect(again.obtain({ arn: ARN, name: 'keys' }, () => 'another value').value).toBe('the value');
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});

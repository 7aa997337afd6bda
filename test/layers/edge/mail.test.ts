import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../../layers/edge/index.ts';
import { openPost } from '../../../layers/edge/mail.ts';
import { Principals } from '../../../local/functions/credentials.ts';
import { startSes } from '../../../local/mail/ses.ts';

const principals = new Principals();
const { credentials } = principals.addOperator();
const dataDir = mkdtempSync(join(tmpdir(), 'post-'));
const environmentOf = (variables: Record<string, string>) =>
  readEnvironment({
    RECORDS_TABLE: 'records',
    DIRECTORY_TABLE: 'directory',
    AUDIT_TABLE: 'audit',
    KEYS_SECRET_ARN: 'arn',
    ...variables,
  });

let ses: Awaited<ReturnType<typeof startSes>>;
const outside = { ...process.env };
beforeAll(async () => {
  ses = await startSes({ dataDir, principals, region: 'ap-northeast-1', account: '000000000000' });
  Object.assign(process.env, {
    AWS_REGION: 'ap-northeast-1',
    AWS_ENDPOINT_URL_SESV2: ses.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
});
afterAll(async () => {
  process.env = outside;
  await ses.close();
});

describe('the post', () => {
  it('is closed where the stage names no sender', () => {
    expect(openPost(environmentOf({}))).toBeUndefined();
  });

  it('sends from the stage’s address, in plain text, and answers the id under which SES has taken it', async () => {
    const post = openPost(environmentOf({ MAIL_FROM: 'reminders@ism-link.example' }));
    const sent = await post?.send({
      to: ['office@ty-hospital.example'],
      subject: '期限のお知らせ',
      text: '2 件あります。',
    });
    const [file = ''] = readdirSync(join(dataDir, 'mail'));
    expect(file).toContain(sent?.messageId);
    const message = readFileSync(join(dataDir, 'mail', file), 'utf8');
    expect(message).toMatch(
      /^From: reminders@ism-link\.example\r\nTo: office@ty-hospital\.example\r\nSubject: 期限のお知らせ\r$/m,
    );
    expect(message).toContain('\r\n\r\n2 件あります。');
  });

  it('throws what SES refuses', async () => {
    const post = openPost(environmentOf({ MAIL_FROM: 'reminders@ism-link.example' }));
    await expect(post?.send({ to: [], subject: 's', text: 't' })).rejects.toMatchObject({
      name: 'BadRequestException',
    });
  });
});

describe('the environment', () => {
  it('refuses a sender that is no address when the function starts', () => {
    expect(() => environmentOf({ MAIL_FROM: 'ism-link.example' })).toThrow('MAIL_FROM');
  });
});

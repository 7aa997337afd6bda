import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Principals } from '../../../local/functions/credentials.ts';
import { grantsOf } from '../../../local/iam/policy.ts';
import { asMessage } from '../../../local/mail/letter.ts';
import { startSes } from '../../../local/mail/ses.ts';

const FROM = 'reminders@ism-link.example';
const place = { region: 'ap-northeast-1', account: '000000000000' };
const identity = (name: string) => `arn:aws:ses:ap-northeast-1:000000000000:identity/${name}`;
const principals = new Principals();
const sender = principals.addRole({
  arn: 'remind',
  grants: grantsOf(
    [
      {
        Effect: 'Allow',
        Action: ['ses:SendEmail'],
        Resource: [identity('ism-link.example'), identity(FROM)],
        Condition: { StringEquals: { 'ses:FromAddress': [FROM] } },
      },
    ],
    'remind',
  ),
});
const other = principals.addRole({ arn: 'other', grants: [] });

let dataDir: string;
let ses: Awaited<ReturnType<typeof startSes>>;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'ses-'));
  ses = await startSes({ dataDir, principals, ...place, now: () => new Date('2026-11-22T03:04:05.678Z') });
});
afterAll(() => ses.close());

const text = (Data: string) => ({ Data, Charset: 'UTF-8' });
const mail = (changed: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: FROM,
  Destination: { ToAddresses: ['office@ty-hospital.example', 'desk@ty-hospital.example'] },
  Content: {
    Simple: {
      Subject: text('期限のお知らせ'),
      Body: { Text: text('未了の手続きが 2 件あります。\n\nhttps://ism-link.example/\n') },
    },
  },
  ...changed,
});
const send = (input: SendEmailCommandInput, credentials = sender.credentials) =>
  new SESv2Client({ endpoint: ses.url, region: 'ap-northeast-1', credentials, maxAttempts: 1 }).send(
    new SendEmailCommand(input),
  );
const files = () => {
  try {
    return readdirSync(join(dataDir, 'mail'));
  } catch {
    return [];
  }
};

let before: string[];
beforeEach(() => {
  before = files();
});

describe('a mail that is sent', () => {
  it('lies in a file of its own that its owner alone reads, in UTF-8', async () => {
    const { MessageId } = await send(mail());
    const [name = ''] = files().filter((file) => !before.includes(file));
    expect(name).toBe(`2026-11-22T030405.678Z-${MessageId}.eml`);
    expect(statSync(join(dataDir, 'mail', name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'mail', name), 'utf8').split('\r\n')).toEqual([
      'Date: Sun, 22 Nov 2026 03:04:05 +0000',
      'From: reminders@ism-link.example',
      'To: office@ty-hospital.example, desk@ty-hospital.example',
      'Subject: 期限のお知らせ',
      `Message-ID: <${MessageId}@ap-northeast-1.amazonses.com>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=UTF-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      '未了の手続きが 2 件あります。',
      '',
      'https://ism-link.example/',
      '',
      '',
    ]);
  });

  it('does not replace another of the same instant', async () => {
    await Promise.all([send(mail()), send(mail())]);
    expect(files()).toHaveLength(before.length + 2);
  });

  it('cannot smuggle a header in by its subject', () => {
    const letter = { messageId: 'm', from: FROM, to: [FROM], text: '', at: new Date(0) };
    const [head = ''] = asMessage({ ...letter, subject: 'a\r\nBcc: all@example.com' }).split('\r\n\r\n');
    expect(head.split('\r\n').filter((line) => line.startsWith('Bcc'))).toEqual([]);
    expect(head).toContain('Subject: a Bcc: all@example.com');
  });
});

describe('a mail that is refused', () => {
  it.each<[string, SendEmailCommandInput, string]>([
    [
      'from another address of the domain',
      mail({ FromEmailAddress: 'director@ism-link.example' }),
      'AccessDeniedException',
    ],
    ['from another domain', mail({ FromEmailAddress: 'reminders@else.example' }), 'AccessDeniedException'],
    ['to nobody', mail({ Destination: { ToAddresses: [] } }), 'BadRequestException'],
    ['to what is no address', mail({ Destination: { ToAddresses: ['office'] } }), 'BadRequestException'],
    ['with a blind copy', mail({ Destination: { ToAddresses: [FROM], BccAddresses: [FROM] } }), 'BadRequestException'],
    [
      'in HTML',
      mail({ Content: { Simple: { Subject: text('s'), Body: { Html: text('<p>') } } } }),
      'BadRequestException',
    ],
  ])('%s is not kept', async (_name, input, name) => {
    await expect(send(input)).rejects.toMatchObject({ name });
    expect(files()).toEqual(before);
  });

  it('is one of somebody who may send none', async () => {
    for (const credentials of [other.credentials, { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }])
      await expect(send(mail(), credentials)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect((await fetch(`${ses.url}/v2/email/account`)).status).toBe(404);
    expect(files()).toEqual(before);
  });
});

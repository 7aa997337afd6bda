import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Principal, Principals } from '../functions/credentials.ts';
import { callerOf } from '../iam/caller.ts';
import { type Listening, listenOnLoopback } from '../loopback.ts';
import { keepLetter, newMessageId } from './letter.ts';

type SesParts = { dataDir: string; principals: Principals; region: string; account: string; now?: () => Date };

const Content = z.strictObject({ Data: z.string(), Charset: z.literal('UTF-8') });
/** Plain text to people named in `To`. What else SES knows (HTML, templates, raw messages, copies) is refused by name. */
const SendEmail = z.strictObject({
  FromEmailAddress: z.email(),
  Destination: z.strictObject({ ToAddresses: z.array(z.email()).min(1).max(50) }),
  Content: z.strictObject({
    Simple: z.strictObject({ Subject: Content, Body: z.strictObject({ Text: Content }) }),
  }),
});

/** SES (API v2) on loopback: takes `SendEmail` and keeps each mail in `DIR/mail`. Every sender counts as verified. */
export async function startSes(parts: SesParts): Promise<Listening & { url: string }> {
  const server = createServer((message, response) => {
    void answer(message, parts).then(
      ({ status, type, body }) => send(response, { status, type, body }),
      () => response.destroy(),
    );
  });
  const listening = await listenOnLoopback(server);
  return { ...listening, url: `http://127.0.0.1:${listening.port}` };
}

type Reply = { status: number; type?: string | undefined; body: object };
const refusal = (status: number, type: string, message: string): Reply => ({ status, type, body: { message } });

async function answer(message: IncomingMessage, parts: SesParts): Promise<Reply> {
  const body = Buffer.concat((await message.toArray()) as Buffer[]).toString('utf8');
  if (message.method !== 'POST' || message.url !== '/v2/email/outbound-emails')
    return refusal(404, 'NotFoundException', `${message.method} ${message.url} is not emulated here`);
  const caller = callerOf(message.headers.authorization, { service: 'ses', principals: parts.principals });
  const wanted = SendEmail.safeParse(JSON.parse(body || '{}'));
  if (!wanted.success) return refusal(400, 'BadRequestException', z.prettifyError(wanted.error));
  const { FromEmailAddress: from, Destination, Content: content } = wanted.data;
  if (!caller || !mayBeSender(from, caller, parts))
    return refusal(403, 'AccessDeniedException', `not authorized to perform: ses:SendEmail as ${from}`);
  const { Subject, Body } = content.Simple;
  const messageId = newMessageId();
  const at = (parts.now ?? (() => new Date()))();
  keepLetter(parts.dataDir, {
    messageId,
    from,
    to: Destination.ToAddresses,
    subject: Subject.Data,
    text: Body.Text.Data,
    at,
  });
  return { status: 200, body: { MessageId: messageId } };
}

/** SES judges by the identity that is verified, the domain or the address; either will do here. */
function mayBeSender(from: string, caller: Principal, { region, account }: SesParts): boolean {
  return [from, from.slice(from.lastIndexOf('@') + 1)].some((identity) =>
    caller.allows({
      action: 'ses:SendEmail',
      resource: `arn:aws:ses:${region}:${account}:identity/${identity}`,
      context: { 'ses:FromAddress': [from] },
    }),
  );
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
  });
  response.end(JSON.stringify(body));
}

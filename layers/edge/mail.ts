/** Stands beside the front door, not in it: whoever imports this file carries the mail SDK, and no other function does. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Environment } from './environment.ts';

/** A letter of the network, in plain text. It carries no patient's identity: mail is read on any device and kept by strangers. */
export type Mail = { to: string[]; subject: string; text: string };
export type Post = { send(mail: Mail): Promise<{ messageId: string }> };

const inUtf8 = (Data: string): { Data: string; Charset: 'UTF-8' } => ({ Data, Charset: 'UTF-8' });

/**
 * The post office; undefined where the stage names no sender. Build it once, outside the handler. `send` hands one letter to SES, which has taken
 * it when the promise resolves, and throws what the SDK throws; a letter that is sent again arrives again.
 */
export const openPost = (environment: Environment): Post | undefined => {
  const { MAIL_FROM: sender } = environment;
  if (sender === undefined) return undefined;
  const client = new SESv2Client({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 },
  });
  return {
    async send({ to, subject, text }) {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: sender,
          Destination: { ToAddresses: to },
          Content: { Simple: { Subject: inUtf8(subject), Body: { Text: inUtf8(text) } } },
        }),
      );
      if (MessageId === undefined) throw new Error('SES answered without a message id');
      return { messageId: MessageId };
    },
  };
};

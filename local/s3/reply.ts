import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Error } from './errors.ts';
import type { Reply } from './exchange.ts';
import { writeXml } from './xml.ts';

/** How long an unread rest of a refused body is taken in, so that the client can read the refusal instead of a reset. */
const lingerMs = 5_000;

/** S3's error document. */
export function errorReply(error: S3Error, about: { requestId: string; resource: string }): Reply {
  const resource = about.resource.split('?', 1)[0] ?? '';
  const body = writeXml([
    'Error',
    [
      ['Code', error.code],
      ['Message', error.message],
      ...Object.entries(error.details),
      ['Resource', resource],
      ['RequestId', about.requestId],
    ],
  ]);
  return { status: error.status, headers: { ...error.headers, 'content-type': 'application/xml' }, body };
}

type Connection = { message: IncomingMessage; response: ServerResponse };

function finishUnread({ message, response }: Connection): void {
  if (message.complete) return;
  // Node itself takes in what follows; a client that never ends is cut off.
  const timer = setTimeout(() => message.destroy(), lingerMs).unref();
  message.once('close', () => clearTimeout(timer));
  response.once('close', () => message.resume());
}

async function sendText({ message, response }: Connection, { status, headers, body }: Reply): Promise<void> {
  const text = typeof body === 'string' ? Buffer.from(body) : undefined;
  const isBodyless = status === 204 || status === 304;
  const length = isBodyless || headers?.['Content-Length'] !== undefined ? {} : { 'Content-Length': text?.length ?? 0 };
  response.writeHead(status, { ...headers, ...length });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(message.method === 'HEAD' || isBodyless ? undefined : text, () => resolve());
  });
}

/** Sends a reply; bytes go as fast as the client takes them. The first ones are read before the status is sent. */
export async function sendReply(connection: Connection, reply: Reply): Promise<void> {
  const { response } = connection;
  finishUnread(connection);
  const { body } = reply;
  if (body === undefined || typeof body === 'string') return await sendText(connection, reply);
  try {
    const first = await body.next();
    response.writeHead(reply.status, reply.headers);
    if (first.done) response.end();
    else await pipeline(Readable.from(startingWith(first.value, body)), response);
  } finally {
    await body.return();
  }
}

async function* startingWith(first: Buffer, rest: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* rest;
}

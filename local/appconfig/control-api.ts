import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Principals } from '../functions/credentials.ts';
import { callerOf } from '../iam/caller.ts';
import { type Listening, listenOnLoopback } from '../loopback.ts';
import { OPERATIONS } from './operations.ts';
import { Refusal } from './refusal.ts';
import type { FlagParts, Operation, Reply } from './request.ts';

/** AppConfig's control API, as its SDK speaks it (REST, JSON): the operations that switch and show a flag. Others are refused by name. */
export async function startControlApi(parts: FlagParts, principals: Principals): Promise<Listening & { url: string }> {
  const server = createServer((message, response) => {
    answer(message, { parts, principals })
      .catch(replyOf)
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
  const listening = await listenOnLoopback(server);
  return { ...listening, url: `http://127.0.0.1:${listening.port}` };
}

async function answer(message: IncomingMessage, of: { parts: FlagParts; principals: Principals }): Promise<Reply> {
  const body = Buffer.concat((await message.toArray()) as Buffer[]);
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://localhost');
  const operation = OPERATIONS.find(({ method, path }) => method === message.method && path.test(pathname));
  if (!operation) throw new Refusal('BadRequestException', `${message.method} ${pathname} is not emulated here`);
  authorize(message, operation, of);
  const ids = (operation.path.exec(pathname) ?? []).slice(1).map(decodeURIComponent);
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join() : value]),
  );
  return operation.perform({ ids, query: searchParams, headers, body }, of.parts);
}

function authorize(
  message: IncomingMessage,
  { name, resource }: Operation,
  { parts, principals }: { parts: FlagParts; principals: Principals },
): void {
  const caller = callerOf(message.headers.authorization, { service: 'appconfig', principals });
  const wish = { action: `appconfig:${name}`, resource: resource(parts.spec) };
  if (caller?.allows(wish)) return;
  const who = caller?.arn ?? 'anonymous';
  throw new Refusal(
    'AccessDeniedException',
    `User: ${who} is not authorized to perform: ${wish.action} on resource: ${wish.resource}`,
  );
}

function replyOf(error: unknown): Reply {
  const refusal = error instanceof Refusal ? error : new Refusal('InternalServerException', String(error));
  const details = { Reason: 'InvalidConfiguration', Details: { InvalidConfiguration: refusal.invalid } };
  return {
    status: refusal.status,
    headers: { 'x-amzn-errortype': refusal.code },
    body: { Message: refusal.message, ...(refusal.invalid.length > 0 ? details : {}) },
  };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  const isJson = body !== undefined && !Buffer.isBuffer(body);
  response.writeHead(status, {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...headers,
    'x-amzn-requestid': randomUUID(),
  });
  response.end(isJson ? JSON.stringify(body) : body);
}

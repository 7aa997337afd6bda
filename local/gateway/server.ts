import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { LogFile } from '../functions/log-file.ts';
import type { Answer } from './answer.ts';
import { gatewayAnswer } from './answer.ts';
import type { Api } from './api.ts';
import type { Place } from './distribution.ts';
import { forwardTo, SIGN_IN_PATHS } from './forward.ts';
import type { Pages } from './pages.ts';
import { withHeaders } from './response-headers.ts';

/** Each part by name, with what it waits for; `undefined` when it is ready. */
type Health = () => Promise<Record<string, string | undefined>>;

type GatewaySetup = {
  port: number;
  api: Api;
  place: (path: string) => Place;
  pages: Pages;
  signInUrl: string;
  health: Health;
  log: LogFile;
};

/** HTTP API quota: request line and headers together. */
const MAXIMUM_HEADER_BYTES = 10_240;

/** A port that somebody else holds. */
export class PortTaken extends Error {
  override name = 'PortTaken';
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} is taken`);
    this.port = port;
  }
}

/**
 * The one origin that people see: CloudFront's behaviours, the HTTP API behind them, the pages, the sign-in, and `/healthz`. Listens on
 * loopback only. Throws PortTaken.
 */
export async function startGateway(setup: GatewaySetup): Promise<{ close(): Promise<void> }> {
  const signIn = forwardTo(setup.signInUrl);
  const server = createServer(
    { maxHeaderSize: MAXIMUM_HEADER_BYTES, keepAliveTimeout: 60_000 },
    (message, response) => {
      const path = (message.url ?? '/').split('?', 1)[0] ?? '/';
      if (SIGN_IN_PATHS.test(path)) return signIn.forward(message, response);
      const answered =
        path === '/healthz' ? answerHealth(setup.health, response) : handle(setup, { message, response, path });
      answered.catch(() => response.destroy());
    },
  );
  await listen(server, setup.port);
  return {
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const impatient = setTimeout(() => server.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(impatient);
      signIn.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTaken(port) : error;
  });
}

type Exchange = { message: IncomingMessage; response: ServerResponse; path: string };

type Handled = { answer: Answer; requestId?: string; routeKey: string };

async function handle(setup: GatewaySetup, exchange: Exchange): Promise<void> {
  const begun = performance.now();
  const { message, response, path } = exchange;
  const place = setup.place(path);
  const method = message.method ?? 'GET';
  const { answer, ...line } = place.allowedMethods.includes(method)
    ? await answerAt(setup, place, exchange)
    : { answer: gatewayAnswer(403, 'Forbidden'), routeKey: '-' };
  send(response, { ...answer, headers: withHeaders(answer.headers, place.headers) }, method);
  setup.log.write({
    level: 'INFO',
    ...line,
    method,
    status: answer.status,
    milliseconds: Math.round((performance.now() - begun) * 10) / 10,
  });
}

async function answerAt(setup: GatewaySetup, place: Place, { message, path }: Exchange): Promise<Handled> {
  const asked = place.ask(path);
  if ('answer' in asked) return { answer: asked.answer, routeKey: 'edge' };
  if (place.origin === 'api') return setup.api(message);
  const { 'if-none-match': ifNoneMatch, 'accept-encoding': acceptEncoding } = message.headers;
  const answer = await setup.pages(asked.path, {
    ifNoneMatch,
    acceptEncoding: place.compresses ? acceptEncoding : undefined,
  });
  return { answer, routeKey: 'page' };
}

function send(response: ServerResponse, answer: Answer, method: string): void {
  if (response.destroyed) return;
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  if (answer.status !== 204 && answer.status !== 304) response.setHeader('content-length', answer.body.length);
  response.writeHead(answer.status);
  response.end(method === 'HEAD' ? undefined : answer.body);
}

async function answerHealth(health: Health, response: ServerResponse): Promise<void> {
  const parts = await health();
  const isReady = Object.values(parts).every((waiting) => waiting === undefined);
  const body = {
    status: isReady ? 'ready' : 'waiting',
    parts: Object.fromEntries(Object.entries(parts).map(([name, waiting]) => [name, waiting ?? 'ready'])),
  };
  response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

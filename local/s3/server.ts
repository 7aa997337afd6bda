import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import type { BucketSpec, S3Options } from './contract.ts';
import { answerPreflight, corsHeaders } from './cors.ts';
import { asS3Error, S3Error } from './errors.ts';
import type { Exchange, Reply } from './exchange.ts';
import { errorReply, sendReply } from './reply.ts';
import { parseRequest, type S3Request, withHoistedHeaders } from './request.ts';
import { routeOf } from './routes.ts';
import { authenticate } from './sigv4.ts';
import { Store } from './store.ts';

export type { BucketSpec, ObjectCreated, S3Options } from './contract.ts';

type Endpoint = S3Options & { now: () => number; log: (line: Record<string, string>) => void; store: Store };
/** `awaitsContinue`: the client holds its body back until it is told to send it. */
type Incoming = { message: IncomingMessage; response: ServerResponse; awaitsContinue: boolean };

const idleSocketMs = 120_000;
const keepAliveMs = 60_000;
const closeGraceMs = 3_000;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function refuseImpossible({ buckets, host = '127.0.0.1' }: S3Options): void {
  if (new Set(buckets.map(({ name }) => name)).size !== buckets.length) throw new Error('A bucket is named twice');
  for (const { name, versioning, tlsOnly, objectLock } of buckets) {
    if (objectLock && !versioning) throw new Error(`Bucket ${name}: Object Lock needs versioning`);
    if (tlsOnly && !isLoopback(host))
      throw new Error(`Bucket ${name} is for TLS only: it is served on loopback, not on ${host}`);
  }
}

function findBucket(endpoint: Endpoint, name: string): BucketSpec | undefined {
  return endpoint.buckets.find((bucket) => bucket.name === name);
}

function requireBucket(endpoint: Endpoint, name: string): BucketSpec {
  const bucket = findBucket(endpoint, name);
  if (!bucket) throw new S3Error('NoSuchBucket', { details: { BucketName: name } });
  return bucket;
}

/** The body as it arrives. A client that waits with it is told to go on only when an operation begins to read. */
function bodyOf(incoming: Incoming): () => AsyncIterable<Buffer> {
  const { message, response } = incoming;
  return () => {
    if (incoming.awaitsContinue) response.writeContinue();
    incoming.awaitsContinue = false;
    // The socket must outlive an operation that stops reading, for its refusal goes over it.
    return message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  };
}

/** Authenticate, find bucket and operation, and let the operation judge its own actions. */
async function operate(endpoint: Endpoint, sent: S3Request, incoming: Incoming): Promise<Reply> {
  const { principal, payload } = authenticate(sent, endpoint);
  const request = withHoistedHeaders(sent);
  const operation = routeOf(request);
  const bucket = requireBucket(endpoint, request.bucket);
  const { store, now } = endpoint;
  const exchange: Exchange = { request, bucket, principal, payload, store, now, body: bodyOf(incoming) };
  return await operation(exchange);
}

async function answer(endpoint: Endpoint, incoming: Incoming): Promise<void> {
  const { message, response } = incoming;
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  let cors: Record<string, string> = {};
  const send = (reply: Reply): Promise<void> => {
    // Whether a body that was held back still comes is unknown: the connection can carry nothing else.
    const closing: Record<string, string> = incoming.awaitsContinue ? { Connection: 'close' } : {};
    const headers = { ...reply.headers, ...cors, ...closing, 'x-amz-request-id': requestId };
    return sendReply({ message, response }, { ...reply, headers });
  };
  try {
    const request = parseRequest(message);
    const bucket = findBucket(endpoint, request.bucket);
    cors = corsHeaders(bucket, request);
    const isPreflight = request.method === 'OPTIONS';
    await send(isPreflight ? answerPreflight(bucket, request.headers) : await operate(endpoint, request, incoming));
  } catch (error) {
    const refusal = asS3Error(error);
    const isOurs = refusal.status >= 500 && refusal.code !== 'NotImplemented' && !isGone(message);
    if (isOurs) logFailure(endpoint, { requestId, error });
    // After the status has gone, only a broken connection can tell that the rest is missing.
    if (response.headersSent || isGone(message)) response.destroy();
    else await send(errorReply(refusal, { requestId, resource: message.url ?? '' }));
  }
}

const isGone = (message: IncomingMessage): boolean => message.socket.destroyed;

/** Ids and codes only: an error's text may name a key. */
function logFailure({ log }: Pick<Endpoint, 'log'>, failure: { requestId: string; error: unknown }): void {
  const { code, name } = failure.error as { code?: unknown; name?: unknown };
  log({
    part: 's3',
    requestId: failure.requestId,
    error: String(name),
    code: typeof code === 'string' ? code : 'none',
  });
}

function listen(server: Server, { host = '127.0.0.1', port }: S3Options): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(timer);
}

/**
 * Starts the S3 endpoint of one machine on its files (README). Rejects when the port or the directory is in use.
 * `close` lets requests under way end for three seconds.
 */
export async function startS3(options: S3Options): Promise<{ url: string; port: number; close(): Promise<void> }> {
  refuseImpossible(options);
  const log = options.log ?? ((line) => process.stderr.write(`${JSON.stringify(line)}\n`));
  const now = options.now ?? Date.now;
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const onFailure = (error: unknown): void => logFailure({ log }, { requestId: 'background', error });
  const store = await Store.open({ dataDir: options.dataDir, now, deliver: options.onObjectCreated, onFailure });
  const endpoint: Endpoint = { ...options, now, log, store };
  const pending = new Set<Promise<void>>();
  const handle = (awaitsContinue: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    const answered = answer(endpoint, { message, response, awaitsContinue }).catch((error: unknown) => {
      onFailure(error);
      response.destroy();
    });
    pending.add(answered);
    void answered.finally(() => pending.delete(answered));
  };
  // requestTimeout would cut long uploads; the idle timeout of the socket ends those that stand still.
  const server = createServer(
    { requestTimeout: 0, headersTimeout: 30_000, keepAliveTimeout: keepAliveMs },
    handle(false),
  );
  server.on('checkContinue', handle(true));
  server.setTimeout(idleSocketMs);
  try {
    const { port } = await listen(server, options);
    const host = options.host ?? '127.0.0.1';
    const close = async (): Promise<void> => {
      await closeServer(server);
      await Promise.allSettled(pending);
      await store.close();
    };
    return { url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`, port, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

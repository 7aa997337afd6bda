import { Agent, type ClientRequest, type RequestOptions } from 'node:http';
import { Duplex } from 'node:stream';
import { wishesOf } from '../iam/dynamodb-wishes.ts';
import type { Judge } from '../iam/judge.ts';
import type { WorkerSetup } from './messages.ts';

/** An inner method of node:http's Agent, through which every request gets its socket; agents of other makers override it too. */
type AddRequest = (this: Agent, request: ClientRequest, options: RequestOptions) => void;
type AgentInside = { addRequest: AddRequest };
type SocketTaker = ClientRequest & { onSocket(socket: Duplex): void };

/**
 * Judges every DynamoDB request of this thread before it gets a socket, as IAM would, and refuses hosts that have no stand-in. The bundle
 * knows nothing of it: a request that is refused reads AWS's own answer from a socket that leads nowhere. S3, Cognito and the
 * secrets extension judge by themselves, by access key.
 */
export function judgeOutbound(setup: WorkerSetup, allows: Judge): void {
  const inside = Agent.prototype as unknown as AgentInside;
  const original = inside.addRequest;
  inside.addRequest = function (request, options) {
    const origin = originOf(request.protocol, options);
    if (origin === setup.dynamoDbOrigin) {
      whenBodyIsKnown(request, (body) => {
        const refusal = refusalOf({ target: String(request.getHeader('x-amz-target') ?? ''), body }, setup, allows);
        if (refusal) (request as SocketTaker).onSocket(new Answering(refusal));
        else original.call(this, request, options);
      });
    } else if (setup.origins.includes(origin)) original.call(this, request, options);
    else {
      request.destroy(new Error(`${origin} has no stand-in on one machine`));
      // Node tells the error only once there is a socket.
      (request as SocketTaker).onSocket(new Answering(''));
    }
  };
}

function originOf(protocol: string, { host, hostname, port }: RequestOptions): string {
  const name = String(host ?? hostname);
  return new URL(`${protocol}//${name.includes(':') ? `[${name}]` : name}:${String(port ?? '')}`).origin;
}

type Send = (chunk?: unknown, ...rest: unknown[]) => unknown;

/** Keeps a request without a socket (Node buffers what is written) until its body has been handed over. */
function whenBodyIsKnown(request: ClientRequest, act: (body: string) => void): void {
  const chunks: Buffer[] = [];
  const sender = request as unknown as { write: Send; end: Send };
  const { write, end } = sender;
  const take = (chunk: unknown): void => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  sender.write = (...given) => {
    take(given[0]);
    return write.apply(request, given);
  };
  sender.end = (...given) => {
    take(given[0]);
    Object.assign(sender, { write, end });
    const ended = end.apply(request, given);
    act(Buffer.concat(chunks).toString('utf8'));
    return ended;
  };
}

/** The message that IAM would give, or undefined when all is allowed. */
function refusalOf(request: { target: string; body: string }, setup: WorkerSetup, allows: Judge): string | undefined {
  const operation = request.target.split('.')[1] ?? '';
  const wishes = wishesOf(operation, request.body, setup.tables);
  const refused =
    wishes === undefined ? { action: `dynamodb:${operation}`, resource: '*' } : wishes.find((wish) => !allows(wish));
  if (!refused) return undefined;
  return (
    `User: ${setup.principal} is not authorized to perform: ${refused.action} on resource: ${refused.resource} ` +
    `because no identity-based policy allows the ${refused.action} action`
  );
}

/** A socket that answers one request with AccessDeniedException. */
class Answering extends Duplex {
  readonly #answer: string;
  #answered = false;

  constructor(message: string) {
    super();
    const body = JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message });
    this.#answer = [
      'HTTP/1.1 400 Bad Request',
      'content-type: application/x-amz-json-1.0',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n');
  }

  /** Node reads as soon as it has attached its parser, and by then it has flushed the request into us. */
  override _read(): void {
    if (this.#answered) return;
    this.#answered = true;
    this.push(this.#answer);
    this.push(null);
  }

  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }

  override _final(done: () => void): void {
    done();
  }

  /** Node's client asks sockets for these. */
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
